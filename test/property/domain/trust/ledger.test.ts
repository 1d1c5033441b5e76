import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../../shared/domain/day.ts';
import { type LedgerState, lowestBalance, readLedger } from '../../../../shared/domain/trust/available.ts';
import { runTrustChecks } from '../../../../shared/domain/trust/checks.ts';
import { decideDisbursement } from '../../../../shared/domain/trust/disbursement.ts';
import type { JournalEntry } from '../../../../shared/domain/trust/entry.ts';
import { decideReceipt } from '../../../../shared/domain/trust/receipt.ts';
import { reconcile } from '../../../../shared/domain/trust/reconcile.ts';
import { decideReversal } from '../../../../shared/domain/trust/reversal.ts';
import { createNaiveLedger } from '../../../support/naive-ledger.ts';
import { account, pack } from '../../../unit/domain/trust/trust-fixtures.ts';

const firstDay = '2026-01-05';
const lastDay = '2026-03-31';

/** What a careless person may try, in any order of dates. */
const wish = fc.record({
  what: fc.constantFrom('receipt', 'receipt', 'disbursement', 'disbursement', 'reversal'),
  ledgerId: fc.constantFrom('m1', 'm2', 'm3'),
  offset: fc.integer({ min: 0, max: 80 }),
  amountCents: fc.integer({ min: 1, max: 30_000 }),
  instrument: fc.constantFrom('wire', 'check'),
  pick: fc.nat(),
});

describe('any sequence of trust postings', () => {
  it('[TR3] [TR4] [TR14] keeps every ledger at or above zero and agrees with the naive ledger', () => {
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 40 }), (wishes) => {
        const naive = createNaiveLedger();
        const journal: JournalEntry[] = [];
        const reversed = new Set<string>();
        let nextCheck = 1041;
        const stateOf = (ledgerId: string): LedgerState => ({
          ledgerId,
          name: ledgerId,
          entries: journal.filter((entry) => entry.ledgerId === ledgerId),
          pendingCents: 0,
          holdsCents: 0,
          quarantinedCents: 0,
        });
        for (const [index, { what, ledgerId, offset, amountCents, instrument, pick }] of wishes.entries()) {
          const id = `e${index}`;
          const day = addDays(firstDay, offset);
          const books = account({ usedCheckNumbers: [] });
          const input = { day, today: lastDay, amountCents, name: 'Alder', purpose: 'Test', instrument } as const;
          const common = { id, day, ledgerId, instrument, name: 'Alder', purpose: 'Test' } as const;
          if (what === 'receipt') {
            const decided = decideReceipt(books, stateOf(ledgerId), { ...input, kind: 'advance fee' }, pack);
            if (!decided.ok) throw new Error(decided.refusal.sentence);
            const { collectedOn } = decided.value;
            journal.push({ ...common, type: 'receipt', effectCents: amountCents, collectedOn });
            naive.post({ id, ledgerId, day, cents: amountCents, collectedOn });
          } else if (what === 'disbursement') {
            const checkNumber = instrument === 'check' ? nextCheck : undefined;
            const callBack = { calledOn: day, person: 'Ann', number: '206-555-0100', calledBy: 'Bo' };
            const wanted = { ...input, kind: 'cost', checkNumber, mayApprove: true, callBack } as const;
            const decided = decideDisbursement(books, stateOf(ledgerId), wanted, pack);
            expect(decided.ok).toBe(amountCents <= naive.collected(ledgerId, day));
            if (!decided.ok) continue;
            if (checkNumber !== undefined) nextCheck += 1;
            journal.push({ ...common, type: 'disbursement', effectCents: -amountCents, checkNumber });
            naive.post({ id, ledgerId, day, cents: -amountCents });
          } else {
            const entry = journal[pick % Math.max(1, journal.length)];
            if (!entry) continue;
            const target = { ...entry, isReversed: reversed.has(entry.id), isCleared: false };
            const wanted = { day, today: lastDay, cause: 'error', purpose: 'Wrong' } as const;
            const decided = decideReversal(books, stateOf(entry.ledgerId), target, wanted);
            if (!decided.ok) continue;
            reversed.add(entry.id);
            const { effectCents } = decided.value;
            journal.push({ ...common, ledgerId: entry.ledgerId, type: 'reversal', effectCents, reverses: entry.id });
            naive.reverse(entry.id, id, day);
          }
        }
        for (const ledgerId of naive.ledgerIds()) {
          const state = stateOf(ledgerId);
          expect(readLedger(state, lastDay).balanceCents).toBe(naive.balance(ledgerId));
          for (const offset of [0, 20, 40, 60]) {
            const day = addDays(firstDay, offset);
            expect(readLedger(state, day).collectedCents).toBe(naive.collected(ledgerId, day));
          }
          expect(lowestBalance(state.entries).cents).toBe(naive.lowest(ledgerId));
          expect(naive.lowest(ledgerId)).toBeGreaterThanOrEqual(0);
        }
        expectBalanced(journal, naive.accountBalance());
      }),
      { numRuns: 300 },
    );
  });
});

/** [TR20] Whatever the bank has seen, the three totals agree; the checks find no exception. */
function expectBalanced(journal: readonly JournalEntry[], accountBalanceCents: number): void {
  const cleared = journal.filter((_, index) => index % 3 !== 0);
  const bankBalanceCents = cleared.reduce((sum, entry) => sum + entry.effectCents, 0);
  const result = reconcile({
    statementFrom: firstDay,
    statementOn: lastDay,
    openingBalanceCents: 0,
    bankBalanceCents,
    entries: journal,
    clearedEntryIds: new Set(cleared.map((entry) => entry.id)),
    earlierClearedIds: new Set(),
    bankErrors: [],
    firmFundsCeilingCents: 50_000,
    ledgerNames: new Map(),
  });
  expect(result.failures).toEqual([]);
  expect(result.journalCents).toBe(accountBalanceCents);
  const findings = runTrustChecks(
    {
      kind: 'iolta',
      today: lastDay,
      entries: journal,
      firstCheckNumber: 1041,
      firmFundsCeilingCents: 50_000,
      clearedEntryIds: new Set(),
      signed: [],
      invoices: new Map(),
      ledgerNames: new Map(),
    },
    pack,
  );
  expect(findings.filter((finding) => finding.severity === 'exception')).toEqual([]);
}
