import { readFileSync } from 'node:fs';
import type { LedgerState } from '../../../../shared/domain/trust/available.ts';
import type { JournalEntry, LedgerEntry } from '../../../../shared/domain/trust/entry.ts';
import type { AccountState } from '../../../../shared/domain/trust/posting.ts';
import type { RequestState } from '../../../../shared/domain/trust/request.ts';
import { packInForce, type TrustRulePack, trustRulePackFileSchema } from '../../../../shared/domain/trust/rule-pack.ts';

const packFile = new URL('../../../../assets/code-sets/trust-rules/default.json', import.meta.url);
export const pack: TrustRulePack = packInForce(
  trustRulePackFileSchema.parse(JSON.parse(readFileSync(packFile, 'utf8'))),
  '2026-03-04',
);

export const today = '2026-03-04';

export function account(changes: Partial<AccountState> = {}): AccountState {
  return {
    kind: 'iolta',
    openedOn: '2025-01-02',
    firmFundsCeilingCents: 50_000,
    isCustodianHere: true,
    custodianName: 'Front desk laptop',
    gaps: 0,
    usedCheckNumbers: [1041, 1042],
    firstCheckNumber: 1041,
    ...changes,
  };
}

export function ledger(entries: readonly LedgerEntry[] = [], changes: Partial<LedgerState> = {}): LedgerState {
  return {
    ledgerId: 'matter1',
    name: 'Alder, J.',
    entries,
    pendingCents: 0,
    holdsCents: 0,
    quarantinedCents: 0,
    ...changes,
  };
}

export function request(changes: Partial<RequestState> = {}): RequestState {
  return {
    id: 'request1',
    status: 'approved',
    ledgerId: 'matter1',
    amountCents: 10_000,
    name: 'County Clerk',
    preparedByMemberId: 'member1',
    ...changes,
  };
}

/** A journal from short lines: "id day ledger cents [check number]", e.g. "c41 06-12 adams -62000 1041". Year 2026. */
export function journal(text: string): JournalEntry[] {
  return text
    .trim()
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [id = '', day = '', ledgerId = '', cents = '0', ...rest] = line.trim().split(/\s+/);
      const reverses = rest.find((word) => word.startsWith('~'))?.slice(1);
      const invoiceId = rest.find((word) => word.startsWith('#'))?.slice(1);
      const number = rest.find((word) => /^\d+$/.test(word));
      const effectCents = Number(cents);
      const type = reverses ? 'reversal' : invoiceId ? 'fee transfer' : effectCents > 0 ? 'receipt' : 'disbursement';
      return {
        id,
        day: `2026-${day}`,
        ledgerId,
        effectCents,
        type,
        instrument: number ? 'check' : 'wire',
        name: rest.find((word) => word.startsWith('@'))?.slice(1) ?? 'Payee',
        purpose: 'Test',
        checkNumber: number ? Number(number) : undefined,
        reverses,
        invoiceId,
      };
    });
}

/** The code of a refusal, or "accepted". */
export function verdict(decision: { readonly ok: boolean; readonly refusal?: { readonly code: string } }): string {
  return decision.ok ? 'accepted' : (decision.refusal?.code ?? '');
}
