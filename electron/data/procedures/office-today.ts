import { addDays, type Day, endOfMonth } from '../../../shared/domain/day.ts';
import type { RowReader } from '../projections/projection.ts';
import type { Implementer } from './implementer.ts';
import { activeStages } from './intake-leads.ts';
import { type TaskSqlRow, taskColumns, taskJoins, taskRow } from './office-tasks.ts';
import { contractorInvoicesDue } from './pay-today.ts';
import { readProviderDue } from './provider-due.ts';
import { matterTitleSql, partyNameSql } from './shown-names.ts';
import { countToRead } from './sop-list.ts';
import { accountName, lastSigned } from './trust-account-rows.ts';
import { openExceptions } from './trust-exceptions.ts';
import type { OpenFirm } from './turn.ts';
import { ordersWaiting } from './work-order-list.ts';

const shownMax = 50;

/** How many there are, and the first of them: the number beside the area counts all. */
interface Waiting<Row> {
  readonly rows: Row[];
  readonly count: number;
}

function nothing<Row>(): Waiting<Row> {
  return { rows: [], count: 0 };
}

interface Callback {
  callId: string;
  callerName: string;
  callerNumber: string;
  reason: string;
  urgency: string;
  callbackByMs: number | null;
  startedAtMs: number;
}

/** Calls to return: reception sees everybody's, an attorney their own and those for nobody in particular. */
function callbacks(firm: OpenFirm): Waiting<Callback> {
  if (!firm.holds('intake.work')) return nothing();
  const isOwn = firm.me.role === 'attorney' || firm.me.role === 'paralegal' || firm.me.role === 'owner';
  const where = `callback_by_ms IS NOT NULL AND returned_at_ms IS NULL
    AND (@isOwn = 0 OR for_member_id IS NULL OR for_member_id = @memberId)`;
  const parameters = { isOwn: isOwn ? 1 : 0, memberId: firm.me.memberId };
  const rows = firm.rows.all<Callback>(
    `SELECT call_id AS callId, COALESCE(caller_name, 'Withheld') AS callerName, COALESCE(caller_number, '') AS callerNumber,
       COALESCE(reason, '') AS reason, urgency, callback_by_ms AS callbackByMs, started_at_ms AS startedAtMs
     FROM intake_call WHERE ${where} ORDER BY callback_by_ms, call_id LIMIT ${shownMax}`,
    parameters,
  );
  return { rows, count: countOf(firm.rows, `intake_call WHERE ${where}`, parameters) };
}

function countOf(rows: RowReader, from: string, parameters: Record<string, string | number>): number {
  return rows.get<{ n: number }>(`SELECT COUNT(*) AS n FROM ${from}`, parameters)?.n ?? 0;
}

/** Open tasks of this person, or of nobody yet, that are due within a week or have no day. */
function tasks(firm: OpenFirm): Waiting<TaskSqlRow> & { dueCount: number } {
  const where = `t.completed_on IS NULL AND (t.assignee_member_id = @memberId OR t.assignee_member_id IS NULL)
    AND (t.due_on IS NULL OR t.due_on <= @until)`;
  const parameters = { memberId: firm.me.memberId, until: addDays(firm.today(), 7) };
  const rows = firm.rows.all<TaskSqlRow>(
    `SELECT ${taskColumns} FROM ${taskJoins} WHERE ${where}
     ORDER BY COALESCE(t.due_on, '9999'), t.urgent DESC, t.task_id LIMIT ${shownMax}`,
    parameters,
  );
  const due = { ...parameters, until: firm.today() };
  return {
    rows,
    count: countOf(firm.rows, `office_task t WHERE ${where}`, parameters),
    dueCount: countOf(firm.rows, `office_task t WHERE ${where} AND t.due_on IS NOT NULL`, due),
  };
}

interface WaitingLead {
  leadId: string;
  name: string;
  stage: string;
  nextAction: string;
  nextActionOn: string | null;
}

/** Leads that nobody has touched yet, and those whose next step is due. */
function leads(firm: OpenFirm): Waiting<WaitingLead> {
  if (!firm.holds('intake.work')) return nothing();
  const where = `l.stage IN (SELECT value FROM json_each(@stages)) AND (l.stage = 'new' OR l.next_action_on <= @today)
    AND NOT EXISTS (SELECT 1 FROM office_matter m WHERE m.lead_id = l.lead_id)`;
  const parameters = { stages: JSON.stringify(activeStages), today: firm.today() };
  const rows = firm.rows.all<WaitingLead>(
    `SELECT l.lead_id AS leadId, ${partyNameSql('p')} AS name, l.stage, COALESCE(l.next_action, '') AS nextAction,
       l.next_action_on AS nextActionOn
     FROM intake_lead l LEFT JOIN office_party p ON p.party_id = l.prospect_party_id WHERE ${where}
     ORDER BY COALESCE(l.next_action_on, ''), l.opened_at_ms LIMIT ${shownMax}`,
    parameters,
  );
  return { rows, count: countOf(firm.rows, `intake_lead l WHERE ${where}`, parameters) };
}

interface Approval {
  requestId: string;
  payee: string;
  matterTitle: string;
  amountCents: number;
  requestedBy: string;
}

/** Requests to pay out of trust that wait for an attorney's approval. */
function approvals(firm: OpenFirm): Waiting<Approval> {
  if (!firm.holds('trust.approve')) return nothing();
  const where = "q.state = 'waiting' AND q.posted_entry_id IS NULL";
  const rows = firm.rows.all<Omit<Approval, 'requestedBy'> & { memberId: string }>(
    `SELECT q.request_id AS requestId, COALESCE(q.name, 'Withheld') AS payee, ${matterTitleSql('m')} AS matterTitle,
       q.amount_cents AS amountCents, q.member_id AS memberId
     FROM trust_request q LEFT JOIN office_matter m ON m.matter_id = q.ledger_id
     WHERE ${where} ORDER BY q.at_ms LIMIT ${shownMax}`,
  );
  return {
    rows: rows.map(({ memberId, ...row }) => ({ ...row, requestedBy: firm.memberName(memberId) })),
    count: countOf(firm.rows, `trust_request q WHERE ${where}`, {}),
  };
}

/** Months that have ended and that an account's signed statements do not reach, the oldest first; a year's worth. */
export function monthsToReconcile(rows: RowReader, accountId: string, openedOn: Day, today: Day): string[] {
  const signedOn = lastSigned(rows, accountId)?.statement_on;
  let from = signedOn === undefined ? openedOn : addDays(signedOn, 1);
  const months: string[] = [];
  while (months.length < 12 && endOfMonth(from) < today) {
    months.push(from.slice(0, 7));
    from = addDays(endOfMonth(from), 1);
  }
  return months;
}

function unreconciled(firm: OpenFirm) {
  if (!firm.holds('trust.prepare') && !firm.holds('trust.approve')) return [];
  const accounts = firm.rows.all<{
    account_id: string;
    name: string | null;
    last_four: string | null;
    opened_on: string;
  }>('SELECT account_id, name, last_four, opened_on FROM trust_account ORDER BY opened_on, account_id');
  return accounts.flatMap((account) =>
    monthsToReconcile(firm.rows, account.account_id, account.opened_on, firm.today()).map((month) => ({
      accountId: account.account_id,
      name: accountName(account),
      month,
    })),
  );
}

interface Draft {
  invoiceId: string;
  matterTitle: string;
  totalCents: number;
}

/** Drafts that wait for whoever may issue them. */
function invoicesToReview(firm: OpenFirm): Waiting<Draft> {
  if (!firm.holds('billing.issue')) return nothing();
  const rows = firm.rows.all<Draft>(
    `SELECT i.invoice_id AS invoiceId, ${matterTitleSql('m')} AS matterTitle, i.total_cents AS totalCents
     FROM billing_invoice i LEFT JOIN office_matter m ON m.matter_id = i.matter_id
     WHERE i.state = 'draft' ORDER BY i.at_ms LIMIT ${shownMax}`,
  );
  return { rows, count: countOf(firm.rows, "billing_invoice WHERE state = 'draft'", {}) };
}

function overdue(firm: OpenFirm): { n: number; cents: number } {
  if (!firm.holds('billing.prepare')) return { n: 0, cents: 0 };
  const row = firm.rows.get<{ n: number; cents: number | null }>(
    `SELECT COUNT(*) AS n, SUM(owed_cents) AS cents FROM billing_invoice
     WHERE state = 'issued' AND owed_cents > 0 AND due_on < ?`,
    [firm.today()],
  );
  return { n: row?.n ?? 0, cents: row?.cents ?? 0 };
}

interface WaitingConflict {
  conflictId: string;
  names: string;
  hits: number;
}

/** Conflict checks that an attorney has to decide, the oldest first. */
function undecidedConflicts(firm: OpenFirm): Waiting<WaitingConflict> {
  if (!firm.holds('conflicts.clear')) return nothing();
  const from = "intake_conflict WHERE result = 'to decide'";
  const rows = firm.rows.all<WaitingConflict>(
    `SELECT conflict_id AS conflictId, COALESCE(names, 'Withheld') AS names, hits FROM ${from} ORDER BY clock LIMIT ${shownMax}`,
  );
  return { rows, count: countOf(firm.rows, from, {}) };
}

function setAsideCount(firm: OpenFirm): number {
  if (!firm.holds('firm.manage')) return 0;
  const aside = "set_aside WHERE rejected = 0 AND reason <> 'before the share'";
  return countOf(firm.rows, aside, {}) + countOf(firm.rows, 'alarm', {});
}

/** What waits for this person in this firm, as the first screen shows it. */
export function readToday(firm: OpenFirm) {
  const calls = callbacks(firm);
  const work = tasks(firm);
  const prospects = leads(firm);
  const conflicts = undecidedConflicts(firm);
  const requests = approvals(firm);
  const months = unreconciled(firm);
  const drafts = invoicesToReview(firm);
  const late = overdue(firm);
  const orders = ordersWaiting(firm, shownMax);
  const contractors = contractorInvoicesDue(firm, shownMax);
  const sopsToRead = countToRead(firm);
  const providerDue = readProviderDue(firm);
  const seesTrust = firm.holds('trust.prepare') || firm.holds('trust.approve');
  const exceptions = seesTrust ? openExceptions(firm.rows, firm.today()).length : 0;
  const badges = {
    today: work.dueCount,
    reception: calls.count + prospects.count + conflicts.count,
    billing: drafts.count,
    trust: requests.count + months.length + exceptions,
    provider: setAsideCount(firm) + orders.count + contractors.count + sopsToRead + providerDue.length,
  };
  return {
    callbacks: calls.rows,
    tasks: work.rows.map((row) => taskRow(firm, row)),
    leads: prospects.rows,
    conflicts: conflicts.rows,
    approvals: requests.rows,
    unreconciled: months,
    invoicesToReview: drafts.rows,
    orders: orders.rows,
    contractorInvoices: contractors.rows,
    sopsToRead,
    providerDue,
    overdueInvoices: late.n,
    overdueCents: late.cents,
    exceptions,
    badges: Object.fromEntries(Object.entries(badges).filter(([, count]) => count > 0)),
  };
}

/** The first screen, made for the person's role. */
export function createTodayProcedures(os: Implementer) {
  return { today: os.office.today.handler(({ context }) => readToday(context.firm())) };
}
