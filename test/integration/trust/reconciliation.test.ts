import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { openPractice, type Practice, testPassphrase } from '../../support/practice.ts';
import { refusalOf } from '../../support/refusal-of.ts';

let firm: Practice;
let depositId: string;
let transitId: string;
let checkId: string;

const again = { passphrase: testPassphrase };

beforeAll(async () => {
  firm = await openPractice('2026-02-03');
  depositId = await firm.deposit(100_000, '2026-01-10');
  transitId = await firm.deposit(15_000, '2026-01-31');
  ({ id: checkId } = await firm.client.trust.postDisbursement({
    commandId: createId(),
    accountId: firm.accountId,
    ledgerId: firm.matterId,
    day: '2026-01-20',
    amountCents: 30_000,
    kind: 'cost',
    instrument: 'check',
    checkNumber: 1_001,
    payee: 'County Clerk',
    purpose: 'Filing fee',
    ...again,
  }));
});
afterAll(() => firm.remove());

function statement(more: object = {}) {
  return {
    accountId: firm.accountId,
    statementOn: '2026-01-31',
    bankBalanceCents: 100_000,
    clearedEntryIds: [depositId],
    ...more,
  };
}
const sign = (more: object = {}) =>
  firm.client.trust.signReconciliation({ commandId: createId(), ...statement(), ...again, ...more });

describe('the three-way reconciliation', () => {
  it('[TR20] adds up the three totals with what the bank has not seen', async () => {
    expect(await firm.client.trust.reconcile(statement())).toMatchObject({
      statementFrom: '2026-01-02',
      openingBankCents: 0,
      clearedCents: 100_000,
      outstandingCents: 30_000,
      inTransitCents: 15_000,
      adjustedBankCents: 85_000,
      journalCents: 85_000,
      ledgersCents: 85_000,
      balanced: true,
      failures: [],
      outstandingChecks: [{ entryId: checkId, checkNumber: 1_001, amountCents: 30_000, ageDays: 11 }],
      depositsInTransit: [{ entryId: transitId, amountCents: 15_000 }],
    });
  });

  it('[TR21] says what is wrong, and where to look', async () => {
    const view = await firm.client.trust.reconcile(statement({ bankBalanceCents: 70_000 }));
    expect(view.balanced).toBe(false);
    expect(view.failures[0]?.code).toBe('trust.bank-equals-journal');
    expect(view.hints[0]).toContain('Check 1001');
  });

  it('[TR26] refuses marks on entries that are not there', async () => {
    const refused = await refusalOf(firm.client.trust.reconcile(statement({ clearedEntryIds: ['nosuch'] })));
    expect(refused.code).toBe('trust.cleared-unknown');
  });

  it('[TR27] is signed only when balanced, under the passphrase', async () => {
    expect((await refusalOf(sign({ bankBalanceCents: 1 }))).code).toBe('trust.not-balanced');
    expect((await refusalOf(sign({ passphrase: 'no' }))).code).toBe('trust.wrong-passphrase');
    firm.waitMinute();
    expect((await refusalOf(sign({ preparedByMemberId: 'nosuch' }))).code).toBe('trust.not-found');
    expect((await refusalOf(sign({ statementOn: '2026-02-28', bankBalanceCents: 100_000 }))).code).toBe(
      'trust.statement-dates',
    );
    const { id } = await sign();
    const listed = await firm.client.trust.listReconciliations({ accountId: firm.accountId });
    expect(listed.rows).toMatchObject([
      {
        reconciliationId: id,
        statementFrom: '2026-01-02',
        journalCents: 85_000,
        lateEntries: 0,
        signedBy: 'Ada Alder',
      },
    ]);
    expect(listed.coverage).toEqual([
      { month: '2026-01', state: 'reconciled' },
      { month: '2026-02', state: 'current' },
    ]);
    const account = await firm.client.trust.getAccount({ accountId: firm.accountId });
    expect(account).toMatchObject({ bankCents: 85_000, lastReconciledOn: '2026-01-31', light: { colour: 'green' } });
  });

  it('[TR2] locks the period', async () => {
    const receipt = {
      commandId: createId(),
      accountId: firm.accountId,
      ledgerId: firm.matterId,
      day: '2026-01-31',
      amountCents: 1_000,
      kind: 'advance fee' as const,
      instrument: 'wire' as const,
      payor: 'Carla Cole',
      purpose: 'Deposit',
    };
    expect((await refusalOf(firm.client.trust.postReceipt(receipt))).code).toBe('trust.period-locked');
    expect((await refusalOf(sign())).code).toBe('trust.cleared-before');
    expect((await refusalOf(sign({ clearedEntryIds: [transitId], bankBalanceCents: 115_000 }))).code).toBe(
      'trust.already-signed',
    );
  });

  it('goes on where the last one ended, and prints the packet', async () => {
    firm.setDay('2026-03-02');
    const view = await firm.client.trust.reconcile(
      statement({ statementOn: '2026-02-28', bankBalanceCents: 85_000, clearedEntryIds: [transitId, checkId] }),
    );
    expect(view).toMatchObject({ statementFrom: '2026-02-01', openingBankCents: 100_000, balanced: true });
    await sign({ statementOn: '2026-02-28', bankBalanceCents: 85_000, clearedEntryIds: [transitId, checkId] });
    const [latest, first] = (await firm.client.trust.listReconciliations({ accountId: firm.accountId })).rows;
    for (const signed of [latest, first]) {
      const pdf = await firm.client.trust.reconciliationPdf({ reconciliationId: signed?.reconciliationId ?? '' });
      const bytes = Buffer.from(pdf.pdfBase64, 'base64');
      expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
      // [TR38] What was signed is kept: the bytes are those whose hash the signature names.
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(signed?.packetSha256);
    }
  });

  it('[TR28] reopens the last one alone, with a reason, and signs it anew', async () => {
    const reopen = (more: object = {}) =>
      firm.client.trust.reopenReconciliation({
        commandId: createId(),
        accountId: firm.accountId,
        reason: 'A deposit is missing',
        ...again,
        ...more,
      });
    const [latest] = (await firm.client.trust.listReconciliations({ accountId: firm.accountId })).rows;
    expect((await refusalOf(reopen({ passphrase: 'no' }))).code).toBe('trust.wrong-passphrase');
    firm.waitMinute();
    await reopen();
    const packet = await firm.client.trust.reconciliationPdf({ reconciliationId: latest?.reconciliationId ?? '' });
    expect(packet).toMatchObject({
      fileName: 'Reconciliation 2026-02-28 (reopened).pdf',
      sha256: latest?.packetSha256,
    });
    expect(await firm.client.trust.getAccount({ accountId: firm.accountId })).toMatchObject({
      lastReconciledOn: '2026-01-31',
    });
    await firm.deposit(5_000, '2026-02-10');
    await sign({ statementOn: '2026-02-28', bankBalanceCents: 85_000, clearedEntryIds: [transitId, checkId] });
    await reopen();
    await reopen();
    expect((await refusalOf(reopen())).code).toBe('trust.not-signed');
  });

  it('prints a receipt and a ledger card', async () => {
    const receipt = await firm.client.trust.receiptPdf({ entryId: depositId });
    expect(Buffer.from(receipt.pdfBase64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
    expect((await refusalOf(firm.client.trust.receiptPdf({ entryId: checkId }))).code).toBe('trust.not-a-receipt');
    const card = await firm.client.trust.ledgerCardPdf({ accountId: firm.accountId, ledgerId: firm.matterId });
    expect(card.fileName).toBe('Ledger 2026-0001 2026-03-02.pdf');
  });
});
