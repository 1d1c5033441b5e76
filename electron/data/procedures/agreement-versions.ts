import { decideAnswer, decideProposal } from '../../../shared/domain/provider/agreement.ts';
import { accept, decline } from '../../../shared/domain/refusal.ts';
import {
  agreementAccepted,
  agreementApproved,
  agreementDeclined,
  agreementProposed,
  agreementWithdrawn,
  ratesProposed,
} from '../../../shared/events/agreement.ts';
import type { NewEvent } from '../../../shared/events/event.ts';
import { serviceMeasures } from './agreement-codes.ts';
import { readOwnProvider, readProvider, refuseOtherProvider } from './agreement-providers.ts';
import { readRateOn } from './agreement-rates.ts';
import {
  findInForce,
  readRates,
  readVersion,
  targetsOf,
  textsOf,
  type VersionSqlRow,
  versionColumns,
  versionJoins,
} from './agreement-rows.ts';
import { notFound } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { readPage } from './page-query.ts';
import { isServiceLine } from './service-lines.ts';
import type { Me, OpenFirm } from './turn.ts';

function versionRow(firm: OpenFirm, row: VersionSqlRow) {
  return {
    versionId: row.version_id,
    providerId: row.provider_id,
    number: row.number,
    title: row.title ?? `Version ${row.number}`,
    state: row.state,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    renewsOn: row.renews_on,
    proposedBy: firm.memberName(row.member_id),
    proposedAtMs: row.at_ms,
    firmAgreed: row.approved_clock !== null,
    providerAgreed: row.accepted_clock !== null,
    inForce: findInForce(firm.rows, row.provider_id, firm.today()) === row.version_id,
  };
}

function answersOf(firm: OpenFirm, versionId: string) {
  return firm.rows
    .all<{ answer: string; member_id: string; outside: number | null; at_ms: number; reason: string | null }>(
      `SELECT a.answer, a.member_id, r.outside, a.at_ms, a.reason FROM relations_agreement_answer a
       LEFT JOIN roster_member r ON r.member_id = a.member_id WHERE a.version_id = ? ORDER BY a.clock, a.event_id`,
      [versionId],
    )
    .map((row) => ({
      answer: row.answer,
      memberName: firm.memberName(row.member_id),
      outside: row.outside === 1,
      atMs: row.at_ms,
      reason: row.reason ?? '',
    }));
}

function answerContext(row: VersionSqlRow, me: Me, isOwner: boolean) {
  return {
    state: row.state,
    isOutside: me.outside,
    isOwner,
    isProposer: row.member_id === me.memberId,
    firmAgreed: row.approved_clock !== null,
    providerAgreed: row.accepted_clock !== null,
  };
}

function versionDetail(firm: OpenFirm, row: VersionSqlRow) {
  const context = answerContext(row, firm.me, firm.holds('firm.manage'));
  const canSpeak = firm.holds('provider.manage') && refuseOtherProvider(firm.rows, firm.me, row.provider_id) === null;
  const may = (answer: 'agree' | 'decline' | 'withdraw') => canSpeak && decideAnswer(answer, context).ok;
  return {
    ...versionRow(firm, row),
    noticeDays: row.notice_days,
    payDays: row.pay_days,
    changePercent: row.change_percent,
    changeBusinessDays: row.change_business_days,
    serviceLines: textsOf(row.service_lines),
    targets: targetsOf(row),
    scope: row.scope ?? '',
    goals: textsOf(row.goals),
    note: row.note ?? '',
    rates: readRates(firm.rows, row.version_id),
    rateCount: row.rate_count,
    answers: answersOf(firm, row.version_id),
    mayAgree: may('agree'),
    mayDecline: may('decline'),
    mayWithdraw: may('withdraw'),
  };
}

/** Proposed versions of a provider's agreement that this person may agree to. */
export function answerableVersions(firm: OpenFirm, providerId: string): { versionId: string; title: string }[] {
  if (!firm.holds('provider.manage')) return [];
  return firm.rows
    .all<VersionSqlRow>(
      `SELECT ${versionColumns} FROM ${versionJoins} WHERE v.provider_id = ? AND s.state = 'proposed' ORDER BY v.number`,
      [providerId],
    )
    .filter((row) => decideAnswer('agree', answerContext(row, firm.me, firm.holds('firm.manage'))).ok)
    .map((row) => ({ versionId: row.version_id, title: row.title ?? `Version ${row.number}` }));
}

/** Procedures on the versions of a service agreement. */
export function createAgreementVersionProcedures(os: Implementer) {
  return {
    listVersions: os.agreement.listVersions.handler(({ input, context }) => {
      const firm = context.firm();
      readOwnProvider(firm, input.providerId);
      const page = readPage<VersionSqlRow>(firm.rows, input, {
        select: versionColumns,
        from: versionJoins,
        where: ['v.provider_id = @providerId'],
        parameters: { providerId: input.providerId },
        sorts: { number: 'v.number', startsOn: 'v.starts_on', state: 's.state' },
        tieBreak: 'v.version_id',
      });
      return { rows: page.rows.map((row) => versionRow(firm, row)), total: page.total };
    }),

    getVersion: os.agreement.getVersion.handler(({ input, context }) => {
      const firm = context.firm();
      const row = readVersion(firm.rows, input.versionId);
      readOwnProvider(firm, row.provider_id);
      return versionDetail(firm, row);
    }),

    inForce: os.agreement.inForce.handler(({ input, context }) => {
      const firm = context.firm();
      readOwnProvider(firm, input.providerId);
      const versionId = findInForce(firm.rows, input.providerId, input.day ?? firm.today());
      return { version: versionId === null ? null : versionDetail(firm, readVersion(firm.rows, versionId)) };
    }),

    rateOn: os.agreement.rateOn.handler(({ input, context }) => {
      const firm = context.firm();
      readOwnProvider(firm, input.providerId);
      return { rate: readRateOn(firm.rows, input) };
    }),

    propose: os.agreement.propose.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const provider = readProvider(turn.rows, input.providerId);
        const other = refuseOtherProvider(turn.rows, turn.me, input.providerId);
        if (other !== null) return { ok: false, refusal: other };
        if (provider.ended_on !== null) {
          return decline('agreement.provider-ended', 'The work with this provider has ended.', ['providerId']);
        }
        const unknown = input.serviceLines.find((line) => !isServiceLine(line));
        if (unknown !== undefined) return { ok: false, refusal: notFound('agreement', 'service line', 'serviceLines') };
        const decision = decideProposal(input, serviceMeasures());
        if (!decision.ok) return decision;
        const versionId = turn.newId();
        const last = turn.rows.get<{ number: number | null }>(
          'SELECT MAX(number) AS number FROM relations_agreement WHERE provider_id = ?',
          [input.providerId],
        );
        const { commandId: _, rates, title, scope, goals, note, ...head } = input;
        const proposed = newEvent(
          agreementProposed,
          versionId,
          { ...head, number: (last?.number ?? 0) + 1, rateCount: rates.length },
          { title, scope, goals, note },
        );
        const priced = newEvent(ratesProposed, versionId, { providerId: input.providerId, versionId, rates }, {});
        return accept({ events: rates.length === 0 ? [proposed] : [proposed, priced], answer: { id: versionId } });
      }),
    ),

    answer: os.agreement.answer.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const row = readVersion(turn.rows, input.versionId);
        const other = refuseOtherProvider(turn.rows, turn.me, row.provider_id);
        if (other !== null) return { ok: false, refusal: other };
        if (input.answer === 'decline' && input.reason.trim() === '') {
          return decline('agreement.no-reason', 'Say why it is declined, so that the other side can answer.', [
            'reason',
          ]);
        }
        const decision = decideAnswer(input.answer, answerContext(row, turn.me, turn.holds('firm.manage')));
        if (!decision.ok) return decision;
        return accept({
          events: [answerEvent(input.versionId, input.answer, input.reason, decision.value.side)],
          answer: { id: input.versionId },
        });
      }),
    ),
  };
}

function answerEvent(
  versionId: string,
  answer: 'agree' | 'decline' | 'withdraw',
  reason: string,
  side: 'firm' | 'provider',
): NewEvent {
  if (answer === 'decline') return newEvent(agreementDeclined, versionId, {}, { reason });
  if (answer === 'withdraw') return newEvent(agreementWithdrawn, versionId, {}, { reason });
  return newEvent(side === 'firm' ? agreementApproved : agreementAccepted, versionId, {}, {});
}
