import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { fileDocument } from '../../support/file-document.ts';
import { openPractice, type Practice, testPassphrase } from '../../support/practice.ts';
import { refusalOf } from '../../support/refusal-of.ts';

let firm: Practice;
let elmId: string;
let accountId: string;

const again = { passphrase: testPassphrase };

beforeAll(async () => {
  firm = await openPractice('2026-07-08');
  elmId = (await firm.openMatter('Elm v. Fox', 'Eli Elm')).matterId;
});
afterAll(() => firm.remove());

function books(more: object = {}) {
  return {
    name: 'Old trust',
    bank: 'Second Bank',
    lastFour: '7777',
    day: '2026-06-30',
    nextCheckNumber: 1_050,
    bankBalanceCents: 120_000,
    journalCents: 110_000,
    ledgers: [
      { ledgerId: firm.matterId, balanceCents: 60_000 },
      { ledgerId: elmId, balanceCents: 40_000 },
      { ledgerId: 'firm', balanceCents: 10_000 },
    ],
    outstanding: [
      {
        ledgerId: firm.matterId,
        writtenOn: '2026-01-12',
        amountCents: 30_000,
        name: 'County Clerk',
        checkNumber: 1_041,
      },
    ],
    inTransit: [{ ledgerId: elmId, writtenOn: '2026-06-30', amountCents: 20_000, name: 'Eli Elm' }],
    ...more,
  };
}

const ledger = (ledgerId: string) => firm.client.trust.getLedger({ accountId, ledgerId });

describe('a firm that arrives with history', () => {
  it('[TE12] reads a list of balances and finds the matter of each line', async () => {
    const text =
      'Matter,Client,Balance\nCole v. Dunn,Carla Cole,600.00\n,Eli Elm,400\nBank charges,,100\nNobody v. X,Ann Novak,5\n';
    const read = await firm.client.trust.readBalances({ text });
    expect(read.totalCents).toBe(110_500);
    expect(read.rows.map((row) => row.match?.ledgerId ?? null)).toEqual([firm.matterId, elmId, 'firm', null]);
    expect(read.rows.at(-1)).toMatchObject({ candidates: 0, problem: '' });
  });

  it('[TB13] keeps how a list was read, and reads the next one so where it has those columns', async () => {
    const text = 'Ref,Who,Held now,Held before\nCole v. Dunn,Carla Cole,600.00,1.00\n';
    const { trust } = firm.client;
    expect(await trust.readBalances({ text })).toMatchObject({ mappedBy: 'guess', mapping: { balance: '' } });
    const mapping = { ledger: 'Ref', client: 'Who', balance: 'Held now' };
    expect(await trust.readBalances({ text, mapping })).toMatchObject({ mappedBy: 'given', totalCents: 60_000 });
    await trust.keepBalanceColumns({ commandId: createId(), mapping });
    expect(await trust.readBalances({ text })).toMatchObject({ mappedBy: 'kept', mapping, totalCents: 60_000 });
    const other = 'Matter,Client,Balance\nCole v. Dunn,Carla Cole,7\n';
    expect(await trust.readBalances({ text: other })).toMatchObject({ mappedBy: 'guess', totalCents: 700 });
  });

  it('[TE12] opens only when the three totals agree, and says which does not', async () => {
    const preview = await firm.client.trust.previewCutOver(books({ journalCents: 110_001 }));
    expect(preview).toMatchObject({ adjustedBankCents: 110_000, journalCents: 110_001, ledgersCents: 110_000 });
    expect(preview.refusal?.code).toBe('trust.cut-over-differs');
    const start = (more: object) => firm.client.trust.continueAccount({ commandId: createId(), ...books(more) });
    expect((await refusalOf(start({ journalCents: 1 }))).code).toBe('trust.cut-over-differs');
    expect((await refusalOf(start({ day: '2026-07-11' }))).code).toBe('trust.opening-in-future');
    expect((await refusalOf(start({ bank: 'First Bank', lastFour: '4242' }))).code).toBe('trust.account-exists');
    expect((await refusalOf(start({ ledgers: [{ ledgerId: 'nosuch', balanceCents: 1 }] }))).code).toBe(
      'trust.not-found',
    );
    expect((await refusalOf(start({ documentId: 'nosuch' }))).code).toBe('trust.document-not-filed');
    expect((await firm.client.trust.listAccounts({})).rows).toHaveLength(1);
    const documentId = await fileDocument(firm, 'Last reconciliation of the old system');
    accountId = (await start({ documentId })).id;
    const account = await firm.client.trust.getAccount({ accountId });
    expect(account).toMatchObject({
      journalCents: 110_000,
      ledgersCents: 110_000,
      bankCents: 110_000,
      lastReconciledOn: '2026-06-30',
      nextCheckNumber: 1_050,
      custodyIsHere: true,
    });
    const { rows } = await firm.client.trust.listReconciliations({ accountId });
    expect(rows).toMatchObject([{ cutOver: true, documentId, bankBalanceCents: 120_000, lateEntries: 0 }]);
  });

  it('[TE12] starts with balances, an old check outstanding and a deposit on its way', async () => {
    expect(await ledger(firm.matterId)).toMatchObject({ balanceCents: 60_000, availableCents: 60_000 });
    expect(await ledger(elmId)).toMatchObject({
      balanceCents: 40_000,
      availableCents: 20_000,
      uncollectedCents: 20_000,
    });
    const register = await firm.client.trust.checkRegister({ accountId });
    expect(register).toMatchObject({ total: 1, missing: [], rows: [{ checkNumber: 1_041, state: 'outstanding' }] });
    const reopen = firm.client.trust.reopenReconciliation({ commandId: createId(), accountId, reason: 'x', ...again });
    expect((await refusalOf(reopen)).code).toBe('trust.cut-over-is-first');
    const pdf = firm.client.trust.reconciliationPdf({ reconciliationId: `c${accountId}` });
    expect((await refusalOf(pdf)).code).toBe('trust.packet-is-filed');
    const { findings } = await firm.client.firm.check({});
    expect(findings.filter((finding) => finding.severity === 'exception')).toEqual([]);
  });

  it('[TR20] reconciles the first month on top of it, and voids the old check once', async () => {
    const journal = await firm.client.trust.journal({ accountId, descending: false });
    const check = journal.rows.find((row) => row.checkNumber === 1_041);
    const transit = journal.rows.find((row) => row.name === 'Eli Elm');
    const reverse = () =>
      firm.client.trust.reverseEntry({
        commandId: createId(),
        entryId: check?.entryId ?? '',
        day: '2026-07-02',
        reason: 'Stale: never cashed',
        ...again,
      });
    await reverse();
    expect((await refusalOf(reverse())).code).toBe('trust.already-reversed');
    expect(await ledger(firm.matterId)).toMatchObject({ balanceCents: 90_000 });
    const draft = await firm.client.trust.reconcile({
      accountId,
      statementOn: '2026-07-08',
      bankBalanceCents: 140_000,
      clearedEntryIds: [transit?.entryId ?? ''],
    });
    expect(draft).toMatchObject({
      balanced: true,
      openingBankCents: 120_000,
      adjustedBankCents: 140_000,
      journalCents: 140_000,
    });
  });
});
