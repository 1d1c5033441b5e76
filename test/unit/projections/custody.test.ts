import { describe, expect, it } from 'vitest';
import {
  type CustodyGrant,
  changedCustodies,
  custodyLine,
  isInCustody,
} from '../../../electron/data/projections/custody.ts';
import { deviceOf, idOf } from '../../support/roster-script.ts';

type Given = Pick<Partial<CustodyGrant>, 'isHanded'> & { ends?: string; to: string; head?: string };

function grant(name: string, { ends, to, head, isHanded = false }: Given): CustodyGrant {
  return {
    eventId: idOf(name),
    accountId: 'acc',
    isHanded,
    authorDeviceId: deviceOf(name.split('-')[1] ?? ''),
    deviceId: deviceOf(to),
    ends: ends === undefined ? '' : idOf(ends),
    giverHead: head === undefined ? '' : idOf(head),
  };
}

const opened = grant('01-a', { to: 'a' });
const handed = grant('04-a', { to: 'b', ends: '01-a', head: '03-a', isHanded: true });
const overridden = grant('05-o', { to: 'c', ends: '01-a', head: '02-a' });
const onwards = grant('06-b', { to: 'd', ends: '04-a', head: '04-b', isHanded: true });

const names = (grants: readonly CustodyGrant[]) => custodyLine(grants).map(({ grant: { eventId } }) => eventId);
const counts = (name: string, custody: string, grants: readonly CustodyGrant[]) =>
  isInCustody({ id: idOf(name), deviceId: deviceOf(name.split('-')[1] ?? ''), custody: idOf(custody) }, grants);

describe('custody', () => {
  const all = [overridden, onwards, handed, opened];

  it('CU1 is one line along the earliest ends: known answer', () => {
    expect(names(all)).toEqual(['01-a', '04-a', '06-b'].map(idOf));
    expect(names([opened, overridden, onwards])).toEqual(['01-a', '05-o'].map(idOf));
    expect(names([])).toEqual([]);
  });

  it('CU1 takes a hand-over from nobody but the custodian', () => {
    const stolen = grant('02-c', { to: 'c', ends: '01-a', isHanded: true });
    expect(names([opened, stolen, handed])).toEqual(['01-a', '04-a'].map(idOf));
  });

  it('CU2 counts what the custodian posts, and of a former one what its successor knew', () => {
    expect(counts('03-a', '01-a', all)).toBe(true);
    expect(counts('07-a', '01-a', all)).toBe(false);
    expect(counts('05-b', '04-a', all)).toBe(false);
    expect(counts('04-b', '04-a', all)).toBe(true);
    expect(counts('09-d', '06-b', all)).toBe(true);
    expect(counts('09-c', '05-o', all)).toBe(false);
    expect(counts('09-d', '06-b', [opened, overridden, onwards])).toBe(false);
    expect(counts('09-b', '01-a', [opened])).toBe(false);
    expect(counts('02-a', '99-a', all)).toBe(false);
  });

  it('CU2 counts nothing of a giver whose head was not named', () => {
    const blind = grant('04-o', { to: 'c', ends: '01-a' });
    expect(counts('02-a', '01-a', [opened, blind])).toBe(false);
  });

  it('CU2 counts a hand-over that is in the line', () => {
    expect(counts('04-a', '01-a', all)).toBe(true);
  });

  it('knows whose verdicts a grant changes', () => {
    const before = custodyLine([opened, overridden]);
    expect(changedCustodies(before, before)).toEqual([]);
    expect(changedCustodies(before, custodyLine(all)).sort()).toEqual(
      ['01-a', '04-a', '05-o', '06-b'].map(idOf).sort(),
    );
  });
});
