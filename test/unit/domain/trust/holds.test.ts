import { describe, expect, it } from 'vitest';
import { declineInsufficient, readLedger } from '../../../../shared/domain/trust/available.ts';
import { decideHold, decideRelease } from '../../../../shared/domain/trust/hold.ts';
import { ledger, today, verdict } from './trust-fixtures.ts';

const funded = ledger([{ id: 'r1', day: '2026-02-02', effectCents: 100_000 }]);
const hold = {
  day: '2026-03-01',
  today,
  openedOn: '2025-01-02',
  amountCents: 30_000,
  claimant: 'Saltwater Clinic',
  reason: 'Medical lien',
};
const release = { day: today, today, amountCents: 30_000, isDocumentKnown: true };
const placed = { day: '2026-03-01', openCents: 30_000, claimant: 'Saltwater Clinic' };

describe('holds', () => {
  it('[TE1] lowers available and leaves the balance', () => {
    const held = { ...funded, holdsCents: 30_000 };
    expect(readLedger(held, today)).toMatchObject({ balanceCents: 100_000, availableCents: 70_000 });
    const refused = declineInsufficient(held, today, 70_001);
    expect(refused?.ok === false && refused.refusal.sentence).toContain('300.00 is held for a dispute or a lien');
  });

  it('[TE1] refuses a hold without amount, claimant or reason, out of its days, and on the ledger of the firm', () => {
    const decide = (more: object) => verdict(decideHold(funded, { ...hold, ...more }));
    expect(decide({})).toBe('accepted');
    expect(decide({ amountCents: 0 })).toBe('trust.amount-not-positive');
    expect(decide({ amountCents: -5 })).toBe('trust.amount-not-positive');
    expect(decide({ claimant: ' ' })).toBe('trust.claimant-missing');
    expect(decide({ reason: '' })).toBe('trust.reason-missing');
    expect(decide({ day: '2026-03-05' })).toBe('trust.hold-day');
    expect(decide({ day: '2024-12-31' })).toBe('trust.hold-day');
    expect(verdict(decideHold(ledger([], { ledgerId: 'firm' }), hold))).toBe('trust.hold-on-firm-ledger');
  });

  it('[TE1] takes a claim above the balance, and says so', () => {
    const decided = decideHold(funded, { ...hold, amountCents: 120_000 });
    expect(decided.ok && decided.value.flags.map((flag) => flag.code)).toEqual(['trust.hold-above-balance']);
  });

  it('[TE2] releases by a document alone, once, and no more than is held', () => {
    const decide = (more: object, of: object = {}) =>
      verdict(decideRelease({ ...placed, ...of }, { ...release, ...more }));
    expect(decideRelease(placed, { ...release, amountCents: 10_000 })).toEqual({
      ok: true,
      value: { leftCents: 20_000 },
    });
    expect(decide({ isDocumentKnown: false })).toBe('trust.release-needs-document');
    expect(decide({ amountCents: 30_001 })).toBe('trust.release-above-hold');
    expect(decide({}, { openCents: 0 })).toBe('trust.hold-is-released');
    expect(decide({ day: '2026-02-28' })).toBe('trust.hold-day');
  });
});
