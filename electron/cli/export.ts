import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { reportKinds } from '../../shared/contract/reports.ts';
import { parseDay } from '../../shared/domain/calendar/parse-day.ts';
import { refuse } from '../../shared/domain/refusal.ts';
import type { CommandContext } from './command-line.ts';
import type { FirmClient } from './connection.ts';
import { exportAuditBundle } from './export-audit-bundle.ts';
import { exportBundle } from './export-bundle.ts';
import { exportEverything } from './export-everything.ts';
import { exportJournal } from './export-journal.ts';
import { exportContacts, exportTime } from './export-lists.ts';
import { exportPositivePay } from './export-positive-pay.ts';
import { exportYearReport } from './export-year-report.ts';
import { type CommandLineIo, UsageError } from './io.ts';
import { Refused } from './refused.ts';
import { unlock } from './unlock.ts';

/** What an export is asked for; `from` and `to` are days. */
export interface ExportRequest {
  readonly from: string;
  readonly to: string;
  readonly accountId: string | undefined;
  /** The device that a bundle is for. */
  readonly forDeviceId: string | undefined;
  readonly withFiles: boolean;
}

type Exporter = (client: FirmClient, request: ExportRequest) => AsyncIterable<string | Uint8Array>;

const lists: Readonly<Record<string, Exporter>> = {
  contacts: exportContacts,
  time: exportTime,
  everything: exportEverything,
  hledger: exportJournal('hledger'),
  beancount: exportJournal('beancount'),
  'audit-bundle': exportAuditBundle,
  bundle: exportBundle,
  'positive-pay': exportPositivePay,
  '1099-nec': exportYearReport,
};

/**
 * The reports as CSV, contacts and time as CSV that can be imported again, trust journals for other programs, and
 * everything readable as JSON lines; a sealed bundle for another device of the firm.
 */
export const exportKinds: readonly string[] = [...reportKinds, ...Object.keys(lists)];

const options = {
  from: { type: 'string' },
  to: { type: 'string' },
  account: { type: 'string' },
  for: { type: 'string' },
  'without-files': { type: 'boolean' },
} as const;

/** `annex export KIND FILE`: writes a file that only this user can read, whole or not at all; `-` is standard output. */
export async function runExport({ words, io, connect }: CommandContext): Promise<void> {
  const { values, kind, file } = readWords(words);
  const connection = await connect();
  await unlock(connection, io);
  const { today } = await connection.client.firm.status({});
  const request = {
    from: readDay(values.from ?? `${today.slice(0, 4)}-01-01`, today, 'from'),
    to: readDay(values.to ?? today, today, 'to'),
    accountId: values.account,
    forDeviceId: values.for,
    withFiles: values['without-files'] !== true,
  };
  const exporter = lists[kind] ?? exportReport(kind);
  const parts = exporter(connection.client, request);
  if (file === '-') for await (const part of parts) io.out(readText(part));
  else {
    const bytes = await writeWhole(file, parts, io);
    io.out(`${JSON.stringify({ kind, file, bytes }, null, 2)}\n`);
  }
}

function readText(part: string | Uint8Array): string {
  if (typeof part === 'string') return part;
  throw new UsageError('This is no text. Name a file for it.');
}

function readWords(words: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options,
      allowPositionals: true,
    });
    const [kind = '', file, ...more] = positionals;
    if (exportKinds.includes(kind) && file !== undefined && more.length === 0) return { values, kind, file };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The options are not understood.');
  }
  throw new UsageError(`Give a kind (${exportKinds.join(', ')}) and a file.`);
}

function readDay(text: string, today: string, option: string): string {
  const day = parseDay(text, today, 'past');
  if (day.ok) return day.value;
  throw new Refused({ ...day.refusal, fields: [option] });
}

function exportReport(kind: string): Exporter {
  return async function* (client, { from, to, accountId }) {
    const known = reportKinds.find((report) => report === kind);
    if (known === undefined) throw new UsageError(`There is no report "${kind}".`);
    const account = accountId === undefined ? {} : { accountId };
    yield (await client.reports.csv({ kind: known, from, to, ...account })).csv;
  };
}

async function writeWhole(file: string, parts: AsyncIterable<string | Uint8Array>, io: CommandLineIo): Promise<number> {
  const unfinished = `${file}.unfinished`;
  let handle: number;
  try {
    handle = openSync(unfinished, 'w', 0o600);
  } catch {
    throw new Refused(refuse('cli.file-not-writable', `${file} cannot be written.`));
  }
  let bytes = 0;
  try {
    for await (const part of parts) {
      if (io.signal.aborted)
        throw new Refused(refuse('export.ended', 'The export was ended, and no file was written.'));
      bytes += typeof part === 'string' ? writeSync(handle, part) : writeSync(handle, part);
    }
    fsyncSync(handle);
  } catch (error) {
    closeSync(handle);
    rmSync(unfinished, { force: true });
    throw error;
  }
  closeSync(handle);
  renameSync(unfinished, file);
  return bytes;
}
