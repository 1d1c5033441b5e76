import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RosterEvent } from '../../../electron/data/roster/roster-event.ts';
import { RosterLog } from '../../../electron/data/roster/roster-log.ts';
import { hasRight } from '../../../shared/domain/roles/rights.ts';
import { changes, removes, threeMembers, verifyScript } from '../../support/roster-script.ts';

const letters = ['a', 'b', 'c'] as const;

interface Step {
  readonly by: string;
  readonly whom: string;
  readonly isRemoval: boolean;
  readonly role: 'owner' | 'attorney' | 'clerk';
  readonly sees: readonly number[];
}

const steps = fc.array(
  fc.record({
    by: fc.constantFrom(...letters),
    whom: fc.constantFrom(...letters),
    isRemoval: fc.boolean(),
    role: fc.constantFrom('owner' as const, 'attorney' as const, 'clerk' as const),
    sees: fc.array(fc.nat(9), { maxLength: 3 }),
  }),
  { maxLength: 8 },
);

/** People who remove and demote one another, each having seen some of what the others did. */
function play(list: readonly Step[]): RosterEvent[] {
  const names = ['04-b', '04-c'];
  const events = threeMembers();
  list.forEach((step, index) => {
    const name = `${(index + 5).toString(16).padStart(2, '0')}-${step.by}`;
    const parents = ['04-b', '04-c', ...step.sees.flatMap((at) => names[2 + at] ?? [])];
    const said = { parents: [...new Set(parents)], whom: step.whom, heads: {} };
    events.push(step.isRemoval ? removes(name, said) : changes(name, { ...said, role: step.role }));
    names.push(name);
  });
  return events;
}

function describeLog(log: RosterLog): unknown {
  const { members, devices, refused } = log.current;
  return [[...members], [...devices], [...refused].sort(), log.heads];
}

describe('the roster', () => {
  it('is the same for the same events in whatever order they come, one by one or at once', () => {
    fc.assert(
      fc.property(steps, fc.infiniteStream(fc.nat()), (list, stream) => {
        const events = play(list);
        const shuffled = [...events].sort(() => ((stream.next().value as number) % 2 === 0 ? 1 : -1));
        const whole = new RosterLog(verifyScript, events);
        const piecewise = new RosterLog(verifyScript);
        for (const event of shuffled) piecewise.add([event]);
        expect(describeLog(piecewise)).toEqual(describeLog(whole));
      }),
      { numRuns: 150 },
    );
  });

  it('RS7 always has somebody who can manage the firm', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const { members, devices } = new RosterLog(verifyScript, play(list)).current;
        const managing = [...devices.values()].filter((device) => {
          const member = members.get(device.memberId);
          return device.cut === null && member !== undefined && hasRight(member.role, 'firm.manage');
        });
        expect(managing.length).toBeGreaterThan(0);
      }),
      { numRuns: 150 },
    );
  });

  it('RS3 the roster that somebody knew is the same however it is come by', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const events = play(list);
        const log = new RosterLog(verifyScript, events);
        const known = log.at(log.heads);
        expect([...(known?.members ?? [])]).toEqual([...log.current.members]);
      }),
      { numRuns: 100 },
    );
  });
});
