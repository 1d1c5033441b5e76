import { describe, expect, it } from 'vitest';
import { findMentions, typedMention } from '../../../../shared/domain/provider/talk.ts';

const people = [
  { memberId: 'ada', name: 'Ada Alder' },
  { memberId: 'noor', name: 'Noor Haddad-Lyle' },
  { memberId: 'ben', name: 'Ben Birch' },
  { memberId: 'benno', name: 'Ben Ash' },
];

describe('mentions in a text', () => {
  it('[TK5] are whole names, or a first name that only one has', () => {
    expect(findMentions('@Ada Alder please look, and @noor', people)).toEqual(['ada', 'noor']);
    expect(findMentions('@Ben look', people)).toEqual([]);
    expect(findMentions('(@Ben Ash, @Ben Birch)', people)).toEqual(['benno', 'ben']);
    expect(findMentions('@Ada@Ada Alder', people)).toEqual(['ada']);
  });

  it('[TK5] are no addresses, no parts of longer names, nobody unknown', () => {
    expect(findMentions('write to office@ada.example', people)).toEqual([]);
    expect(findMentions('@Adam and @Nobody and @', people)).toEqual([]);
  });

  it('[TK5] are offered while they are typed', () => {
    expect(typedMention('@', 1)).toBe('');
    expect(typedMention('Hello @No', 9)).toBe('No');
    expect(typedMention('Hello @Noor Ha', 14)).toBe('Noor Ha');
    expect(typedMention('Hello @No there', 15)).toBe('No there');
    expect(typedMention('a@b', 3)).toBeNull();
    expect(typedMention('Hello', 5)).toBeNull();
  });
});
