import type { PageRequest } from '../../../shared/contract/page.ts';
import { accept, decline } from '../../../shared/domain/refusal.ts';
import {
  type ClosingLine,
  type ClosingLineKind,
  closingSums,
  decideClosing,
  type OpenLien,
} from '../../../shared/domain/trust/closing-statement.ts';
import { decideRequest } from '../../../shared/domain/trust/request.ts';
import type { NewEvent } from '../../../shared/events/event.ts';
import { disbursementRequested } from '../../../shared/events/trust.ts';
import { closingApproved, closingPrepared, closingWithdrawn } from '../../../shared/events/trust-closing.ts';
import { holdReleased } from '../../../shared/events/trust-holds.ts';
import type { RowReader, SqlValue } from '../projections/projection.ts';
import { readBilledMatter } from './billing-matter.ts';
import { found } from './found.ts';
import type { Implementer } from './implementer.ts';
import { paperAnswer } from './letterhead.ts';
import { newEvent } from './new-event.ts';
import { readPage } from './page-query.ts';
import { checkPassphraseAgain } from './passphrase-again.ts';
import { accountState, ledgerTitleSql, readAccount, readLedgerPlace } from './trust-account-rows.ts';
import { accountingPaper, closingPaper } from './trust-closing-papers.ts';
import { readFiled } from './trust-documents.ts';
import { ledgerState, transferInvoice } from './trust-ledger-state.ts';
import { firmPayee } from './trust-posting.ts';
import { gapOf, surroundingsOf } from './trust-postings.ts';
import { declineApprover } from './trust-reviews.ts';
import { trustRulePack } from './trust-rule-pack.ts';
import type { OpenFirm, Turn } from './turn.ts';

interface ClosingSqlRow {
  closing_id: string;
  event_id: string;
  account_id: string;
  ledger_id: string;
  ledger_title: string;
  day: string;
  gross_cents: number;
  net_cents: number;
  lines: string;
  client: string | null;
  words: string | null;
  state: 'prepared' | 'approved' | 'withdrawn';
  member_id: string;
  decided_by: string | null;
  reason: string | null;
}

interface HeadLine {
  kind: ClosingLineKind;
  amountCents: number;
  invoiceId?: string;
  shareBasisPoints?: number;
  holdId?: string;
  documentId?: string;
}

const columns = `k.*, ${ledgerTitleSql('k.ledger_id', 'm')} AS ledger_title`;
const joins = 'trust_closing k LEFT JOIN office_matter m ON m.matter_id = k.ledger_id';

/** The lines of a statement with their words; "Withheld" where this device may not read them. */
function linesOf(row: Pick<ClosingSqlRow, 'lines' | 'words'>): ClosingLine[] {
  const words = row.words === null ? [] : (JSON.parse(row.words) as { payee: string; purpose: string }[]);
  return (JSON.parse(row.lines) as HeadLine[]).map((line, index) => ({
    ...line,
    payee: words[index]?.payee ?? 'Withheld',
    purpose: words[index]?.purpose ?? '',
  }));
}

function closingView(firm: OpenFirm, row: ClosingSqlRow) {
  const lines = linesOf(row);
  const sums = closingSums({ grossCents: row.gross_cents, netCents: row.net_cents, lines });
  return {
    closingId: row.closing_id,
    accountId: row.account_id,
    ledgerId: row.ledger_id,
    ledgerTitle: row.ledger_title,
    day: row.day,
    client: row.client ?? 'Withheld',
    grossCents: row.gross_cents,
    feeCents: sums.feeCents,
    costCents: sums.costCents,
    lienCents: sums.lienCents,
    otherCents: sums.otherCents,
    netCents: row.net_cents,
    lines: lines.map((line) => ({
      kind: line.kind,
      payee: line.payee,
      purpose: line.purpose,
      amountCents: line.amountCents,
      invoiceId: line.invoiceId ?? null,
      shareBasisPoints: line.shareBasisPoints ?? null,
      holdId: line.holdId ?? null,
      documentId: line.documentId ?? null,
    })),
    state: row.state,
    preparedBy: firm.memberName(row.member_id),
    decidedBy: row.decided_by === null ? '' : firm.memberName(row.decided_by),
    reason: row.reason ?? '',
  };
}

/** A closing statement as the contract shows it. Throws a refusal for an unknown one. */
function viewClosing(firm: OpenFirm, closingId: string) {
  const row = firm.rows.get<ClosingSqlRow>(`SELECT ${columns} FROM ${joins} WHERE k.closing_id = ?`, [closingId]);
  return closingView(firm, found(row, 'trust', 'closing statement', 'closingId'));
}

function listClosings(
  firm: OpenFirm,
  input: PageRequest & { accountId?: string | undefined; ledgerId?: string | undefined },
) {
  const where: string[] = [];
  const parameters: Record<string, SqlValue> = {};
  if (input.accountId !== undefined) {
    where.push('k.account_id = @account');
    parameters.account = input.accountId;
  }
  if (input.ledgerId !== undefined) {
    where.push('k.ledger_id = @ledger');
    parameters.ledger = input.ledgerId;
  }
  const page = readPage<ClosingSqlRow>(firm.rows, input, {
    select: columns,
    from: joins,
    countFrom: 'trust_closing k',
    where,
    parameters,
    sorts: { day: 'k.day', grossCents: 'k.gross_cents' },
    tieBreak: 'k.closing_id',
  });
  return { rows: page.rows.map((row) => closingView(firm, row)), total: page.total };
}

function openLiens(rows: RowReader, accountId: string, ledgerId: string): OpenLien[] {
  return rows
    .all<{ hold_id: string; claimant: string | null; open_cents: number }>(
      `SELECT hold_id, claimant, open_cents FROM trust_hold
       WHERE account_id = ? AND ledger_id = ? AND kind = 'lien' AND open_cents > 0 ORDER BY clock, hold_id`,
      [accountId, ledgerId],
    )
    .map((row) => ({ holdId: row.hold_id, claimant: row.claimant ?? 'somebody withheld', openCents: row.open_cents }));
}

interface Statement {
  readonly accountId: string;
  readonly ledgerId: string;
  readonly grossCents: number;
  readonly netCents: number;
  readonly lines: readonly ClosingLine[];
}

function decideStatement(turn: Turn, statement: Statement) {
  const { accountId, ledgerId } = statement;
  const balance = turn.rows.get<{ cents: number }>(
    'SELECT balance_cents AS cents FROM trust_ledger WHERE account_id = ? AND ledger_id = ?',
    [accountId, ledgerId],
  );
  return decideClosing({
    ...statement,
    balanceCents: balance?.cents ?? 0,
    liens: openLiens(turn.rows, accountId, ledgerId),
    unpaidOf: (invoiceId) => {
      const invoice = transferInvoice(turn.rows, invoiceId);
      return invoice?.isIssued === true && invoice.matterId === ledgerId ? invoice.unpaidCents : undefined;
    },
    isFiled: (documentId) => readFiled(turn.rows, documentId)?.matter_id === ledgerId,
  });
}

function decidePrepare(turn: Turn, input: Statement & { day: string }) {
  readAccount(turn.rows, input.accountId);
  const place = readLedgerPlace(turn.rows, input.ledgerId);
  if (place.matterId === undefined) {
    return decline('trust.no-client', 'A settlement belongs to a client. Choose a matter’s ledger.', ['ledgerId']);
  }
  if (input.day > turn.today) {
    return decline('trust.day-in-future', 'A statement cannot be dated in the future. Date it today or earlier.', [
      'day',
    ]);
  }
  const decision = decideStatement(turn, input);
  if (!decision.ok) return decision;
  const id = turn.newId();
  const { accountId, ledgerId, day, grossCents, netCents } = input;
  const event = newEvent(
    closingPrepared,
    id,
    { accountId, ledgerId, day, grossCents, netCents, lines: input.lines.map(({ payee, purpose, ...line }) => line) },
    {
      client: readBilledMatter(turn.rows, ledgerId).clientName,
      lines: input.lines.map(({ payee, purpose }) => ({ payee, purpose })),
    },
    surroundingsOf(accountId, place),
  );
  return accept({ events: [event], answer: { id } });
}

/** What is asked for once the statement is approved. A fee by share waits for the invoice over it. */
function paymentsOf(turn: Turn, row: ClosingSqlRow) {
  const paid = linesOf(row).map((line) => ({
    ...line,
    payKind:
      line.kind === 'fee'
        ? ('earned fee' as const)
        : line.kind === 'cost'
          ? ('cost' as const)
          : ('third party' as const),
    payee: line.kind === 'fee' ? firmPayee(turn.rows) : line.payee,
  }));
  const net = {
    kind: 'other' as const,
    payKind: 'client' as const,
    payee: row.client ?? 'Withheld',
    purpose: 'Client’s share of the settlement',
    amountCents: row.net_cents,
    invoiceId: undefined,
    documentId: undefined,
  };
  return row.net_cents > 0 ? [...paid, net] : paid;
}

/** The releases of the liens that the statement pays, each against the document of its line. */
function releasesFor(turn: Turn, row: ClosingSqlRow, surroundings: ReturnType<typeof surroundingsOf>): NewEvent[] {
  const liens = new Map(openLiens(turn.rows, row.account_id, row.ledger_id).map((lien) => [lien.holdId, lien]));
  return linesOf(row).flatMap((line) => {
    const lien = liens.get(line.holdId ?? '');
    if (lien === undefined || line.documentId === undefined) return [];
    const head = { day: turn.today, amountCents: lien.openCents, documentId: line.documentId };
    return newEvent(holdReleased, lien.holdId, head, { note: 'Paid by the closing statement' }, surroundings);
  });
}

function decideApprove(turn: Turn, closingId: string) {
  const { rows } = turn;
  const row = found(
    rows.get<ClosingSqlRow>(`SELECT ${columns} FROM ${joins} WHERE k.closing_id = ?`, [closingId]),
    'trust',
    'closing statement',
    'closingId',
  );
  if (row.state !== 'prepared') {
    return decline('trust.closing-decided', `This statement was ${row.state} already. Prepare a new one.`, [
      'closingId',
    ]);
  }
  const { account_id: accountId, ledger_id: ledgerId } = row;
  const gap = gapOf(turn, accountId, ledgerId);
  if (gap) return { ok: false, refusal: gap } as const;
  const statement = { accountId, ledgerId, grossCents: row.gross_cents, netCents: row.net_cents, lines: linesOf(row) };
  const sound = decideStatement(turn, statement);
  if (!sound.ok) return sound;
  const refused = declineApprover(turn, accountId, row.member_id === turn.me.memberId);
  if (refused) return refused;
  const surroundings = surroundingsOf(accountId, readLedgerPlace(rows, ledgerId));
  const releases = releasesFor(turn, row, surroundings);
  const pack = trustRulePack(rows, turn.today);
  const account = accountState(rows, turn.me, readAccount(rows, accountId), { hasGap: false });
  const freed = releases.reduce((sum, one) => sum + (one.head as { amountCents: number }).amountCents, 0);
  const start = ledgerState(rows, accountId, ledgerId);
  let ledger = { ...start, holdsCents: start.holdsCents - freed };
  const requests: { id: string; event: NewEvent }[] = [];
  for (const pay of paymentsOf(turn, row)) {
    const invoice = pay.invoiceId === undefined ? undefined : transferInvoice(rows, pay.invoiceId);
    const base = { day: turn.today, amountCents: pay.amountCents, instrument: 'check' as const };
    const words = { name: pay.payee, purpose: pay.purpose, today: turn.today };
    const isWaiting = pay.payKind === 'earned fee' && pay.invoiceId === undefined;
    const documents = pay.documentId === undefined ? 0 : 1;
    const wish = { ...base, ...words, kind: pay.payKind, mayWait: isWaiting, documents };
    const decision = decideRequest(account, ledger, wish, pack, invoice);
    if (!decision.ok) return decision;
    ledger = { ...ledger, pendingCents: ledger.pendingCents + pay.amountCents };
    const id = turn.newId();
    const head = {
      ...base,
      accountId,
      ledgerId,
      kind: pay.payKind,
      ...(pay.invoiceId === undefined ? {} : { invoiceId: pay.invoiceId }),
      ...(pay.documentId === undefined ? {} : { documentIds: [pay.documentId] }),
    };
    const body = { name: pay.payee, purpose: pay.purpose, reference: 'Closing statement' };
    requests.push({ id, event: newEvent(disbursementRequested, id, head, body, surroundings) });
  }
  const requestIds = requests.map((request) => request.id);
  const approval = newEvent(
    closingApproved,
    closingId,
    { preparedEventId: row.event_id, requestIds },
    {},
    surroundings,
  );
  const waiting = linesOf(row)
    .filter((line) => line.kind === 'fee' && line.invoiceId === undefined)
    .map(() => 'The fee by share waits for its invoice: issue one over it, and name it on the request.');
  return accept({
    events: [approval, ...releases, ...requests.map((request) => request.event)],
    answer: { id: closingId, requestIds, waiting },
  });
}

/** Procedures on settlement closing statements [TE13], and the accounting to the client [TE21]. */
export function createTrustClosingProcedures(os: Implementer) {
  return {
    listClosings: os.trust.listClosings.handler(({ input, context }) => listClosings(context.firm(), input)),

    prepareClosing: os.trust.prepareClosing.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decidePrepare(turn, input)),
    ),

    approveClosing: os.trust.approveClosing.handler(async ({ input, context }) => {
      const firm = context.firm();
      await checkPassphraseAgain(firm, input.passphrase);
      return firm.execute(input.commandId, (turn) => decideApprove(turn, input.closingId));
    }),

    withdrawClosing: os.trust.withdrawClosing.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const row = turn.rows.get<ClosingSqlRow>(`SELECT ${columns} FROM ${joins} WHERE k.closing_id = ?`, [
          input.closingId,
        ]);
        const closing = found(row, 'trust', 'closing statement', 'closingId');
        if (closing.state !== 'prepared') {
          return decline('trust.closing-decided', `This statement was ${closing.state} already.`, ['closingId']);
        }
        const place = readLedgerPlace(turn.rows, closing.ledger_id);
        const surroundings = surroundingsOf(closing.account_id, place);
        const event = newEvent(closingWithdrawn, closing.closing_id, {}, { reason: input.reason }, surroundings);
        return accept({ events: [event], answer: { id: closing.closing_id } });
      }),
    ),

    closingPdf: os.trust.closingPdf.handler(({ input, context }) => {
      const firm = context.firm();
      const closing = viewClosing(firm, input.closingId);
      return paperAnswer(
        firm,
        'closing-statement',
        closingPaper(firm, closing),
        `Closing statement ${closing.day}.pdf`,
      );
    }),

    accountingPdf: os.trust.accountingPdf.handler(({ input, context }) => {
      const firm = context.firm();
      const paper = accountingPaper(firm, input.accountId, input.ledgerId);
      return paperAnswer(firm, 'ledger-card', paper, `Accounting ${paper.ledger.number} ${paper.asOf}.pdf`);
    }),
  };
}
