import { accept } from '../../../shared/domain/refusal.ts';
import { decideBankFee } from '../../../shared/domain/trust/disbursement.ts';
import { firmLedgerId } from '../../../shared/domain/trust/entry.ts';
import { decideLedgerTransfer } from '../../../shared/domain/trust/ledger-transfer.ts';
import { decideShortageCure } from '../../../shared/domain/trust/shortage-cure.ts';
import { clientTransferred, ledgerTransferred, shortageCured } from '../../../shared/events/trust-special-entries.ts';
import type { RowReader } from '../projections/projection.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { checkPassphraseAgain } from './passphrase-again.ts';
import { accountState, readAccount, readLedgerPlace } from './trust-account-rows.ts';
import { documentsOf, filedDocuments } from './trust-documents.ts';
import { ledgerState } from './trust-ledger-state.ts';
import { decideReverse, firmPayee } from './trust-posting.ts';
import { disbursementEvent, gapOf, stateForPosting, surroundingsOf } from './trust-postings.ts';
import { trustRulePack } from './trust-rule-pack.ts';
import { readUnidentified } from './trust-unidentified.ts';
import type { Turn } from './turn.ts';

function clientOf(rows: RowReader, matterId: string): string | undefined {
  const row = rows.get<{ client_id: string }>('SELECT client_id FROM office_matter WHERE matter_id = ?', [matterId]);
  return row?.client_id;
}

interface FeeInput {
  accountId: string;
  day: string;
  amountCents: number;
  purpose: string;
  reference: string;
}

function decideFee(turn: Turn, input: FeeInput) {
  const account = readAccount(turn.rows, input.accountId);
  const place = readLedgerPlace(turn.rows, firmLedgerId);
  const gap = gapOf(turn, input.accountId, firmLedgerId);
  if (gap) return { ok: false, refusal: gap } as const;
  const words = { ...input, name: account.bank ?? 'The bank' };
  const decision = decideBankFee(
    stateForPosting(turn, account),
    ledgerState(turn.rows, input.accountId, firmLedgerId),
    { ...words, today: turn.today },
    trustRulePack(turn.rows, turn.today),
  );
  if (!decision.ok) return decision;
  const entryId = turn.newId();
  const event = disbursementEvent(account, place, { ...words, entryId, kind: 'bank fee', instrument: 'transfer' });
  return accept({ events: [event], answer: { id: entryId, flags: [...decision.value.flags] } });
}

interface CureInput extends Omit<FeeInput, 'purpose'> {
  ledgerId: string;
  instrument: 'check' | 'wire' | 'ach' | 'certified check' | 'transfer';
  incident: string;
  notified: string;
  documentIds?: string[] | undefined;
}

function decideCure(turn: Turn, input: CureInput) {
  const { rows } = turn;
  const account = readAccount(rows, input.accountId);
  const place = readLedgerPlace(rows, input.ledgerId);
  const words = { name: firmPayee(rows), purpose: 'Makes a shortage good', reference: input.reference };
  const decision = decideShortageCure(
    accountState(rows, turn.me, account, { hasGap: false }),
    ledgerState(rows, input.accountId, input.ledgerId),
    { ...input, ...words, today: turn.today },
    trustRulePack(rows, turn.today),
  );
  if (!decision.ok) return decision;
  const { accountId, ledgerId, day, amountCents, instrument, incident, notified } = input;
  const { collectedOn, flags } = decision.value;
  const entryId = turn.newId();
  const event = newEvent(
    shortageCured,
    entryId,
    { accountId, ledgerId, day, amountCents, instrument, collectedOn, ...documentsOf(rows, input.documentIds) },
    { ...words, incident, notified },
    surroundingsOf(accountId, place),
  );
  return accept({ events: [event], answer: { id: entryId, flags: [...flags] } });
}

interface TransferInput extends FeeInput {
  ledgerId: string;
  toLedgerId: string;
  authority: string;
  documentIds?: string[] | undefined;
  identifiesEntryId?: string | undefined;
}

/** What both ledgers' events carry: withheld where either matter is. */
function transferSurroundings(turn: Turn, input: TransferInput) {
  const from = readLedgerPlace(turn.rows, input.ledgerId);
  const to = readLedgerPlace(turn.rows, input.toLedgerId);
  const [paying, receiving] = [surroundingsOf(input.accountId, from), surroundingsOf(input.accountId, to)];
  return {
    touches: [...new Set([...paying.touches, ...receiving.touches])],
    matterId: from.matterId ?? to.matterId,
    withheld: from.withheld || to.withheld,
  };
}

function decideTransfer(turn: Turn, input: TransferInput) {
  const { rows } = turn;
  const account = readAccount(rows, input.accountId);
  const surroundings = transferSurroundings(turn, input);
  const gap = gapOf(turn, input.accountId, input.ledgerId) ?? gapOf(turn, input.accountId, input.toLedgerId);
  if (gap) return { ok: false, refusal: gap } as const;
  const filed = filedDocuments(rows, input.documentIds);
  const authoritiesOf = (ledgerId: string): number => filed.filter((one) => one.matter_id === ledgerId).length;
  const decision = decideLedgerTransfer(
    stateForPosting(turn, account),
    ledgerState(rows, input.accountId, input.ledgerId),
    ledgerState(rows, input.accountId, input.toLedgerId),
    {
      ...input,
      name: input.authority,
      today: turn.today,
      fromClientId: clientOf(rows, input.ledgerId),
      toClientId: clientOf(rows, input.toLedgerId),
      fromAuthorities: authoritiesOf(input.ledgerId),
      toAuthorities: authoritiesOf(input.toLedgerId),
      mayApprove: turn.holds('trust.approve'),
      identifies: readUnidentified(rows, input.accountId, input.identifiesEntryId),
    },
    trustRulePack(rows, turn.today),
  );
  if (!decision.ok) return decision;
  const { basis, collectedOn, flags } = decision.value;
  const { accountId, ledgerId, toLedgerId, day, amountCents, identifiesEntryId } = input;
  const entryId = turn.newId();
  const head = {
    accountId,
    ledgerId,
    toLedgerId,
    day,
    amountCents,
    basis,
    custody: account.custody_event_id,
    ...documentsOf(rows, input.documentIds),
    ...(basis === 'identified' ? { identifiesEntryId } : {}),
    ...(collectedOn === undefined ? {} : { collectedOn }),
  };
  const body = { name: input.authority, purpose: input.purpose, reference: input.reference };
  const definition = basis === 'two clients' ? clientTransferred : ledgerTransferred;
  const event = newEvent(definition, entryId, head, body, surroundings);
  return accept({ events: [event], answer: { id: entryId, basis, flags: [...flags] } });
}

/** Procedures that post what is neither a receipt nor a payment [TE3] to [TE6] [TE9]. */
export function createTrustSpecialEntryProcedures(os: Implementer) {
  return {
    postBankFee: os.trust.postBankFee.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideFee(turn, input)),
    ),

    postReturnedItem: os.trust.postReturnedItem.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const decision = decideReverse(turn, { ...input, cause: 'bank return' });
        if (!decision.ok) return decision;
        const { events, answer, decided } = decision.value;
        return accept({
          events,
          answer: { ...answer, shortageCents: decided.shortageCents, flags: [...decided.flags] },
        });
      }),
    ),

    cureShortage: os.trust.cureShortage.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideCure(turn, input)),
    ),

    transferBetweenLedgers: os.trust.transferBetweenLedgers.handler(async ({ input, context }) => {
      const firm = context.firm();
      await checkPassphraseAgain(firm, input.passphrase);
      return firm.execute(input.commandId, (turn) => decideTransfer(turn, input));
    }),
  };
}
