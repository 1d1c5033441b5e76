import { type FileReference, fileReferenceSchema } from '../../../shared/events/documents.ts';
import { FileFault } from '../files/file-fault.ts';
import type { RowReader } from '../projections/projection.ts';
import { found, refuseNow } from './found.ts';
import type { OpenFirm } from './turn.ts';

/** What a head says of a file that its body refers to. */
export function keptFile(file: FileReference) {
  return { sha256: file.sha256, size: file.size, chunkIds: file.chunks.map((chunk) => chunk.id) };
}

/** A file that an event of trust names, as it was kept. */
interface KeptFileRow {
  readonly sha256: string;
  readonly size: number;
  /** How it is opened, as JSON; null where this device may not read it. */
  readonly file: string | null;
}

/** The packet of a reconciliation or the bank's file of an import; nothing where none was kept. */
export function readKeptFile(rows: RowReader, ownerId: string): KeptFileRow | undefined {
  return rows.get<KeptFileRow>('SELECT sha256, size, file FROM trust_file WHERE owner_id = ?', [ownerId]);
}

/** How a kept file is opened; null where this device may not read it. */
export function referenceOf(row: KeptFileRow): FileReference | null {
  return row.file === null ? null : fileReferenceSchema.parse(JSON.parse(row.file));
}

interface SignedSqlRow {
  statement_on: string;
  is_reopened: number;
  is_cut_over: number;
}

/** The packet as it was signed, byte for byte [TR38]; that of a reopened reconciliation too. Throws refusals. */
export async function readPacket(
  firm: OpenFirm,
  reconciliationId: string,
): Promise<{ pdfBase64: string; fileName: string; sha256: string }> {
  const signed = found(
    firm.rows.get<SignedSqlRow>(
      'SELECT statement_on, is_reopened, is_cut_over FROM trust_reconciliation WHERE reconciliation_id = ?',
      [reconciliationId],
    ),
    'trust',
    'reconciliation',
    'reconciliationId',
  );
  if (signed.is_cut_over === 1) {
    return refuseNow(
      'trust.packet-is-filed',
      'The packet of the books that were taken over is the document that was filed with them. Open it in the file.',
      ['reconciliationId'],
    );
  }
  const kept = readKeptFile(firm.rows, reconciliationId);
  if (kept === undefined) {
    return refuseNow(
      'trust.packet-not-kept',
      'This reconciliation was signed without a packet. Reopen it and sign it anew for one.',
      ['reconciliationId'],
    );
  }
  const reference = referenceOf(kept);
  if (reference === null) {
    return refuseNow(
      'trust.packet-withheld',
      'The packet names clients whom the firm keeps to itself. Ask the firm for it.',
      ['reconciliationId'],
    );
  }
  try {
    const bytes = await firm.files.read(reference);
    const state = signed.is_reopened === 1 ? ' (reopened)' : '';
    return {
      pdfBase64: bytes.toString('base64'),
      fileName: `Reconciliation ${signed.statement_on}${state}.pdf`,
      sha256: kept.sha256,
    };
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    const isMissing = error.code === 'files.chunk-missing';
    return refuseNow(
      isMissing ? 'trust.packet-not-here' : 'trust.packet-damaged',
      isMissing
        ? 'The packet has not reached this device yet. Connect to the hub, or open it where it was signed.'
        : `The packet is damaged here. ${error.message}`,
      ['reconciliationId'],
    );
  }
}
