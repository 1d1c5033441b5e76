import { describe, expect, it } from 'vitest';
import { orderEvents } from '../../../electron/data/events/event-order.ts';
import { admit } from '../../../electron/data/roster/admit.ts';
import { foldRoster, nextEpoch, type Roster } from '../../../electron/data/roster/roster.ts';
import type { RosterEvent } from '../../../electron/data/roster/roster-event.ts';
import { RosterLog } from '../../../electron/data/roster/roster-log.ts';
import {
  changes,
  deviceOf,
  enrols,
  founds,
  idOf,
  invites,
  recovers,
  removes,
  scriptFirmId,
  threeMembers,
  verifyScript,
} from '../../support/roster-script.ts';
import { countingKey } from '../../support/signed-event.ts';

function fold(...events: RosterEvent[]): Roster {
  return foldRoster(orderEvents(events), verifyScript);
}

function removed(roster: Roster): string[] {
  return [...roster.members.values()].filter((member) => member.isRemoved).map((member) => member.id);
}

describe('the roster', () => {
  it('RS1 is rooted in the firm’s key, and only one founding counts', () => {
    expect(fold(founds('01-a')).firmId).toBe(scriptFirmId);
    expect(fold(founds('01-a', { proof: 'forged' })).firmId).toBe('');
    expect(fold(founds('01-a', { key: countingKey(77) })).firmId).toBe('');
    const usurped = fold(founds('02-a'), founds('01-m', { key: countingKey(77) }));
    expect([...usurped.members.keys()]).toEqual(['a']);
    expect(fold(founds('01-a'), founds('02-m')).refused.get(idOf('02-m'))).toMatch(/founded already/);
  });

  it('has three members with ordinals: known answer', () => {
    const roster = fold(...threeMembers());
    expect([...roster.members.keys()]).toEqual(['a', 'b', 'c']);
    expect([...roster.devices.values()].map((device) => device.ordinal)).toEqual([1, 2, 3]);
    expect(roster.refused.size).toBe(0);
  });

  it('RS5 lets the earlier of two owners stand who remove each other: known answer', () => {
    const roster = fold(
      ...threeMembers(),
      removes('05-a', { parents: ['04-b', '04-c'], whom: 'b', heads: { b: { roster: '04-b' } } }),
      removes('06-b', { parents: ['04-b', '04-c'], whom: 'a', heads: { a: { roster: '03-a' } } }),
    );
    expect(removed(roster)).toEqual(['b']);
    expect(roster.refused.get(idOf('06-b'))).toBe('no right');
  });

  it('RS4 refuses what a removed owner did unseen, whatever its clock: known answer', () => {
    const roster = fold(
      ...threeMembers(),
      changes('05-b', { parents: ['04-b', '04-c'], whom: 'c', role: 'owner', heads: {} }),
      removes('06-a', { parents: ['04-b', '04-c'], whom: 'b', heads: { b: { roster: '04-b' } } }),
    );
    expect(roster.members.get('c')?.role).toBe('bookkeeper');
    expect(roster.refused.get(idOf('05-b'))).toBe('beyond removal');
  });

  it('RS5 undoes first what hangs on a removal that lies beyond another: known answer', () => {
    const roster = fold(
      ...threeMembers(),
      invites('05-a', { parents: ['04-b', '04-c'], whom: 'd', role: 'owner' }),
      enrols('06-d', { parents: ['05-a'] }),
      changes('07-d', { parents: ['06-d'], whom: 'c', role: 'attorney', heads: {} }),
      removes('08-b', { parents: ['06-d'], whom: 'd', heads: { d: { roster: '06-d' } } }),
      removes('09-a', { parents: ['06-d'], whom: 'b', heads: { b: { roster: '04-b' } } }),
    );
    expect(removed(roster)).toEqual(['b']);
    expect(roster.members.get('c')?.role).toBe('attorney');
  });

  it('RS5 comes to an end where three remove one another', () => {
    const owners = [
      ...threeMembers(),
      changes('05-a', { parents: ['04-b', '04-c'], whom: 'c', role: 'owner', heads: {} }),
    ];
    const roster = fold(
      ...owners,
      removes('06-c', { parents: ['05-a'], whom: 'a', heads: {} }),
      removes('07-b', { parents: ['05-a'], whom: 'c', heads: {} }),
      removes('08-a', { parents: ['05-a'], whom: 'b', heads: {} }),
    );
    const standing = [...roster.members.values()].filter((member) => !member.isRemoved && member.role === 'owner');
    expect(standing.length).toBeGreaterThan(0);
  });

  it('RS4 no removal undoes what it rests on, whatever heads it names', () => {
    const roster = fold(...threeMembers(), removes('05-b', { parents: ['04-b', '04-c'], whom: 'a', heads: {} }));
    expect(removed(roster)).toEqual(['a']);
    expect([...roster.members.keys()]).toEqual(['a', 'b', 'c']);
    const own = fold(...threeMembers(), removes('05-a', { parents: ['04-b', '04-c'], whom: 'a', heads: {} }));
    expect(removed(own)).toEqual(['a']);
  });

  it('RS4 holds a demoted owner to the new role in the roster', () => {
    const demoted = [
      ...threeMembers(),
      changes('05-b', { parents: ['04-b', '04-c'], whom: 'c', role: 'owner', heads: {} }),
      changes('06-a', { parents: ['04-b', '04-c'], whom: 'b', role: 'clerk', heads: { b: { roster: '04-b' } } }),
    ];
    expect(fold(...demoted).members.get('c')?.role).toBe('bookkeeper');
    const again = [
      ...demoted,
      changes('07-a', { parents: ['06-a'], whom: 'b', role: 'owner', heads: { b: { roster: '04-b' } } }),
      changes('08-b', { parents: ['07-a'], whom: 'c', role: 'clerk', heads: {} }),
    ];
    expect(fold(...again).members.get('c')?.role).toBe('clerk');
  });

  it('RS6 takes an invitation once, in time, for a new device that held the code', () => {
    const start = [founds('01-a'), invites('02-a', { parents: ['01-a'], whom: 'b', role: 'clerk', expiresAtMs: 9 })];
    const reasonOf = (last: RosterEvent, ...between: RosterEvent[]) =>
      fold(...start, ...between, last).refused.get(last.id);
    expect(reasonOf(enrols('03-b', { parents: ['02-a'] }))).toBeUndefined();
    expect(reasonOf(enrols('03-b', { parents: ['02-a'], proof: 'x' }))).toMatch(/code/);
    expect(reasonOf(enrols('0a-b', { parents: ['02-a'] }))).toMatch(/expired/);
    expect(reasonOf(enrols('03-b', { parents: ['02-a'], by: 'x' }))).toMatch(/no such/);
    expect(reasonOf(enrols('04-m', { parents: ['03-b'], by: 'b' }), enrols('03-b', { parents: ['02-a'] }))).toMatch(
      /used/,
    );
    const gone = removes('04-a', { parents: ['03-b'], whom: 'b', heads: {} });
    const further = invites('05-a', { parents: ['04-a'], whom: 'c', role: 'clerk' });
    const back = enrols('06-b', { parents: ['05-a'], by: 'c' });
    expect(reasonOf(back, enrols('03-b', { parents: ['02-a'] }), gone, further)).toMatch(/known already/);
  });

  it('RS6 lets the recovery key speak last', () => {
    const roster = fold(
      ...threeMembers(),
      removes('05-b', { parents: ['04-b', '04-c'], whom: 'a', heads: {} }),
      recovers('06-a', { parents: ['05-b'] }),
    );
    expect(removed(roster)).toEqual([]);
    expect(roster.devices.get(deviceOf('a'))?.cut).toBeNull();
    expect(fold(...threeMembers(), recovers('06-m', { parents: ['04-b'], proof: 'x' })).members.has('m')).toBe(false);
  });

  it('RS7 keeps the last who can manage the firm', () => {
    const roster = fold(founds('01-a'), removes('02-a', { parents: ['01-a'], whom: 'a', heads: {} }));
    expect(removed(roster)).toEqual([]);
    expect(roster.refused.get(idOf('02-a'))).toMatch(/last owner/);
  });

  it('waits with an event that rests on one which is not here', () => {
    const [founded, , second, ...others] = threeMembers();
    if (founded === undefined || second === undefined) throw new Error('The script is too short.');
    const log = new RosterLog(verifyScript, [founded, second, ...others]);
    expect([...log.current.members.keys()]).toEqual(['a']);
    expect(log.current.refused.get(second.id)).toMatch(/waits/);
    log.add(threeMembers());
    expect([...log.current.members.keys()]).toEqual(['a', 'b', 'c']);
  });
});

describe('admit', () => {
  const log = new RosterLog(verifyScript, [
    ...threeMembers(),
    changes('06-a', {
      parents: ['04-b', '04-c'],
      whom: 'c',
      role: 'clerk',
      heads: { c: { trust: '05-c' } },
      workspaces: ['office'],
    }),
  ]);
  const before = [idOf('04-b'), idOf('04-c')];
  const post = (name: string, heads: readonly string[]) =>
    admit(
      { id: idOf(name), deviceId: deviceOf('c'), workspace: 'trust', right: 'trust.post' },
      log.at(heads),
      log.current,
    );

  it('RS2 asks for the right in the roster that the event names', () => {
    expect(post('05-c', before)).toEqual({ counts: true, memberId: 'c' });
    expect(post('05-c', [idOf('01-a')])).toMatchObject({ counts: false, reason: 'unknown device' });
    expect(post('05-c', [idOf('99-a')])).toMatchObject({ counts: false, reason: 'unknown device' });
    expect(post('07-c', [idOf('06-a')])).toMatchObject({ counts: false, reason: 'no right' });
  });

  it('RS4 asks for it in the new role beyond what was seen, whatever roster is named', () => {
    expect(post('07-c', before)).toMatchObject({ counts: false, reason: 'no right' });
  });

  it('RS3 takes nothing from an event that lies beyond a removal', () => {
    const plot = new RosterLog(verifyScript, [
      ...threeMembers(),
      changes('05-b', { parents: ['04-b', '04-c'], whom: 'c', role: 'owner', heads: {} }),
      removes('06-a', { parents: ['04-b', '04-c'], whom: 'b', heads: { b: { roster: '04-b' } } }),
    ]);
    const subject = { id: idOf('07-c'), deviceId: deviceOf('c'), workspace: 'trust', right: 'firm.manage' } as const;
    expect(admit(subject, plot.at([idOf('05-b')]), plot.current)).toMatchObject({ counts: false, reason: 'no right' });
  });
});

describe('epochs', () => {
  it('KY5 that are started apart have numbers of their own', () => {
    expect(nextEpoch(1, 2)).toBe(1002);
    expect(nextEpoch(1, 3)).toBe(1003);
    expect(nextEpoch(1003, 2)).toBe(2002);
  });
});
