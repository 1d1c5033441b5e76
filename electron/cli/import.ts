import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { refuse } from '../../shared/domain/refusal.ts';
import type { CommandContext } from './command-line.ts';
import type { FirmClient } from './connection.ts';
import { type CsvRecord, parseCsv } from './csv.ts';
import { importBankStatement } from './import-bank-statement.ts';
import { importBundle } from './import-bundle.ts';
import { contactsImport } from './import-contacts.ts';
import { importCutOver } from './import-cut-over.ts';
import { importProviderInvoice } from './import-provider-invoice.ts';
import { timeImport } from './import-time.ts';
import { type CommandLineIo, UsageError } from './io.ts';
import { Refused, refusalOf } from './refused.ts';
import { unlock } from './unlock.ts';

/** What is wrong with a line of a file, for whoever corrects it. */
export interface LineProblem {
  readonly line: number;
  readonly column: string;
  readonly sentence: string;
}

/** A line read and checked: the command that it becomes, or what is wrong with it. */
export type ReadLine =
  | { readonly run: (commandId: string) => Promise<unknown> }
  | { readonly problems: readonly Omit<LineProblem, 'line'>[] };

/** A kind of file that can be imported. Every line becomes one command, the same that people use. */
export interface ImportKind {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Fetches what lines are checked against, and answers the reader of a line. */
  prepare(client: FirmClient): Promise<(record: CsvRecord) => ReadLine>;
}

const kinds: Readonly<Record<string, ImportKind>> = {
  contacts: contactsImport,
  time: timeImport,
};
const statementKind = 'bank-statement';
const bundleKind = 'bundle';
const providerInvoiceKind = 'provider-invoice';
const cutOverKind = 'trust-cut-over';
export const importKinds = [...Object.keys(kinds), statementKind, bundleKind, providerInvoiceKind, cutOverKind];

const flags = ['--check', '--skip-bad'];
const atOnce = 16;
const progressEvery = 250;

/**
 * `annex import KIND FILE`: reads and checks every line before the first is sent. Where a line is bad nothing is done,
 * unless `--skip-bad` leaves such lines out; `--check` stops after checking. A command's id follows from its line, so a
 * file that is imported again, whole or corrected, adds only what is new.
 */
export async function runImport({ words, io, connect }: CommandContext): Promise<void> {
  if (words[0] === cutOverKind) return importCutOver(words.slice(1), io, connect);
  if (words[0] === statementKind) return importBankStatement(words.slice(1), io, connect);
  if (words[0] === providerInvoiceKind) return importProviderInvoice(words.slice(1), io, connect);
  if (words[0] === bundleKind) return importBundle(words.slice(1), io, connect);
  const [name = '', file, ...more] = words.filter((word) => !flags.includes(word));
  const kind = kinds[name];
  if (kind === undefined || file === undefined || more.length > 0) {
    throw new UsageError(`Give a kind (${importKinds.join(', ')}) and a file.`);
  }
  const { columns, records } = parseCsv(file === '-' ? await io.readStdin() : readFile(file));
  checkColumns(columns, kind);
  const connection = await connect();
  await unlock(connection, io);
  const read = await kind.prepare(connection.client);
  const lines = records.map((record) => ({ record, result: read(record) }));
  const problems = lines.flatMap(({ record, result }) =>
    'problems' in result ? result.problems.map((problem) => ({ line: record.line, ...problem })) : [],
  );
  if (problems.length > 0 && !words.includes('--skip-bad')) throw refuseLines(problems);
  const good = lines.flatMap(({ record, result }) => ('run' in result ? [{ record, run: result.run }] : []));
  const isCheck = words.includes('--check');
  const late = isCheck ? [] : await runLines(name, good, io, words.includes('--skip-bad'));
  const all = [...problems, ...late];
  const skipped = new Set(all.map((problem) => problem.line)).size;
  const imported = isCheck ? 0 : records.length - skipped;
  io.out(`${JSON.stringify({ kind: name, lines: records.length, imported, skipped, problems: all }, null, 2)}\n`);
}

function readFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Refused(refuse('cli.file-not-readable', `${file} cannot be read.`));
  }
}

function checkColumns(columns: readonly string[], kind: ImportKind): void {
  const missing = kind.required.filter((name) => !columns.includes(name));
  const unknown = columns.filter((name) => !kind.required.includes(name) && !kind.optional.includes(name));
  if (missing.length === 0 && unknown.length === 0) return;
  const known = [...kind.required, ...kind.optional].join(', ');
  const sentence =
    missing.length > 0
      ? `The file has no column ${missing.join(', ')}.`
      : `The file has unknown columns: ${unknown.join(', ')}.`;
  throw new Refused(refuse('import.columns', `${sentence} The columns are: ${known}.`, [...missing, ...unknown]));
}

function refuseLines(problems: readonly LineProblem[]): Refused {
  const count = new Set(problems.map((problem) => problem.line)).size;
  const lines = count === 1 ? '1 line is' : `${count} lines are`;
  const refusal = refuse(
    'import.bad-lines',
    `${lines} bad, so nothing was imported. Correct the file, or leave them out with --skip-bad.`,
  );
  return new Refused(refusal, { problems });
}

interface GoodLine {
  record: CsvRecord;
  run: (commandId: string) => Promise<unknown>;
}

/** Sends the commands, a few at once, in the file's order. Answers the lines that the firm's rules refused. */
async function runLines(
  kind: string,
  lines: readonly GoodLine[],
  io: CommandLineIo,
  mayGoOn: boolean,
): Promise<LineProblem[]> {
  const nameLine = createLineNames(kind);
  const problems: LineProblem[] = [];
  for (let from = 0; from < lines.length && !io.signal.aborted; from += atOnce) {
    const sent = lines.slice(from, from + atOnce).map(async ({ record, run }) => {
      try {
        await run(nameLine(record));
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal === null) throw error;
        problems.push({
          line: record.line,
          column: refusal.fields[0] ?? '',
          sentence: refusal.sentence,
        });
      }
    });
    await Promise.all(sent);
    if (problems.length > 0 && !mayGoOn) throw refuseRest(problems, from + sent.length - problems.length);
    if (from % progressEvery < atOnce) io.err(`${Math.min(from + atOnce, lines.length)} of ${lines.length} lines`);
  }
  if (io.signal.aborted)
    throw new Refused(refuse('import.ended', 'The import was ended. Start it again: what is done is not done twice.'));
  return problems;
}

function refuseRest(problems: readonly LineProblem[], imported: number): Refused {
  const sentence = `The import stopped after ${imported} lines, because the firm’s rules refused one. Correct the file and import it again: what is done is not done twice.`;
  return new Refused(refuse('import.stopped', sentence), {
    imported,
    problems,
  });
}

/** Names a line by what it says; the second of two equal lines of a file is told apart from the first. */
function createLineNames(kind: string): (record: CsvRecord) => string {
  const seen = new Map<string, number>();
  return ({ cells }) => {
    const content = JSON.stringify([kind, Object.entries(cells).sort(([a], [b]) => (a < b ? -1 : 1))]);
    const count = (seen.get(content) ?? 0) + 1;
    seen.set(content, count);
    return createHash('sha256').update(`${count} ${content}`).digest('hex').slice(0, 40);
  };
}
