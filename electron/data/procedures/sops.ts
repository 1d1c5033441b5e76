import type { sopsContract } from '../../../shared/contract/sops.ts';
import { declineQuiz, declineReviewDay, gradeQuiz } from '../../../shared/domain/provider/sop.ts';
import { accept, type Decision, decline } from '../../../shared/domain/refusal.ts';
import {
  sopAcknowledged,
  sopApproved,
  sopProposed,
  sopRejected,
  sopRetired,
  sopReviewed,
} from '../../../shared/events/sops.ts';
import type { RowReader } from '../projections/projection.ts';
import { found, notFound } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import type { InputOf } from './procedure-input.ts';
import { activeMembers, findMember } from './roster-rows.ts';
import { isServiceLine } from './service-lines.ts';
import { listSops } from './sop-list.ts';
import { diffVersions, getSop, readContent, readVersion } from './sop-view.ts';
import type { Outcome, Turn } from './turn.ts';

interface SopState {
  readonly in_force_version_id: string | null;
  readonly retired_at_ms: number | null;
  readonly roles: string;
}

function readSop(rows: RowReader, sopId: string): SopState {
  const row = rows.get<SopState>(
    'SELECT in_force_version_id, retired_at_ms, roles FROM provider_sop WHERE sop_id = ?',
    [sopId],
  );
  return found(row, 'provider', 'SOP', 'sopId');
}

const retired = () =>
  decline<never>('provider.sop-retired', 'This SOP is out of use. Propose a new one instead.', ['sopId']);
type Done = Decision<Outcome<{ id: string }>>;

/** The proposed version, where it may be decided; else a refusal. */
function declineDecision(turn: Turn, sopId: string, versionId: string): Done | null {
  if (readSop(turn.rows, sopId).retired_at_ms !== null) return retired();
  const version = readVersion(turn.rows, versionId);
  if (version.sop_id !== sopId) return { ok: false, refusal: notFound('provider', 'SOP version', 'versionId') };
  if (version.state === 'proposed') return null;
  return decline('provider.sop-decided', `This version is ${version.state} already.`, ['versionId']);
}

function decidePropose(
  turn: Turn,
  input: InputOf<typeof sopsContract.proposeSop>,
): Decision<Outcome<{ id: string; versionId: string }>> {
  const { content, sopId } = input;
  if (!isServiceLine(input.serviceLine))
    return { ok: false, refusal: notFound('provider', 'service line', 'serviceLine') };
  if (sopId !== undefined && readSop(turn.rows, sopId).retired_at_ms !== null) return retired();
  const ownerMemberId = input.ownerMemberId ?? turn.me.memberId;
  if (findMember(turn.rows, ownerMemberId)?.isActive !== true)
    return { ok: false, refusal: notFound('provider', 'person', 'ownerMemberId') };
  if (content.steps.length === 0) return decline('provider.sop-empty', 'Write at least one step.', ['steps']);
  const quiz = declineQuiz(content.quiz);
  if (quiz !== null) return { ok: false, refusal: quiz };
  const id = sopId ?? turn.newId();
  const versionId = turn.newId();
  const last = turn.rows.get<{ number: number | null }>(
    'SELECT max(number) AS number FROM provider_sop_version WHERE sop_id = ?',
    [id],
  );
  const head = {
    notifies: activeMembers(turn.rows)
      .filter((member) => !member.isOutside && member.holds('work.order'))
      .map((member) => member.memberId)
      .slice(0, 50),
    versionId,
    number: (last?.number ?? 0) + 1,
    serviceLine: input.serviceLine,
    ownerMemberId,
    roles: input.roles,
  };
  const event = newEvent(sopProposed, id, head, { content, changes: input.changes });
  return accept({ events: [event], answer: { id, versionId } });
}

function decideApprove(turn: Turn, input: InputOf<typeof sopsContract.approveSop>): Done {
  const { sopId, versionId, effectiveOn, reviewBy } = input;
  const refused = declineDecision(turn, sopId, versionId);
  if (refused !== null) return refused;
  const day = declineReviewDay(reviewBy, effectiveOn, turn.today);
  if (day !== null) return { ok: false, refusal: day };
  const roles = turn.rows.get<{ roles: string }>('SELECT roles FROM provider_sop_version WHERE version_id = ?', [
    versionId,
  ]);
  const wanted = JSON.parse(roles?.roles ?? '[]') as string[];
  const notifies = turn.rows
    .all<{ member_id: string; role: string }>('SELECT member_id, role FROM roster_member WHERE active = 1')
    .filter((member) => wanted.includes(member.role))
    .map((member) => member.member_id)
    .slice(0, 50);
  const event = newEvent(sopApproved, sopId, { notifies, versionId, effectiveOn, reviewBy }, {});
  return accept({ events: [event], answer: { id: sopId } });
}

function decideAcknowledge(turn: Turn, input: InputOf<typeof sopsContract.acknowledgeSop>): Done {
  const { sopId, versionId } = input;
  const sop = readSop(turn.rows, sopId);
  if (sop.retired_at_ms !== null) return retired();
  const version = readVersion(turn.rows, versionId);
  if (version.sop_id !== sopId) return { ok: false, refusal: notFound('provider', 'SOP version', 'versionId') };
  if (sop.in_force_version_id !== versionId)
    return decline(
      'provider.sop-not-in-force',
      'This version is not the one in force. Open the SOP again and acknowledge that one.',
      ['versionId'],
    );
  const known = turn.rows.get('SELECT 1 AS yes FROM provider_sop_read WHERE version_id = ? AND member_id = ?', [
    versionId,
    turn.me.memberId,
  ]);
  if (known !== undefined) return accept({ events: [], answer: { id: sopId } });
  const { quiz } = readContent(turn.rows, versionId);
  const wrong = gradeQuiz(quiz, input.answers);
  if (wrong !== null) return { ok: false, refusal: wrong };
  const event = newEvent(sopAcknowledged, turn.newId(), { sopId, versionId, questions: quiz.length }, {});
  return accept({ events: [event], answer: { id: sopId } });
}

/** Every procedure on SOPs: proposed by anybody, put in force by the firm, acknowledged by whoever works by them. */
export function createSopProcedures(os: Implementer) {
  return {
    listSops: os.sops.listSops.handler(({ input, context }) => listSops(context.firm(), input)),
    getSop: os.sops.getSop.handler(({ input, context }) => getSop(context.firm(), input.sopId, input.versionId)),
    getSopContent: os.sops.getSopContent.handler(({ input, context }) => ({
      content: readContent(context.firm().rows, input.versionId),
    })),
    diffSop: os.sops.diffSop.handler(({ input, context }) =>
      diffVersions(context.firm().rows, input.fromVersionId, input.toVersionId),
    ),
    proposeSop: os.sops.proposeSop.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decidePropose(turn, input)),
    ),
    approveSop: os.sops.approveSop.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideApprove(turn, input)),
    ),
    rejectSop: os.sops.rejectSop.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn): Done => {
        const refused = declineDecision(turn, input.sopId, input.versionId);
        if (refused !== null) return refused;
        const proposer = readVersion(turn.rows, input.versionId).proposed_by_member_id;
        const head = { notifies: [proposer], versionId: input.versionId };
        const event = newEvent(sopRejected, input.sopId, head, { reason: input.reason });
        return accept({ events: [event], answer: { id: input.sopId } });
      }),
    ),
    reviewSop: os.sops.reviewSop.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn): Done => {
        const sop = readSop(turn.rows, input.sopId);
        if (sop.retired_at_ms !== null) return retired();
        if (sop.in_force_version_id === null)
          return decline('provider.sop-not-in-force', 'No version of this SOP is in force. Approve one first.', [
            'sopId',
          ]);
        const day = declineReviewDay(input.reviewBy, turn.today, turn.today);
        if (day !== null) return { ok: false, refusal: day };
        const head = { versionId: sop.in_force_version_id, reviewBy: input.reviewBy };
        const event = newEvent(sopReviewed, input.sopId, head, { note: input.note });
        return accept({ events: [event], answer: { id: input.sopId } });
      }),
    ),
    retireSop: os.sops.retireSop.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn): Done => {
        if (readSop(turn.rows, input.sopId).retired_at_ms !== null) return retired();
        const event = newEvent(sopRetired, input.sopId, {}, { reason: input.reason });
        return accept({ events: [event], answer: { id: input.sopId } });
      }),
    ),
    acknowledgeSop: os.sops.acknowledgeSop.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideAcknowledge(turn, input)),
    ),
  };
}
