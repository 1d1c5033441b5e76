import { createHash } from 'node:crypto';
import JsZip from 'jszip';
import type { FileReference } from '../../../shared/events/documents.ts';
import { FileFault } from '../files/file-fault.ts';
import { readFileReference } from './documents-read.ts';
import { refuseNow } from './found.ts';
import { RefusalError } from './refusal-error.ts';
import { accountName, readAccount } from './trust-account-rows.ts';
import { type AuditPeriod, auditTables } from './trust-audit-tables.ts';
import { readKeptFile, readPacket, referenceOf } from './trust-files.ts';
import type { OpenFirm } from './turn.ts';

/** Documents are carried in memory on their way into the ZIP, so together they are at most this large. */
const documentBytesMax = 48 * 1024 * 1024;

interface Bundle {
  readonly files: Map<string, Uint8Array>;
  readonly leftOut: string[];
}

/** The packets of the period as they were signed, those of reopened reconciliations too. */
async function addPackets(firm: OpenFirm, period: AuditPeriod, bundle: Bundle): Promise<void> {
  const signed = firm.rows.all<{ reconciliation_id: string; statement_on: string; is_reopened: number }>(
    `SELECT reconciliation_id, statement_on, is_reopened FROM trust_reconciliation WHERE account_id = ?
       AND is_cut_over = 0 AND statement_on >= ? AND statement_from <= ? ORDER BY statement_on, at_ms`,
    [period.accountId, period.from, period.to],
  );
  for (const row of signed) {
    const id = row.reconciliation_id;
    const name = row.is_reopened === 1 ? `${row.statement_on}-reopened-${id.slice(0, 6)}` : row.statement_on;
    try {
      const packet = await readPacket(firm, id);
      bundle.files.set(`reconciliations/${name}.pdf`, Buffer.from(packet.pdfBase64, 'base64'));
    } catch (error) {
      if (!(error instanceof RefusalError)) throw error;
      bundle.leftOut.push(`Reconciliation of ${row.statement_on}: ${error.refusal.sentence}`);
    }
  }
}

/** The bank's own files of the period as they were imported. */
async function addStatements(firm: OpenFirm, period: AuditPeriod, bundle: Bundle): Promise<void> {
  const imported = firm.rows.all<{ statement_id: string; period_to: string; format: string; file_name: string | null }>(
    `SELECT statement_id, period_to, format, file_name FROM trust_statement WHERE account_id = ? AND is_withdrawn = 0
       AND period_to >= ? AND period_from <= ? ORDER BY period_to, clock`,
    [period.accountId, period.from, period.to],
  );
  for (const row of imported) {
    const name = row.file_name ?? `statement.${row.format}`;
    const what = `The bank's file ${name} up to ${row.period_to}`;
    const kept = readKeptFile(firm.rows, row.statement_id);
    const reference = kept === undefined ? null : referenceOf(kept);
    if (kept === undefined) bundle.leftOut.push(`${what}: it was imported before files were kept.`);
    else if (reference === null) bundle.leftOut.push(`${what}: the firm keeps it to itself.`);
    else {
      const path = `statements/${row.period_to}-${row.statement_id.slice(0, 6)}-${safeName(name)}`;
      await addFile(firm, bundle, reference, path, what);
    }
  }
}

async function addFile(firm: OpenFirm, bundle: Bundle, reference: FileReference, path: string, what: string) {
  try {
    bundle.files.set(path, await firm.files.read(reference));
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    bundle.leftOut.push(`${what}: ${error.message}`);
  }
}

interface DocumentSqlRow {
  document_id: string;
  title: string | null;
  file_name: string | null;
  size: number;
}

/**
 * Documents of the period in a folder about trust or the bank, of the matters whose ledgers moved and of no matter; and
 * those whose pages are in a packet of the period.
 */
function trustDocuments(firm: OpenFirm, period: AuditPeriod): DocumentSqlRow[] {
  return firm.rows.all<DocumentSqlRow>(
    `SELECT d.document_id, d.title, d.file_name, d.size FROM documents_document d
     WHERE d.removed = 0 AND (d.document_id IN (SELECT a.value FROM trust_reconciliation r, json_each(r.attached) a
         WHERE r.account_id = @account AND r.statement_on >= @from AND r.statement_from <= @to)
       OR COALESCE(d.document_on, d.received_on) BETWEEN @from AND @to
       AND (d.folder LIKE '%trust%' OR d.document_type LIKE '%trust%' OR d.folder LIKE '%bank%' OR d.document_type LIKE '%bank%')
       AND (d.matter_id IS NULL OR EXISTS (SELECT 1 FROM trust_entry e WHERE e.account_id = @account
         AND e.ledger_id = d.matter_id AND e.day BETWEEN @from AND @to)))
     ORDER BY d.received_on, d.document_id`,
    { account: period.accountId, from: period.from, to: period.to },
  );
}

async function addDocuments(firm: OpenFirm, period: AuditPeriod, bundle: Bundle): Promise<void> {
  let bytes = 0;
  for (const row of trustDocuments(firm, period)) {
    const name = row.title ?? row.file_name ?? row.document_id;
    const reference = readFileReference(firm.rows, row.document_id);
    if (!reference) bundle.leftOut.push(`${name}: the firm keeps this document to itself.`);
    else if (bytes + row.size > documentBytesMax)
      bundle.leftOut.push(`${name}: too large for one bundle with the rest.`);
    else {
      bytes += row.size;
      const path = `documents/${row.document_id.slice(0, 6)}-${safeName(row.file_name ?? name)}`;
      await addFile(firm, bundle, reference, path, name);
    }
  }
}

/** A file's name without what a system may take for a path or a command. */
function safeName(name: string): string {
  return name.replace(/[^\p{L}\p{N}._ -]+/gu, '-').slice(-100);
}

function hashOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function addManifest(firm: OpenFirm, period: AuditPeriod, bundle: Bundle): void {
  const account = readAccount(firm.rows, period.accountId);
  const manifest = {
    account: {
      id: period.accountId,
      name: accountName(account),
      bank: account.bank ?? '',
      lastFour: account.last_four,
    },
    from: period.from,
    to: period.to,
    madeAt: new Date(firm.nowMs()).toISOString(),
    madeBy: firm.me.name,
    files: [...bundle.files].map(([path, content]) => ({ path, bytes: content.length, sha256: hashOf(content) })),
    leftOut: bundle.leftOut,
  };
  bundle.files.set('manifest.json', Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
  const sums = [...bundle.files].map(([path, content]) => `${hashOf(content)}  ${path}\n`).join('');
  bundle.files.set('SHA256SUMS', Buffer.from(sums));
}

/** What an examiner asks for, of a period, as one ZIP [TR36]. Refuses a period that ends before it begins. */
export async function makeAuditBundle(firm: OpenFirm, period: AuditPeriod) {
  const account = readAccount(firm.rows, period.accountId);
  if (period.to < period.from) {
    refuseNow('trust.period-reversed', 'The period ends before it begins. Check both dates.', ['to']);
  }
  const bundle: Bundle = { files: new Map(), leftOut: [] };
  for (const [name, text] of await auditTables(firm, period)) bundle.files.set(name, Buffer.from(text));
  await addPackets(firm, period, bundle);
  await addStatements(firm, period, bundle);
  await addDocuments(firm, period, bundle);
  addManifest(firm, period, bundle);
  const zip = new JsZip();
  const date = new Date(firm.nowMs());
  for (const [path, content] of bundle.files) zip.file(path, content, { date, createFolders: false });
  return {
    zipBase64: await zip.generateAsync({ type: 'base64', compression: 'DEFLATE' }),
    fileName: `audit-${account.last_four ?? ''}-${period.from}-${period.to}.zip`,
    files: bundle.files.size,
    leftOut: bundle.leftOut,
  };
}
