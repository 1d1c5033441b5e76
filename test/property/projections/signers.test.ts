import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { billingProjection } from '../../../electron/data/projections/billing.ts';
import { trustProjection } from '../../../electron/data/projections/trust.ts';
import { type MemoryRows, openMemoryRows } from '../../support/memory-rows.ts';

/** Who signed what, decided anew with every naming, against the rule read over everything each time [TE23]. */

const members = ['ada', 'ben', 'cy'];
const devices = ['00000000000000aa', '00000000000000bb', '00000000000000cc'];
const member = fc.constantFrom(...members);
const device = fc.constantFrom(...devices);
const clock = fc.integer({ min: 1, max: 40 });

const step = fc.oneof(
  fc.record({ what: fc.constant('payment' as const), clock, device, member }),
  fc.record({ what: fc.constant('approval' as const), clock, device, member }),
  fc.record({
    what: fc.constant('naming' as const),
    clock,
    device,
    members: fc.subarray(members),
    seen: fc.option(fc.dictionary(device, clock, { maxKeys: 3 }), { nil: null }),
  }),
  fc.record({ what: fc.constant('forget' as const), pick: fc.nat(50) }),
);

type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

interface Signing {
  readonly id: string;
  readonly eventId: string;
  readonly clock: string;
  readonly device: string;
  readonly member: string;
}
interface Naming {
  readonly eventId: string;
  readonly clock: string;
  readonly heads: Readonly<Record<string, string>> | null;
  readonly members: readonly string[];
}
interface Story {
  readonly payments: Signing[];
  readonly approvals: Signing[];
  readonly namings: Naming[];
}

const clockText = (at: number): string => at.toString(16).padStart(16, '0');
const eventIdAt = (at: number, by: string, place: number): string => `${clockText(at)}-${by}-${place}`;

/** True where a naming speaks against whoever wrote this: of those that had not seen it, the last before and every later one. */
function isSpokenAgainst(signing: Signing, namings: readonly Naming[]): boolean {
  const before = namings.map((naming) => naming.clock).filter((at) => at < signing.clock);
  const last = before.sort().at(-1) ?? '';
  return namings.some((naming) => {
    const hasSeen =
      naming.heads === null ? signing.clock < naming.clock : signing.eventId <= (naming.heads[signing.device] ?? '');
    return naming.members.length > 0 && naming.clock >= last && !hasSeen && !naming.members.includes(signing.member);
  });
}

function takeStep(rows: MemoryRows, story: Story, taken: Step, place: number): void {
  if (taken.what === 'forget') {
    const naming = story.namings[taken.pick];
    if (naming === undefined) return;
    rows.run('DELETE FROM trust_naming WHERE event_id = ?', [naming.eventId]);
    story.namings.splice(taken.pick, 1);
    return;
  }
  const eventId = eventIdAt(taken.clock, taken.device, place);
  const at = clockText(taken.clock);
  if (taken.what === 'naming') {
    const heads =
      taken.seen === null
        ? null
        : Object.fromEntries(Object.entries(taken.seen).map(([by, to]) => [by, eventIdAt(to, by, 99)]));
    const text = heads === null ? null : JSON.stringify(heads);
    rows.run('INSERT INTO trust_naming VALUES (?, ?, ?, ?, ?, ?)', [
      ...[eventId, 'naming', 'iolta', at],
      text,
      JSON.stringify(taken.members),
    ]);
    story.namings.push({ eventId, clock: at, heads, members: taken.members });
    return;
  }
  const signing = { id: `${taken.what}${place}`, eventId, clock: at, device: taken.device, member: taken.member };
  if (taken.what === 'payment') {
    rows.run(
      `INSERT INTO trust_entry (entry_id, aggregate, event_id, clock, at_ms, device_id, member_id, account_id, ledger_id,
         day, type, kind, instrument, effect_cents)
       VALUES (?, 'e', ?, ?, 1, ?, ?, 'iolta', 'm1', '2026-01-05', 'disbursement', 'cost', 'transfer', -100)`,
      [signing.id, eventId, at, taken.device, taken.member],
    );
    story.payments.push(signing);
    return;
  }
  rows.run(
    `INSERT INTO trust_request (request_id, aggregate, event_id, clock, at_ms, member_id, account_id, ledger_id, day,
       amount_cents, kind, instrument, state)
     VALUES (?, 'r', ?, ?, 1, 'cy', 'iolta', 'm1', '2026-01-05', 100, 'cost', 'transfer', 'waiting')`,
    [signing.id, `asked${place}`, at],
  );
  rows.run("INSERT INTO trust_approval VALUES (?, 'r', ?, ?, ?, ?, ?, 1, NULL)", [
    ...[eventId, signing.id, `asked${place}`, taken.device, at, taken.member],
  ]);
  story.approvals.push(signing);
}

describe('naming who signs', () => {
  it('[TE23] decides anew no more than a naming may change, and comes to the same', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 4, maxLength: 30 }), (steps) => {
        const rows = openMemoryRows([trustProjection, billingProjection]);
        const story: Story = { payments: [], approvals: [], namings: [] };
        try {
          for (const [place, taken] of steps.entries()) takeStep(rows, story, taken, place);
          const unsigned = rows
            .all<{ entry_id: string }>('SELECT entry_id FROM trust_unsigned')
            .map((row) => row.entry_id);
          const spoken = story.payments.filter((payment) => isSpokenAgainst(payment, story.namings));
          expect(unsigned.sort()).toEqual(spoken.map((payment) => payment.id).sort());
          const waiting = rows.all<{ request_id: string }>(
            "SELECT request_id FROM trust_request WHERE state = 'waiting'",
          );
          const open = story.approvals.filter((approval) => isSpokenAgainst(approval, story.namings));
          expect(waiting.map((row) => row.request_id).sort()).toEqual(open.map((approval) => approval.id).sort());
        } finally {
          rows.close();
        }
      }),
      { numRuns: 40 },
    );
  });
});
