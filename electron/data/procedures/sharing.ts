import type * as z from 'zod';
import type { consentSchema } from '../../../shared/contract/sharing.ts';
import { accept, type Decision } from '../../../shared/domain/refusal.ts';
import {
  decideConsent,
  decideGiving,
  decideLifting,
  decideRestriction,
  decideWithholding,
} from '../../../shared/domain/sharing/decide-sharing.ts';
import { addUpSharing, type MatterSharing, type SharingFact } from '../../../shared/domain/sharing/matter-sharing.ts';
import type { NewEvent } from '../../../shared/events/event.ts';
import { matterConsented, matterGiven, matterRestricted, matterWithheld } from '../../../shared/events/sharing.ts';
import { showGivenTexts } from '../given-texts.ts';
import type { RowReader } from '../projections/projection.ts';
import { found, notFound, refuseNow } from './found.ts';
import type { Implementer } from './implementer.ts';
import { givePeople, withholdPeople } from './matter-people.ts';
import { type MatterDetailRow, readMatter } from './matter-rows.ts';
import { newEvent } from './new-event.ts';
import { openFirmOf } from './provider-roster.ts';
import { createSharingReads } from './sharing-reads.ts';
import type { Turn } from './turn.ts';

type Consent = z.output<typeof consentSchema>;

/** Decisions on who may read matters, and what came of them. */
export function createSharingProcedures(os: Implementer) {
  return {
    ...createSharingReads(os),

    withholdMatter: os.sharing.withholdMatter.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const { matter, sharing } = readSharing(turn, input.matterId);
        const decision = decideWithholding(sharing);
        if (!decision.ok) return decision;
        return accept({ events: withholdEvents(turn, matter, input.reason), answer: { id: input.matterId } });
      }),
    ),

    giveMatter: os.sharing.giveMatter.handler(async ({ input, context }) => {
      const firm = openFirmOf(context);
      const given = await firm.execute(input.commandId, (turn) => {
        const { matter, sharing } = readSharing(turn, input.matterId);
        const { consent, from } = input;
        const decision = decideGiving(sharing, { from, consent, openedOn: matter.opened_on, today: turn.today });
        if (!decision.ok) return decision;
        const paper = checkPaper(turn.rows, input.matterId, consent);
        if (!paper.ok) return paper;
        const { head, body } = consentParts(consent);
        const event = newEvent(
          matterGiven,
          input.matterId,
          { ends: decision.value, consent: head, ...(from === undefined ? {} : { from }) },
          { consent: body },
          { matterId: input.matterId, withheld: false },
        );
        return accept({ events: [event, ...givePeople(turn.rows, input.matterId)], answer: { id: input.matterId } });
      });
      return { ...given, texts: await showGivenTexts(firm) };
    }),

    recordConsent: os.sharing.recordConsent.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const { matter } = readSharing(turn, input.matterId);
        const decision = decideConsent(input.consent, turn.today);
        if (!decision.ok) return decision;
        const paper = checkPaper(turn.rows, input.matterId, input.consent);
        if (!paper.ok) return paper;
        const { head, body } = consentParts(input.consent);
        const surroundings = { matterId: input.matterId, withheld: matter.withheld === 1 };
        const event = newEvent(matterConsented, input.matterId, { consent: head }, { consent: body }, surroundings);
        return accept({ events: [event], answer: { id: input.matterId } });
      }),
    ),

    restrictMatter: os.sharing.restrictMatter.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const { matter, sharing } = readSharing(turn, input.matterId);
        const inside = turn.rows.all<{ id: string }>(
          'SELECT member_id AS id FROM roster_member WHERE active = 1 AND outside = 0',
        );
        const insideIds = inside.map((row) => row.id);
        const decision = decideRestriction(input.memberIds, { authorId: turn.me.memberId, insideIds });
        if (!decision.ok) return decision;
        const withholding = sharing.withheldBy === null ? withholdEvents(turn, matter, input.note) : [];
        const { flags, memberIds, note } = input;
        const event = newEvent(
          matterRestricted,
          input.matterId,
          { isRestricted: true },
          { flags, memberIds, note },
          { matterId: input.matterId, withheld: true },
        );
        return accept({ events: [...withholding, event], answer: { id: input.matterId } });
      }),
    ),

    liftRestriction: os.sharing.liftRestriction.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const { sharing } = readSharing(turn, input.matterId);
        const decision = decideLifting(sharing);
        if (!decision.ok) return decision;
        const event = newEvent(
          matterRestricted,
          input.matterId,
          { isRestricted: false, ends: decision.value },
          { note: input.reason },
          { matterId: input.matterId, withheld: true },
        );
        return accept({ events: [event], answer: { id: input.matterId } });
      }),
    ),
  };
}

/** The matter and the decisions in force on it; refuses one that is not known, or that this member may not read. */
function readSharing(turn: Turn, matterId: string): { matter: MatterDetailRow; sharing: MatterSharing } {
  const matter = found(readMatter(turn.rows, matterId), 'sharing', 'matter', 'matterId');
  refuseUnread(matter);
  return { matter, sharing: sharingOf(turn.rows, matterId) };
}

function refuseUnread(matter: MatterDetailRow): void {
  if (matter.is_readable === 1) return;
  refuseNow(
    'sharing.matter-restricted-to-others',
    'Only the members named on this matter decide about it. Its page says whom to ask.',
    ['matterId'],
  );
}

function sharingOf(rows: RowReader, matterId: string): MatterSharing {
  return addUpSharing(
    rows.all<SharingFact>(
      `SELECT event_id AS id, kind, ends FROM office_matter_sharing WHERE matter_id = ? AND kind <> 'consented'`,
      [matterId],
    ),
  );
}

function withholdEvents(turn: Turn, matter: MatterDetailRow, reason: string): NewEvent[] {
  const matterId = matter.matter_id;
  const event = newEvent(matterWithheld, matterId, {}, { reason: reason.slice(0, 500) }, { matterId, withheld: true });
  return [event, ...withholdPeople(turn.rows, matterId)];
}

/** A paper named for a consent is one of the matter's own. */
function checkPaper(rows: RowReader, matterId: string, { documentId }: Consent): Decision<null> {
  if (documentId === undefined) return accept(null);
  const document = rows.get<{ matter_id: string | null }>(
    'SELECT matter_id FROM documents_document WHERE document_id = ? AND removed = 0',
    [documentId],
  );
  if (document?.matter_id === matterId) return accept(null);
  return { ok: false, refusal: notFound('sharing', 'document of this matter', 'consent.documentId') };
}

function consentParts({ kind, consentedOn, documentId, consentedBy, how, note }: Consent) {
  return {
    head: { kind, consentedOn, ...(documentId === undefined ? {} : { documentId }) },
    body: { consentedBy, how, note },
  };
}
