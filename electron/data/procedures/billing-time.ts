import { decideTimeEntry } from '../../../shared/domain/billing/time-entry.ts';
import { priceTime, roundTime } from '../../../shared/domain/billing/time-rounding.ts';
import { accept } from '../../../shared/domain/refusal.ts';
import { timeAmended, timeRecorded, timeRemoved } from '../../../shared/events/billing.ts';
import type { RowReader, SqlValue } from '../projections/projection.ts';
import { typedFilter, wholeTotal } from './billing-filter.ts';
import { rateFor, readBilledMatter } from './billing-matter.ts';
import { declineChange, readWork } from './billing-work.ts';
import { found, notFound } from './found.ts';
import type { Implementer } from './implementer.ts';
import { readLatePage } from './late-page.ts';
import { newEvent } from './new-event.ts';
import { isActiveMember } from './office-tasks.ts';
import { matterClientSql, matterTitleSql } from './shown-names.ts';
import type { OpenFirm, Turn } from './turn.ts';

interface TimeSqlRow {
  time_id: string;
  matter_id: string;
  matter_title: string;
  client_name: string;
  timekeeper_member_id: string;
  worked_on: string;
  minutes: number;
  units: number;
  rate_cents: number;
  amount_cents: number;
  is_billable: number;
  narrative: string | null;
  task_code: string | null;
  activity_code: string | null;
  is_removed: number;
  billed_state: 'unbilled' | 'drafted' | 'billed';
  billed_by: string | null;
}

const columns = `t.time_id, t.matter_id, ${matterTitleSql('m')} AS matter_title, ${matterClientSql('m', 'c', 'p')} AS client_name,
  t.timekeeper_member_id, t.worked_on, t.minutes, t.units, t.rate_cents, t.amount_cents, t.is_billable, t.narrative,
  t.task_code, t.activity_code, t.is_removed, t.billed_state, t.billed_by`;

const joins = `LEFT JOIN office_matter m ON m.matter_id = t.matter_id
  LEFT JOIN office_client c ON c.client_id = m.client_id LEFT JOIN office_party p ON p.party_id = c.party_id`;

function timeView(firm: OpenFirm, row: TimeSqlRow) {
  return {
    timeId: row.time_id,
    matterId: row.matter_id,
    matterTitle: row.matter_title,
    clientName: row.client_name,
    timekeeperMemberId: row.timekeeper_member_id,
    timekeeperName: firm.memberName(row.timekeeper_member_id),
    workedOn: row.worked_on,
    minutes: row.minutes,
    units: row.units,
    rateCents: row.rate_cents,
    amountCents: row.amount_cents,
    billable: row.is_billable === 1,
    narrative: row.narrative ?? 'Withheld',
    taskCode: row.task_code,
    activityCode: row.activity_code,
    state: row.billed_state === 'unbilled' && row.is_removed === 1 ? ('removed' as const) : row.billed_state,
    invoiceId: row.billed_by,
  };
}

interface TimeInput {
  matterId: string;
  workedOn: string;
  minutes: number;
  narrative: string;
  billable: boolean;
  taskCode?: string | undefined;
  activityCode?: string | undefined;
  timekeeperMemberId?: string | undefined;
  rateCents?: number | undefined;
}

/** What the same person worked on the same day, this entry left out. */
function otherMinutes(rows: RowReader, memberId: string, workedOn: string, exceptId: string): number {
  const row = rows.get<{ minutes: number }>(
    `SELECT COALESCE(SUM(minutes), 0) AS minutes FROM billing_time
     WHERE timekeeper_member_id = ? AND worked_on = ? AND is_removed = 0 AND time_id <> ?`,
    [memberId, workedOn, exceptId],
  );
  return row?.minutes ?? 0;
}

/** Decides what a time entry comes to; `timeId` is the entry that changes, or '' for a new one. */
function decideTime(turn: Turn, input: TimeInput, timeId: string) {
  const matter = readBilledMatter(turn.rows, input.matterId);
  const timekeeperMemberId = input.timekeeperMemberId ?? turn.me.memberId;
  if (timekeeperMemberId !== turn.me.memberId && !isActiveMember(turn.rows, timekeeperMemberId)) {
    return { ok: false, refusal: notFound('billing', 'person', 'timekeeperMemberId') } as const;
  }
  const decision = decideTimeEntry(
    {
      isMatterOpen: matter.isOpen,
      otherMinutes: otherMinutes(turn.rows, timekeeperMemberId, input.workedOn, timeId),
    },
    { ...input, today: turn.today },
  );
  if (!decision.ok) return decision;
  const rateCents = rateFor(matter, { ...input, timekeeperMemberId });
  const { billedMinutes, units } = roundTime(input.minutes);
  const amountCents = input.billable ? priceTime(billedMinutes, rateCents) : 0;
  const head = {
    matterId: input.matterId,
    timekeeperMemberId,
    workedOn: input.workedOn,
    minutes: input.minutes,
    units,
    rateCents,
    amountCents,
    billable: input.billable,
    ...(input.taskCode === undefined ? {} : { taskCode: input.taskCode }),
    ...(input.activityCode === undefined ? {} : { activityCode: input.activityCode }),
  };
  const surroundings = { matterId: input.matterId, withheld: matter.withheld };
  return accept({ head, units, amountCents, surroundings });
}

function decideRecord(turn: Turn, input: TimeInput) {
  const decision = decideTime(turn, input, '');
  if (!decision.ok) return decision;
  const { head, units, amountCents, surroundings } = decision.value;
  const id = turn.newId();
  const event = newEvent(timeRecorded, id, head, { narrative: input.narrative }, surroundings);
  return accept({ events: [event], answer: { id, units, amountCents } });
}

function decideAmend(turn: Turn, input: TimeInput & { timeId: string }) {
  const work = found(readWork(turn.rows, 'time', input.timeId), 'billing', 'time entry', 'timeId');
  const refused = declineChange(work);
  if (refused) return refused;
  const decision = decideTime(turn, input, input.timeId);
  if (!decision.ok) return decision;
  const { head, units, amountCents, surroundings } = decision.value;
  const event = newEvent(timeAmended, input.timeId, head, { narrative: input.narrative }, surroundings);
  return accept({ events: [event], answer: { id: input.timeId, units, amountCents } });
}

function decideRemove(turn: Turn, timeId: string, reason: string) {
  const work = found(readWork(turn.rows, 'time', timeId), 'billing', 'time entry', 'timeId');
  const refused = declineChange(work);
  if (refused) return refused;
  const event = newEvent(timeRemoved, timeId, {}, { reason }, { matterId: work.matterId, withheld: work.withheld });
  return accept({ events: [event], answer: { id: timeId } });
}

/** Procedures on time entries. */
export function createTimeProcedures(os: Implementer) {
  return {
    listTime: os.billing.listTime.handler(({ input, context }) => {
      const firm = context.firm();
      const where: string[] = [];
      const parameters: Record<string, SqlValue> = {};
      if (input.state === 'unbilled') where.push('t.billings = 0 AND t.is_removed = 0 AND t.is_billable = 1');
      if (input.matterId !== undefined) {
        where.push('t.matter_id = @matter');
        parameters.matter = input.matterId;
      }
      if (input.timekeeperMemberId !== undefined) {
        where.push('t.timekeeper_member_id = @member');
        parameters.member = input.timekeeperMemberId;
      }
      if (input.from !== undefined || input.to !== undefined) {
        where.push('t.worked_on BETWEEN @from AND @to');
        parameters.from = input.from ?? '0000-01-01';
        parameters.to = input.to ?? '9999-12-31';
      }
      where.push(...typedFilter(firm.rows, input.filter, 'time', parameters));
      const page = readLatePage<TimeSqlRow>(firm.rows, input, {
        select: columns,
        base: 'billing_time t',
        key: ['t.rowid'],
        joins: `${joins} LEFT JOIN roster_member r ON r.member_id = t.timekeeper_member_id`,
        ...wholeTotal(firm.rows, 'time', where),
        where,
        parameters,
        sorts: {
          workedOn: { by: 't.worked_on' },
          matterTitle: {
            by: ['m.title COLLATE NOCASE', 't.worked_on'],
            base: 'office_matter m CROSS JOIN billing_time t ON t.matter_id = m.matter_id',
          },
          timekeeperName: {
            by: ['r.name COLLATE NOCASE', 't.worked_on'],
            base: 'roster_member r CROSS JOIN billing_time t ON t.timekeeper_member_id = r.member_id',
          },
          amountCents: { by: 't.amount_cents' },
        },
        tieBreak: 't.clock',
      });
      return { rows: page.rows.map((row) => timeView(firm, row)), total: page.total };
    }),

    recordTime: os.billing.recordTime.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideRecord(turn, input)),
    ),

    amendTime: os.billing.amendTime.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideAmend(turn, input)),
    ),

    removeTime: os.billing.removeTime.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideRemove(turn, input.timeId, input.reason)),
    ),
  };
}
