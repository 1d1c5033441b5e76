import { describe, expect, it } from 'vitest';
import {
  normaliseEmail,
  normaliseEntity,
  normalisePerson,
  normalisePhone,
  normaliseText,
  splitAliases,
} from '../../../../shared/domain/names/normalise.ts';

function parts(name: string): string {
  const { given, surname, surnameWhole, suffixes } = normalisePerson(name);
  return `${given.join(' ')} | ${surname.join(' ')} | ${surnameWhole} | ${suffixes.join(' ')}`;
}

function core(name: string): string {
  const entity = normaliseEntity(name);
  return `${entity.core.join(' ')} | ${entity.legalForm}`;
}

describe('persons', () => {
  it('[NM1] lose accents, case and punctuation', () => {
    expect(parts('  JOSÉ   Núñez ')).toBe('jose | nunez | nunez | ');
    expect(parts('Łukasz Żółć')).toBe('lukasz | zolc | zolc | ');
    expect(parts('Søren Weiß')).toBe('soren | weiss | weiss | ');
    expect(parts('Анна Иванова')).toBe('анна | иванова | иванова | ');
    expect(normaliseText('A & B,  "C"-D')).toBe('a and b c d');
  });

  it('[NM2] lose titles and keep suffixes apart', () => {
    expect(parts('Dr. John A. Smith Jr., Esq.')).toBe('john a | smith | smith | esq jr');
    expect(parts('Smith, John')).toBe('john | smith | smith | ');
    expect(parts('Smith, Mr. John, III')).toBe('john | smith | smith | iii');
    expect(parts('Hon. Mike Judge')).toBe('mike | judge | judge | ');
    expect(parts('Smith')).toBe(' | smith | smith | ');
    expect(parts('Judge')).toBe(' | judge | judge | ');
    expect(parts('Kim Do')).toBe('kim | do | do | ');
    expect(parts('')).toBe(' |  |  | ');
  });

  it('[NM3] keep particles with the surname', () => {
    expect(parts('Maria de la Cruz')).toBe('maria | cruz | delacruz | ');
    expect(parts('de la Cruz, Maria')).toBe('maria | cruz | delacruz | ');
    expect(parts('Al Pacino')).toBe('al | pacino | pacino | ');
    expect(parts("Sinéad O'Connor")).toBe('sinead | oconnor | oconnor | ');
    expect(parts('Sinead O Connor')).toBe('sinead | oconnor | oconnor | ');
    expect(parts('John O. Ward')).toBe('john o | ward | ward | ');
    expect(parts('Ronald Mac Donald')).toBe('ronald | mcdonald | mcdonald | ');
    expect(parts('Ronald McDonald')).toBe('ronald | mcdonald | mcdonald | ');
    expect(parts('Ana Machado')).toBe('ana | machado | machado | ');
    expect(parts('Mary-Ann Smith-Jones')).toBe('mary ann | smith jones | smithjones | ');
    expect(parts('J.R. Smith')).toBe('j r | smith | smith | ');
  });
});

describe('organisations', () => {
  it('[NM4] lose the legal form', () => {
    expect(core('The Alder Company, Inc.')).toBe('alder | company inc');
    expect(core('Alder L.L.C.')).toBe('alder | llc');
    expect(core('Alder & Birch P.C.')).toBe('alder and birch | pc');
    expect(core('Alder L L C')).toBe('alder | llc');
    expect(core('U.S. Bank N.A.')).toBe('us bank | na');
    expect(core('The Trust Company')).toBe('the trust company | trust company');
    expect(core('Société Générale S.A.')).toBe('societe generale | sa');
  });

  it('[NM4] take aliases apart', () => {
    expect(splitAliases("Alder Co. d/b/a Alder's Garage, f/k/a Birch LLC")).toEqual([
      'Alder Co.',
      "Alder's Garage",
      'Birch LLC',
    ]);
    expect(splitAliases('Jane Doe (aka Jane Roe)')).toEqual(['Jane Doe', 'Jane Roe']);
    expect(splitAliases('John Smith a.k.a. Johnny S')).toEqual(['John Smith', 'Johnny S']);
    expect(splitAliases('NBA Properties')).toEqual(['NBA Properties']);
    expect(splitAliases('AKA Brands')).toEqual(['AKA Brands']);
    expect(splitAliases('Akash Dba')).toEqual(['Akash Dba']);
    expect(splitAliases('Alder doing business as Oak')).toEqual(['Alder', 'Oak']);
  });
});

describe('identifiers', () => {
  it('[NM10] are compared in one form', () => {
    expect(normalisePhone('+1 (206) 555-0143 ext. 5')).toBe('2065550143');
    expect(normalisePhone('206.555.0143')).toBe('2065550143');
    expect(normalisePhone('555')).toBeUndefined();
    expect(normaliseEmail(' Jane@Example.COM ')).toBe('jane@example.com');
    expect(normaliseEmail('jane')).toBeUndefined();
  });
});
