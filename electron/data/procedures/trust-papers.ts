import { firmLedgerId } from '../../../shared/domain/trust/entry.ts';
import type { LedgerCardPaper, LedgerLine, ReceiptPaper } from '../paper/paper-data.ts';
import { found, refuseNow } from './found.ts';
import type { Implementer } from './implementer.ts';
import { paperAnswer, paperBase } from './letterhead.ts';
import { readAccount } from './trust-account-rows.ts';
import { ledgerCardPage, readEntry } from './trust-entries.ts';
import { readPacket } from './trust-files.ts';
import { listHolds } from './trust-holds.ts';
import { viewLedger } from './trust-ledgers.ts';
import { accountLine } from './trust-packet.ts';
import type { OpenFirm } from './turn.ts';

const wholeCard = 1_000_000;

function ledgerLine(ledger: { ledgerId: string; matterNumber: string; clientName: string; title: string }): LedgerLine {
  const number = ledger.ledgerId === firmLedgerId ? 'Firm' : ledger.matterNumber;
  return { number, client: ledger.clientName, matter: { number, name: ledger.title } };
}

function receiptPaper(firm: OpenFirm, entryId: string): ReceiptPaper {
  const entry = found(readEntry(firm.rows, entryId), 'trust', 'receipt', 'entryId');
  if (entry.type !== 'receipt') {
    refuseNow('trust.not-a-receipt', 'Only money received has a receipt. Choose a receipt.', ['entryId']);
  }
  const ledger = viewLedger(firm, entry.account_id, entry.ledger_id);
  const isOnHold = entry.collected_on !== null && entry.collected_on > entry.day;
  return {
    ...paperBase(firm),
    number: `R-${entry.entry_id.slice(0, 8).toUpperCase()}`,
    receivedOn: entry.day,
    account: accountLine(readAccount(firm.rows, entry.account_id)),
    ledger: ledgerLine(ledger),
    payor: entry.name ?? 'Withheld',
    amountCents: entry.effect_cents,
    instrument: [entry.instrument, entry.reference ?? ''].filter((part) => part !== '').join(' '),
    purpose: entry.purpose ?? '',
    ...(isOnHold && entry.collected_on !== null ? { holdUntil: entry.collected_on } : {}),
    balanceCents: ledger.balanceCents,
    availableCents: ledger.availableCents,
    receivedBy: firm.memberName(entry.member_id),
  };
}

function openHolds(firm: OpenFirm, accountId: string, ledgerId: string) {
  const input = { accountId, ledgerId, state: 'open' as const, offset: 0, limit: 100, sort: 'day', descending: false };
  return listHolds(firm, { ...input, filter: '' }).rows.map((hold) => ({
    day: hold.day,
    what: `${hold.kind === 'lien' ? 'Lien of' : 'Disputed by'} ${hold.claimant} since`,
    amountCents: hold.openCents,
  }));
}

/** A ledger as its card shows it, with everything that keeps money from being available. */
export function ledgerCardPaper(firm: OpenFirm, accountId: string, ledgerId: string): LedgerCardPaper {
  const account = readAccount(firm.rows, accountId);
  const ledger = viewLedger(firm, accountId, ledgerId);
  const card = ledgerCardPage(firm, { accountId, ledgerId, offset: 0, limit: wholeCard });
  const today = firm.today();
  const holds = firm.rows.all<{ day: string; cents: number }>(
    `SELECT collected_on AS day, SUM(effect_cents) AS cents FROM trust_entry WHERE account_id = ? AND ledger_id = ?
       AND collected_on > ? AND is_reversed = 0 GROUP BY collected_on`,
    [accountId, ledgerId, today],
  );
  return {
    ...paperBase(firm),
    account: accountLine(account),
    ledger: ledgerLine(ledger),
    from: card.rows[0]?.day ?? account.opened_on,
    asOf: today,
    openingCents: 0,
    entries: card.rows.map((row) => ({
      day: row.day,
      kind: row.type,
      reference: row.checkNumber === null ? row.reference : `Check ${row.checkNumber}`,
      who: row.name,
      purpose: row.purpose,
      amountCents: row.amountCents,
      balanceCents: row.balanceCents,
      isCleared: row.clearedOn !== null,
    })),
    balanceCents: ledger.balanceCents,
    availableCents: ledger.availableCents,
    holds: [
      ...holds.map((hold) => ({ day: hold.day, what: 'Not collected until', amountCents: hold.cents })),
      ...(ledger.pendingCents > 0 ? [{ day: today, what: 'Open requests on', amountCents: ledger.pendingCents }] : []),
      ...openHolds(firm, accountId, ledgerId),
    ],
  };
}

/** Trust papers. */
export function createTrustPaperProcedures(os: Implementer) {
  return {
    receiptPdf: os.trust.receiptPdf.handler(({ input, context }) => {
      const firm = context.firm();
      const paper = receiptPaper(firm, input.entryId);
      return paperAnswer(firm, 'receipt', paper, `Receipt ${paper.number}.pdf`);
    }),

    ledgerCardPdf: os.trust.ledgerCardPdf.handler(({ input, context }) => {
      const firm = context.firm();
      const paper = ledgerCardPaper(firm, input.accountId, input.ledgerId);
      return paperAnswer(firm, 'ledger-card', paper, `Ledger ${paper.ledger.number} ${paper.asOf}.pdf`);
    }),

    reconciliationPdf: os.trust.reconciliationPdf.handler(({ input, context }) =>
      readPacket(context.firm(), input.reconciliationId),
    ),
  };
}
