import { createHash } from 'node:crypto';
import { addDays } from '../../../shared/domain/day.ts';
import { accept, decline } from '../../../shared/domain/refusal.ts';
import { declineConfirmed, listRuleFigures, listUnverified } from '../../../shared/domain/trust/rule-items.ts';
import {
  type CalendarFacts,
  type PlannedDuty,
  planTrustCalendar,
} from '../../../shared/domain/trust/trust-calendar.ts';
import { taskAdded } from '../../../shared/events/office.ts';
import { rulesConfirmed } from '../../../shared/events/trust.ts';
import type { RowReader } from '../projections/projection.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { isMatterWithheld } from './office-tasks.ts';
import { accountName, lastSigned, ledgerTitleSql, readAccounts } from './trust-account-rows.ts';
import { licenseeOf } from './trust-account-setup.ts';
import { firmRules } from './trust-rule-pack.ts';
import type { OpenFirm, Turn } from './turn.ts';

function viewRules(firm: OpenFirm) {
  const { published, inForce, confirmed } = firmRules(firm.rows, firm.today());
  const publishedFigures = listRuleFigures(published);
  return {
    state: inForce.state,
    name: inForce.name,
    version: inForce.version,
    effectiveFrom: inForce.effectiveFrom,
    source: inForce.source,
    figures: listRuleFigures(inForce).map((figure, place) => ({
      ...figure,
      publishedValue: publishedFigures[place]?.value ?? figure.value,
      verified: publishedFigures[place]?.verified ?? false,
    })),
    duties: inForce.duties,
    certifications: inForce.certifications.map(({ name, everyYears, verified, citation, due }) => ({
      name,
      everyYears,
      verified,
      citation,
      dueOn: due.value,
      dueCitation: due.citation,
    })),
    confirmedBy: confirmed === undefined ? '' : firm.memberName(confirmed.memberId),
    confirmedAtMs: confirmed?.atMs ?? null,
    unconfirmed: listUnverified(inForce).length,
  };
}

interface ConfirmInput {
  state: string;
  version: number;
  values: Record<string, number>;
  certificationDays: string[];
}

function decideConfirming(turn: Turn, input: ConfirmInput) {
  const { published } = firmRules(turn.rows, turn.today);
  if (input.state !== published.state || input.version !== published.version) {
    return decline(
      'trust.rules-changed',
      `The rules in force are those of ${published.name}, version ${published.version}. Look at them again, then confirm.`,
    );
  }
  const refused = declineConfirmed(published, input);
  if (refused) return refused;
  const head = {
    state: input.state,
    packVersion: input.version,
    values: input.values,
    certificationDays: input.certificationDays,
  };
  const event = newEvent(rulesConfirmed, 'firm', head, {});
  return accept({ events: [event], answer: { id: 'firm' } });
}

interface ReceiptSqlRow {
  entry_id: string;
  ledger_id: string;
  day: string;
  effect_cents: number;
  title: string;
}

/** What the calendar follows from; of the receipts only those whose notice may fall due today or later. */
function calendarFacts(rows: RowReader, year: number, today: string, noticeDays: number): CalendarFacts {
  const receipts = rows.all<ReceiptSqlRow>(
    `SELECT e.entry_id, e.ledger_id, e.day, e.effect_cents, ${ledgerTitleSql('e.ledger_id', 'm')} AS title
     FROM trust_account a JOIN trust_entry e ON e.account_id = a.account_id AND e.day >= ?
     JOIN office_matter m ON m.matter_id = e.ledger_id
     WHERE e.type = 'receipt' AND e.is_reversed = 0 ORDER BY e.day, e.clock`,
    [addDays(today, -noticeDays)],
  );
  return {
    year,
    today,
    accounts: readAccounts(rows).map((account) => ({
      accountId: account.account_id,
      name: accountName(account),
      openedOn: account.opened_on,
      lockedThrough: lastSigned(rows, account.account_id)?.statement_on,
      hasLicensee: licenseeOf(rows, account.account_id) !== null,
    })),
    receipts: receipts.map((row) => ({
      entryId: row.entry_id,
      matterId: row.ledger_id,
      day: row.day,
      amountCents: row.effect_cents,
      ledgerName: row.title,
    })),
  };
}

/** One id for one duty on every device, so that a duty added twice is one task. */
function taskIdOf(duty: PlannedDuty): string {
  return `d${createHash('sha256').update(`trust calendar ${duty.key}`).digest('hex').slice(0, 31)}`;
}

function decideCalendar(turn: Turn, year: number) {
  const { inForce } = firmRules(turn.rows, turn.today);
  if (year < Number(turn.today.slice(0, 4))) {
    return decline('trust.year-is-over', `${year} is over. Choose this year or a later one.`, ['year']);
  }
  const facts = calendarFacts(turn.rows, year, turn.today, inForce.receiptNoticeDays.value);
  const duties = planTrustCalendar(inForce, facts);
  const isKnown = (duty: PlannedDuty) =>
    turn.rows.get('SELECT 1 AS known FROM office_task WHERE task_id = ?', [taskIdOf(duty)]) !== undefined;
  const wanted = duties.filter((duty) => !isKnown(duty));
  const events = wanted.map((duty) =>
    newEvent(
      taskAdded,
      taskIdOf(duty),
      { kind: 'deadline', dueOn: duty.dueOn, assigneeMemberId: turn.me.memberId },
      { title: duty.title, note: duty.note },
      {
        matterId: duty.matterId,
        withheld: duty.matterId !== undefined && isMatterWithheld(turn.rows, duty.matterId, 'trust'),
      },
    ),
  );
  return accept({ events, answer: { added: wanted.length, existed: duties.length - wanted.length } });
}

/** Procedures on the rule pack of the firm's state [TR31] [TR32]. */
export function createTrustRuleProcedures(os: Implementer) {
  return {
    getRules: os.trust.getRules.handler(({ context }) => viewRules(context.firm())),

    confirmRules: os.trust.confirmRules.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideConfirming(turn, input)),
    ),

    addTrustCalendar: os.trust.addTrustCalendar.handler(({ input, context }) =>
      context
        .firm()
        .execute(input.commandId, (turn) => decideCalendar(turn, input.year ?? Number(turn.today.slice(0, 4)))),
    ),
  };
}
