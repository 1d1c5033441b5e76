import { createHash } from 'node:crypto';
import JsZip from 'jszip';
import { FileFault } from '../files/file-fault.ts';
import { readFileReference } from './documents-read.ts';
import { refuseNow } from './found.ts';
import { accountName, readAccount } from './trust-account-rows.ts';
import { type AuditPeriod, auditTables } from './trust-audit-tables.ts';
import { reconciliationPacket } from './trust-packet.ts';
import type { OpenFirm } from './turn.ts';

/** Documents are carried in memory on their way into the ZIP, so together they are at most this large. */
const documentBytesMax = 48 * 1024 * 1024;

interface Bundle {
  readonly files: Map<string, Uint8Array>;
  readonly leftOut: string[];
}

async function addPackets(firm: OpenFirm, period: AuditPeriod, bundle: Bundle): Promise<void> {
  const signed = firm.rows.all<{ reconciliation_id: string; statement_on: string }>(
    `SELECT reconciliation_id, statement_on FROM trust_reconciliation WHERE account_id = ? AND is_reopened = 0
       AND statement_on >= ? AND statement_from <= ? ORDER BY statement_on`,
    [period.accountId, period.from, period.to],
  );
  for (const row of signed) {
    const packet = reconciliationPacket(firm, row.reconciliation_id);
    bundle.files.set(`reconciliations/${row.statement_on}.pdf`, await firm.renderPaper('reconciliation', packet));
  }
}

interface DocumentSqlRow {
  document_id: string;
  title: string | null;
  file_name: string | null;
  size: number;
}

/** Documents of the period in a folder about trust or the bank, of the matters whose ledgers moved and of no matter. */
function trustDocuments(firm: OpenFirm, period: AuditPeriod): DocumentSqlRow[] {
  return firm.rows.all<DocumentSqlRow>(
    `SELECT d.document_id, d.title, d.file_name, d.size FROM documents_document d
     WHERE d.removed = 0 AND COALESCE(d.document_on, d.received_on) BETWEEN @from AND @to
       AND (d.folder LIKE '%trust%' OR d.document_type LIKE '%trust%' OR d.folder LIKE '%bank%' OR d.document_type LIKE '%bank%')
       AND (d.matter_id IS NULL OR EXISTS (SELECT 1 FROM trust_entry e WHERE e.account_id = @account
         AND e.ledger_id = d.matter_id AND e.day BETWEEN @from AND @to))
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
      try {
        const content = await firm.files.read(reference);
        bytes += content.length;
        bundle.files.set(`documents/${row.document_id.slice(0, 6)}-${safeName(row.file_name ?? name)}`, content);
      } catch (error) {
        if (!(error instanceof FileFault)) throw error;
        bundle.leftOut.push(`${name}: ${error.message}`);
      }
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
