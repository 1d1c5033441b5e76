import type * as z from 'zod';
import { accept, type Decision, decline } from '../../../shared/domain/refusal.ts';
import type { CallBack } from '../../../shared/domain/trust/call-back.ts';
import { decideDisbursement } from '../../../shared/domain/trust/disbursement.ts';
import type { DisbursementKind, Instrument } from '../../../shared/domain/trust/entry.ts';
import { decideFeeTransfer, declineFeeInvoice } from '../../../shared/domain/trust/fee-transfer.ts';
import { declineFirmPayee } from '../../../shared/domain/trust/firm-payees.ts';
import {
  decideApproval,
  decideRejection,
  decideRequest,
  type RequestState,
} from '../../../shared/domain/trust/request.ts';
import {
  disbursementApproved,
  disbursementDeclined,
  disbursementRequested,
  requestInvoiceNamed,
} from '../../../shared/events/trust.ts';
import type { entryBody } from '../../../shared/events/trust-entry-parts.ts';
import type { RowReader } from '../projections/projection.ts';
import { found } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { checkPassphraseAgain } from './passphrase-again.ts';
import { accountState, readAccount, readLedgerPlace } from './trust-account-rows.ts';
import { documentsOf } from './trust-documents.ts';
import { firmPayees } from './trust-firm-payees.ts';
import { ledgerState, transferInvoice } from './trust-ledger-state.ts';
import { firmPayee } from './trust-posting.ts';
import {
  disbursementEvent,
  feeTransferEvents,
  gapOf,
  outBody,
  stateForPosting,
  surroundingsOf,
} from './trust-postings.ts';
import { listRequests } from './trust-request-list.ts';
import { declineApprover } from './trust-reviews.ts';
import { trustRulePack } from './trust-rule-pack.ts';
import { countSearches } from './trust-unidentified.ts';
import type { Turn } from './turn.ts';

interface RequestSqlRow {
  request_id: string;
  event_id: string;
  member_id: string;
  account_id: string;
  ledger_id: string;
  day: string;
  amount_cents: number;
  kind: DisbursementKind | 'earned fee';
  instrument: Instrument;
  invoice_id: string | null;
  name: string | null;
  purpose: string | null;
  reference: string | null;
  state: 'waiting' | 'approved' | 'declined';
  posted_entry_id: string | null;
  document_ids: string | null;
  details: string | null;
}

function readRequest(rows: RowReader, requestId: string): RequestSqlRow {
  const row = rows.get<RequestSqlRow>('SELECT * FROM trust_request WHERE request_id = ?', [requestId]);
  return found(row, 'trust', 'request', 'requestId');
}

function requestState(row: RequestSqlRow): RequestState {
  const status = row.posted_entry_id !== null ? 'posted' : row.state === 'waiting' ? 'open' : row.state;
  return {
    id: row.request_id,
    status,
    ledgerId: row.ledger_id,
    amountCents: row.amount_cents,
    name: row.name ?? 'Withheld',
    preparedByMemberId: row.member_id,
  };
}

/** What the decisions on a request carry around it. */
function requestSurroundings(rows: RowReader, row: RequestSqlRow) {
  return surroundingsOf(row.account_id, readLedgerPlace(rows, row.ledger_id), row.invoice_id);
}

/** Refuses to go on with a fee whose invoice this device has not received yet [TE18]. */
function declineWaiting(rows: RowReader, row: RequestSqlRow): Decision<never> | undefined {
  if (row.kind !== 'earned fee') return undefined;
  if (row.invoice_id === null) {
    return decline(
      'trust.invoice-not-named',
      'This fee by an agreed share waits for its invoice. Issue an invoice over it and name it on this request.',
      ['requestId'],
    );
  }
  if (transferInvoice(rows, row.invoice_id) !== undefined) return undefined;
  return decline(
    'trust.invoice-not-arrived',
    'The invoice that this fee is taken for has not arrived on this device. Wait for the sync; the request goes on once it is here.',
    ['requestId'],
  );
}

/** Refuses to post what somebody approved who does not sign on the account by what is known now [TE23]. */
function declineUnsigned(rows: RowReader, row: RequestSqlRow): Decision<never> | undefined {
  if (row.state !== 'waiting') return undefined;
  const approver = rows.get<{ name: string | null }>(
    `SELECT p.name FROM trust_approval a LEFT JOIN roster_member p ON p.member_id = a.member_id
     WHERE a.request_id = ? ORDER BY a.clock LIMIT 1`,
    [row.request_id],
  );
  if (approver === undefined) return undefined;
  return decline(
    'trust.approver-not-a-signer',
    `${approver.name ?? 'Whoever'} approved this and does not sign on the account, so the approval does not count. Have one of its signers approve it.`,
    ['requestId'],
  );
}

interface PostInput {
  requestId: string;
  day: string;
  checkNumber?: number | undefined;
  callBack?: CallBack | undefined;
}

function decidePostRequest(turn: Turn, input: PostInput) {
  const row = readRequest(turn.rows, input.requestId);
  const waiting = declineWaiting(turn.rows, row);
  if (waiting) return waiting;
  const unsigned = declineUnsigned(turn.rows, row);
  if (unsigned) return unsigned;
  const gap = gapOf(turn, row.account_id, row.ledger_id, row.invoice_id ?? undefined);
  if (gap) return { ok: false, refusal: gap } as const;
  const account = readAccount(turn.rows, row.account_id);
  const state = stateForPosting(turn, account, input.checkNumber);
  const ledger = ledgerState(turn.rows, row.account_id, row.ledger_id);
  const place = readLedgerPlace(turn.rows, row.ledger_id);
  const request = requestState(row);
  const details = JSON.parse(row.details ?? '{}') as Pick<z.infer<typeof entryBody>, 'transferEnd' | 'callBack'>;
  // An approval was given by somebody else's word: the right to approve does not stand in for it here.
  const documentIds = JSON.parse(row.document_ids ?? '[]') as string[];
  const posting = {
    documents: documentIds.length,
    day: input.day,
    today: turn.today,
    amountCents: row.amount_cents,
    name: request.name,
    purpose: row.purpose ?? 'Withheld',
    instrument: row.instrument,
    checkNumber: input.checkNumber,
    mayApprove: false,
    callBack: input.callBack ?? details.callBack,
    searches: countSearches(turn.rows, row.account_id, row.ledger_id),
  };
  const entryId = turn.newId();
  const out = {
    ...posting,
    entryId,
    requestId: row.request_id,
    reference: row.reference ?? '',
    transferEnd: details.transferEnd,
    ...(documentIds.length === 0 ? {} : { documentIds }),
  };
  if (row.kind === 'earned fee') {
    const invoiceId = row.invoice_id ?? '';
    const invoice = transferInvoice(turn.rows, invoiceId, row.request_id);
    const decision = decideFeeTransfer(state, ledger, invoice, posting, trustRulePack(turn.rows, turn.today), request);
    if (!decision.ok) return decision;
    return accept({ events: feeTransferEvents(account, place, { ...out, invoiceId }), answer: { id: entryId } });
  }
  const { kind } = row;
  const decision = decideDisbursement(
    state,
    ledger,
    { ...posting, kind },
    trustRulePack(turn.rows, turn.today),
    request,
  );
  if (!decision.ok) return decision;
  return accept({ events: [disbursementEvent(account, place, { ...out, kind })], answer: { id: entryId } });
}

/** The invoice of a fee by an agreed share: named once it is issued, before anybody approves [TE13] [TE18]. */
function decideNameInvoice(turn: Turn, input: { requestId: string; invoiceId: string }) {
  const row = readRequest(turn.rows, input.requestId);
  const { id, status } = requestState(row);
  if (row.kind !== 'earned fee' || row.invoice_id !== null || status !== 'open') {
    return decline('trust.request-has-invoice', 'Only a fee that waits for its invoice is given one. Choose such.', [
      'requestId',
    ]);
  }
  const refused = declineFeeInvoice(
    row.ledger_id,
    { day: turn.today, amountCents: row.amount_cents },
    transferInvoice(turn.rows, input.invoiceId, id),
    trustRulePack(turn.rows, turn.today),
  );
  if (refused) return refused;
  const { invoiceId } = input;
  const around = surroundingsOf(row.account_id, readLedgerPlace(turn.rows, row.ledger_id), invoiceId);
  return accept({ events: [newEvent(requestInvoiceNamed, id, { invoiceId }, {}, around)], answer: { id } });
}

/** Procedures on requests to pay out of trust. */
export function createTrustRequestProcedures(os: Implementer) {
  return {
    listRequests: os.trust.listRequests.handler(({ input, context }) => listRequests(context.firm(), input)),

    requestDisbursement: os.trust.requestDisbursement.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const account = readAccount(turn.rows, input.accountId);
        const place = readLedgerPlace(turn.rows, input.ledgerId);
        const invoice = input.invoiceId === undefined ? undefined : transferInvoice(turn.rows, input.invoiceId);
        const name = input.kind === 'earned fee' ? firmPayee(turn.rows) : input.payee;
        const decision = decideRequest(
          accountState(turn.rows, turn.me, account, { hasGap: false }),
          ledgerState(turn.rows, input.accountId, input.ledgerId),
          {
            ...input,
            name,
            mayWait: input.invoiceId !== undefined,
            today: turn.today,
            documents: input.documentIds?.length,
            searches: countSearches(turn.rows, input.accountId, input.ledgerId),
          },
          trustRulePack(turn.rows, turn.today),
          invoice,
        );
        if (!decision.ok) return decision;
        const own = { ...input, name, documents: input.documentIds?.length };
        const refused = declineFirmPayee(own, firmPayees(turn.rows));
        if (refused) return refused;
        const requestId = turn.newId();
        const head = {
          accountId: input.accountId,
          ledgerId: input.ledgerId,
          day: input.day,
          amountCents: input.amountCents,
          kind: input.kind,
          instrument: input.instrument,
          ...(input.kind === 'earned fee' && input.invoiceId !== undefined ? { invoiceId: input.invoiceId } : {}),
          ...documentsOf(turn.rows, input.documentIds),
        };
        const body = outBody({ ...input, name });
        const event = newEvent(
          disbursementRequested,
          requestId,
          head,
          body,
          surroundingsOf(input.accountId, place, input.invoiceId ?? null),
        );
        return accept({ events: [event], answer: { id: requestId } });
      }),
    ),

    nameRequestInvoice: os.trust.nameRequestInvoice.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideNameInvoice(turn, input)),
    ),

    approveRequest: os.trust.approveRequest.handler(async ({ input, context }) => {
      const firm = context.firm();
      await checkPassphraseAgain(firm, input.passphrase);
      return firm.execute(input.commandId, (turn) => {
        const row = readRequest(turn.rows, input.requestId);
        const decision = decideApproval(requestState(row), turn.me.memberId);
        if (!decision.ok) return decision;
        const refused =
          declineWaiting(turn.rows, row) ?? declineApprover(turn, row.account_id, row.member_id === turn.me.memberId);
        if (refused) return refused;
        const event = newEvent(
          disbursementApproved,
          row.request_id,
          { requestEventId: row.event_id },
          { note: input.note },
          requestSurroundings(turn.rows, row),
        );
        return accept({ events: [event], answer: { id: row.request_id } });
      });
    }),

    declineRequest: os.trust.declineRequest.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const row = readRequest(turn.rows, input.requestId);
        const decision = decideRejection(requestState(row), input.reason);
        if (!decision.ok) return decision;
        const event = newEvent(
          disbursementDeclined,
          row.request_id,
          {},
          { reason: decision.value.reason },
          requestSurroundings(turn.rows, row),
        );
        return accept({ events: [event], answer: { id: row.request_id } });
      }),
    ),

    postRequest: os.trust.postRequest.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decidePostRequest(turn, input)),
    ),
  };
}
