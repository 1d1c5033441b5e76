import * as z from 'zod';
import { refuse } from '../../../shared/domain/refusal.ts';
import { type EventDocument, eventDocumentSchema, parseEventId } from '../events/envelope.ts';
import { orderEvents } from '../events/event-order.ts';
import { type Firm, verifyText } from '../firm.ts';
import { RefusalError } from '../procedures/refusal-error.ts';
import { openRosterDocument } from '../roster/open-roster-document.ts';
import { beyondRemoval, foldRoster } from '../roster/roster.ts';
import { admitRoster } from './roster-documents.ts';

const documentsMax = 20_000;
const invitationFileSchema = z.object({
  annex: z.literal('invitation'),
  v: z.literal(1),
  code: z.string().max(4_000),
  roster: z.array(eventDocumentSchema).max(documentsMax),
});
const answerFileSchema = z.object({
  annex: z.literal('answer'),
  v: z.literal(1),
  firmId: z.string(),
  roster: z.array(eventDocumentSchema).max(documentsMax),
});

async function rosterOf(firm: Firm): Promise<EventDocument[]> {
  const page = await firm.store.readFrom('roster', 0, documentsMax);
  return page.events.map(({ document: { _id, v, k, h, b, p, n, r, s } }) => ({ _id, v, k, h, b, p, n, r, s }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The file that carries an invitation by hand: the code and the sealed roster that it opens [IV1]. */
export async function invitationFile(firm: Firm, code: string): Promise<string> {
  return JSON.stringify({ annex: 'invitation', v: 1, code, roster: await rosterOf(firm) });
}

/** An invitation file's code and roster; null where the text is no such file, but perhaps a code. */
export function readInvitationFile(text: string): { code: string; roster: EventDocument[] } | null {
  if (!text.trimStart().startsWith('{')) return null;
  const parsed = invitationFileSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new RefusalError(
    refuse('firm.file-not-valid', 'This is not an invitation file, or a part of it is missing. Ask for it again.', [
      'code',
    ]),
  );
}

/** The answer of a machine that joined by file: its entry into the roster, sealed, for whoever invited it [IV2]. */
export async function answerFile(firm: Firm): Promise<string> {
  const own = (await rosterOf(firm)).filter((document) => parseEventId(document._id).deviceId === firm.me.deviceId);
  return JSON.stringify({ annex: 'answer', v: 1, firmId: firm.firmId, roster: own });
}

const refusals: Readonly<Record<string, string>> = {
  'no such invitation': 'The firm does not know the invitation that this answers. Make a new one.',
  'the invitation was used before': 'This invitation was used before: each works once. Make a new one.',
  'the invitation was withdrawn': 'This invitation was withdrawn. Make a new one.',
  'the invitation has expired': 'This invitation had expired when it was used. Make a new one.',
  'the member was removed': 'This member was removed from the firm meanwhile. Invite them anew.',
  [beyondRemoval]: 'This invitation was withdrawn. Make a new one.',
  'the code was not held': 'Whoever made this answer did not hold the invitation. Make a new one.',
};

/**
 * Takes in the answer of a machine that joined by file. Refuses another firm's, a torn file, and an entry that does not
 * count, before anything is stored. Answers with the device.
 */
export async function takeAnswer(firm: Firm, text: string): Promise<{ deviceId: string; name: string }> {
  const no = (code: string, sentence: string): never => {
    throw new RefusalError(refuse(code, sentence, ['file']));
  };
  const parsed = answerFileSchema.safeParse(parseJson(text));
  if (!parsed.success)
    return no('provider.answer-not-valid', 'This is not an answer file, or a part of it is missing. Ask for it again.');
  const { firmId, roster } = parsed.data;
  if (firmId !== firm.firmId)
    return no('provider.answer-of-another-firm', 'This answer belongs to another firm. Open the right file.');
  const known = await rosterOf(firm);
  const had = new Set(known.map((document) => document._id));
  const fresh = admitRoster([...known, ...roster], firmId, firm.ring).filter((document) => !had.has(document._id));
  const opened = [...known, ...fresh].flatMap((document) => openRosterDocument(document, firmId, firm.ring));
  const entry = opened.find((event) => event.type === 'roster.device.enrolled' && !had.has(event.id));
  if (entry === undefined || entry.type !== 'roster.device.enrolled') {
    const again = roster.some((document) => had.has(document._id));
    return no(
      again ? 'provider.answer-taken' : 'provider.answer-not-valid',
      again ? 'This answer was taken in before.' : 'This file holds no answer that can be checked. Ask for it again.',
    );
  }
  const offered = firm.roster.current.invitations.get(entry.head.invitationId);
  // An earlier clock must not put out who joined by the same invitation before.
  const isUsed = (offered?.usedByDeviceId ?? null) !== null;
  const refused = foldRoster(orderEvents(opened), verifyText).refused.get(entry.id);
  const reason = isUsed ? 'the invitation was used before' : refused;
  if (reason !== undefined)
    return no('provider.answer-refused', refusals[reason] ?? 'This answer does not count. Make a new invitation.');
  await firm.store.append('roster', fresh);
  await firm.foldReplicated(['roster']);
  return { deviceId: entry.head.device.id, name: entry.head.device.name };
}
