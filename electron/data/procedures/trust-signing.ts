import { accept, type Decision, decline } from '../../../shared/domain/refusal.ts';
import { decideSignOff } from '../../../shared/domain/trust/sign-off.ts';
import type { FileReference } from '../../../shared/events/documents.ts';
import { reconciliationSigned } from '../../../shared/events/trust.ts';
import { FileFault } from '../files/file-fault.ts';
import type { PaperAttachment } from '../paper/paper-data.ts';
import { type DocumentSqlRow, readDocument, readFileReference } from './documents-read.ts';
import { found, notFound, refuseNow } from './found.ts';
import { newEvent } from './new-event.ts';
import { RefusalError } from './refusal-error.ts';
import { readAccount } from './trust-account-rows.ts';
import { hasWithheldLedger } from './trust-bank-rows.ts';
import { hasWithheldDocument } from './trust-documents.ts';
import { keptFile } from './trust-files.ts';
import { packetOf } from './trust-packet.ts';
import { gapOf, stateForPosting } from './trust-postings.ts';
import { draftReconciliation, type ReconciliationDraft } from './trust-reconciliation-input.ts';
import type { OpenFirm, Outcome, Turn } from './turn.ts';

export interface SignInput {
  readonly commandId: string;
  readonly accountId: string;
  readonly statementOn: string;
  readonly bankBalanceCents: number;
  readonly clearedEntryIds: readonly string[];
  readonly preparedByMemberId?: string | undefined;
  readonly attachedDocumentIds: readonly string[];
  readonly note: string;
}

/** What was made of the draft before it is signed: the signature holds for these figures alone. */
interface Packet {
  readonly key: string;
  readonly figuresHash: string;
  readonly file: FileReference;
}

const attachmentBytesMax = 40 * 1024 * 1024;
const attachableTypes = new Set(['application/pdf', 'image/png', 'image/jpeg']);

/** What must be the same when it is signed as it was when the packet was made. */
function keyOf({ result, candidates, cleared, bank, bankErrors }: ReconciliationDraft): string {
  return JSON.stringify([
    [result.adjustedBankCents, result.journalCents, result.ledgersCents],
    candidates.map((entry) => entry.id),
    [...cleared].sort(),
    bank.lines.map((line) => line.lineId),
    bankErrors.map((error) => error.errorId),
  ]);
}

/** The documents whose pages follow the packet's own, each once. Refuses what has no pages, and more than fits. */
function chooseAttachments(firm: OpenFirm, ids: readonly string[]): DocumentSqlRow[] {
  const documents = [...new Set(ids)].map((documentId) => {
    const document = found(readDocument(firm.rows, documentId), 'trust', 'document', 'attachedDocumentIds');
    if (!attachableTypes.has(document.media_type)) {
      refuseNow(
        'trust.attachment-kind',
        `${document.title} is neither a PDF nor a picture, so its pages cannot go into the packet. Save it as a PDF.`,
        ['attachedDocumentIds'],
      );
    }
    return document;
  });
  const bytes = documents.reduce((sum, document) => sum + document.size, 0);
  const largest = documents.reduce<DocumentSqlRow | undefined>(
    (best, document) => (document.size > (best?.size ?? 0) ? document : best),
    undefined,
  );
  if (largest !== undefined && bytes > attachmentBytesMax) {
    refuseNow(
      'trust.attachments-too-large',
      `A packet takes 40 MB of documents, and these are ${inMegabytes(bytes)} together. Take out the largest, ${largest.title} (${inMegabytes(largest.size)}), or add it as a smaller file; what is taken out stays in the file.`,
      ['attachedDocumentIds'],
    );
  }
  return documents;
}

function inMegabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024 / 1024)} MB`;
}

/** The pages that go into the packet behind its own: the bank's statement, pictures of checks. Throws refusals. */
async function readAttachments(firm: OpenFirm, ids: readonly string[]): Promise<PaperAttachment[]> {
  const attachments: PaperAttachment[] = [];
  for (const document of chooseAttachments(firm, ids)) {
    const reference = readFileReference(firm.rows, document.document_id);
    if (!reference) {
      return refuseNow('trust.attachment-withheld', `${document.title} cannot be opened here. Take it out.`, [
        'attachedDocumentIds',
      ]);
    }
    try {
      const content = await firm.files.read(reference);
      const { title, media_type: mediaType } = document;
      attachments.push({ title, mediaType, sha256: reference.sha256, bytes: new Uint8Array(content) });
    } catch (error) {
      if (!(error instanceof FileFault)) throw error;
      refuseNow('trust.attachment-not-here', `${document.title}: ${error.message}`, ['attachedDocumentIds']);
    }
  }
  return attachments;
}

function signOff(turn: Pick<Turn, 'rows' | 'me' | 'today'>, input: SignInput, draft: ReconciliationDraft) {
  const account = readAccount(turn.rows, input.accountId);
  return decideSignOff(stateForPosting(turn, account), draft.result, {
    statementFrom: draft.statementFrom,
    statementOn: input.statementOn,
    today: turn.today,
    preparedByMemberId: input.preparedByMemberId ?? turn.me.memberId,
    signedByMemberId: turn.me.memberId,
  });
}

function decideSigning(turn: Turn, input: SignInput, packet: Packet): Decision<Outcome<{ id: string }>> {
  const account = readAccount(turn.rows, input.accountId);
  const gap = gapOf(turn, input.accountId);
  if (gap) return { ok: false, refusal: gap };
  const draft = draftReconciliation(turn.rows, account, input);
  const decision = signOff(turn, input, draft);
  if (!decision.ok) return decision;
  if (keyOf(draft) !== packet.key) {
    return decline(
      'trust.books-changed',
      'The account changed while the packet was made. Look at the reconciliation again, then sign.',
    );
  }
  const { file } = packet;
  const reconciliationId = turn.newId();
  const head = {
    accountId: input.accountId,
    statementFrom: draft.statementFrom,
    statementOn: input.statementOn,
    bankBalanceCents: input.bankBalanceCents,
    clearedEntryIds: [...draft.cleared],
    adjustedBankCents: draft.result.adjustedBankCents,
    journalCents: draft.result.journalCents,
    ledgersCents: draft.result.ledgersCents,
    heads: turn.heads('trust'),
    custody: account.custody_event_id,
    preparedByMemberId: input.preparedByMemberId ?? turn.me.memberId,
    bankErrorsCents: draft.result.bankErrorsCents,
    packet: keptFile(file),
    figuresHash: packet.figuresHash,
    attachedDocumentIds: [...new Set(input.attachedDocumentIds)],
  };
  const body = { statement: draft.result.sentence, note: input.note, packet: file };
  const event = newEvent(reconciliationSigned, reconciliationId, head, body, {
    touches: [`account:${input.accountId}`],
    // Whoever may read the packet reads the pages in it too.
    withheld:
      hasWithheldLedger(turn.rows, input.accountId) || hasWithheldDocument(turn.rows, input.attachedDocumentIds),
  });
  return accept({ events: [event], answer: { id: reconciliationId } });
}

function isMember(firm: OpenFirm, memberId: string): boolean {
  return firm.rows.get('SELECT 1 AS known FROM roster_member WHERE member_id = ?', [memberId]) !== undefined;
}

/**
 * The attorney's signature [TR27] [TR38]: the packet is made and stored first, then the event that names it is appended,
 * if nothing changed meanwhile. What was stored for nothing is removed again.
 */
export async function signReconciliation(firm: OpenFirm, input: SignInput): Promise<{ id: string }> {
  const isDone = firm.rows.get('SELECT 1 AS yes FROM command WHERE command_id = ?', [input.commandId]) !== undefined;
  if (isDone) {
    return firm.execute<{ id: string }>(input.commandId, () => decline('trust.already-signed', 'This is signed.'));
  }
  const account = readAccount(firm.rows, input.accountId);
  if (input.preparedByMemberId !== undefined && !isMember(firm, input.preparedByMemberId)) {
    throw new RefusalError(notFound('trust', 'person', 'preparedByMemberId'));
  }
  const draft = draftReconciliation(firm.rows, account, input);
  const decision = signOff({ rows: firm.rows, me: firm.me, today: firm.today() }, input, draft);
  if (!decision.ok) throw new RefusalError(decision.refusal);
  const attachments = await readAttachments(firm, input.attachedDocumentIds);
  const { paper, figuresHash } = packetOf(firm, account, input, draft, {
    preparedByMemberId: input.preparedByMemberId ?? firm.me.memberId,
    signedAtMs: firm.nowMs(),
    attached: attachments.map(({ title, sha256 }) => ({ title, sha256 })),
  });
  const bytes = await firm.renderPaper('reconciliation', paper, attachments);
  const file = await firm.files.put({ bytes }, { mediaType: 'application/pdf' });
  try {
    return await firm.execute(input.commandId, (turn) =>
      decideSigning(turn, input, { key: keyOf(draft), figuresHash, file }),
    );
  } catch (error) {
    await firm.files.remove(file);
    throw error;
  }
}
