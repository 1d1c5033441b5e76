import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseDay } from '../../shared/domain/calendar/parse-day.ts';
import { sumCents } from '../../shared/domain/money.ts';
import { parseAmount } from '../../shared/domain/parse-amount.ts';
import { type Decision, refuse } from '../../shared/domain/refusal.ts';
import { decideCutOver } from '../../shared/domain/trust/cut-over.ts';
import type { CommandContext } from './command-line.ts';
import type { FirmClient } from './connection.ts';
import { type CsvRecord, parseCsv } from './csv.ts';
import { type CommandLineIo, UsageError } from './io.ts';
import { createCommandId } from './procedures.ts';
import { Refused } from './refused.ts';
import { unlock } from './unlock.ts';

const options = {
  name: { type: 'string' },
  bank: { type: 'string' },
  'last-four': { type: 'string' },
  kind: { type: 'string' },
  day: { type: 'string' },
  'bank-balance': { type: 'string' },
  journal: { type: 'string' },
  'next-check': { type: 'string' },
  create: { type: 'boolean' },
  rate: { type: 'string' },
  check: { type: 'boolean' },
} as const;

type Row = Awaited<ReturnType<FirmClient['trust']['readBalances']>>['rows'][number];
interface Line {
  readonly record: CsvRecord;
  readonly what: 'ledger' | 'outstanding' | 'in transit';
  readonly amountCents: number;
  readonly day: string;
}

const columns = ['what', 'matter', 'client', 'amount', 'number', 'date', 'name'];

/**
 * `annex import trust-cut-over FILE`: takes over the books of another system from one CSV: a line for each ledger
 * (`what` is "ledger"), each outstanding check ("outstanding") and each deposit in transit ("in transit"). Whole or not
 * at all. `--create` makes clients and matters that are not known, at the hourly `--rate`, once the totals agree;
 * `--check` only shows the totals.
 */
export async function importCutOver(
  words: readonly string[],
  io: CommandLineIo,
  connect: CommandContext['connect'],
): Promise<void> {
  const { values, file } = readWords(words);
  const connection = await connect();
  await unlock(connection, io);
  const { client } = connection;
  const { today } = await client.firm.status({});
  const day = take(parseDay(wanted(values.day, 'day'), today, 'past'), 'day');
  const lines = readLines(file === '-' ? await io.readStdin() : readText(file), today);
  const items = (what: Line['what']) => lines.filter((line) => line.what === what);
  const itemOf = (ledgerId: string, line: Line) => ({
    ledgerId,
    writtenOn: line.day,
    amountCents: line.amountCents,
    name: line.record.cells.name ?? '',
  });
  const outstandingOf = (ledgerId: string, line: Line) => {
    const number = Number(line.record.cells.number ?? '');
    return { ...itemOf(ledgerId, line), ...(number > 0 ? { checkNumber: number } : {}) };
  };
  const account = {
    name: wanted(values.name, 'name'),
    bank: wanted(values.bank, 'bank'),
    lastFour: wanted(values['last-four'], 'last-four'),
    kind: values.kind === 'separate' ? ('separate' as const) : ('iolta' as const),
    day,
    nextCheckNumber: Number(wanted(values['next-check'], 'next-check')),
    bankBalanceCents: take(parseAmount(wanted(values['bank-balance'], 'bank-balance'), true), 'bank-balance'),
    journalCents: take(parseAmount(wanted(values.journal, 'journal'), true), 'journal'),
  };
  const mayCreate = values.create === true && values.check !== true;
  if (mayCreate) {
    // Nothing is made for books that cannot be taken over: their totals are looked at first, as of one ledger.
    const whole = { ledgerId: 'all', name: 'The ledgers together' };
    const decision = decideCutOver({
      ...account,
      today,
      firmFundsCeilingCents: Number.MAX_SAFE_INTEGER,
      ledgers: [{ ...whole, balanceCents: sumCents(items('ledger').map((line) => line.amountCents)) }],
      outstanding: items('outstanding').map((line) => outstandingOf(whole.ledgerId, line)),
      inTransit: items('in transit').map((line) => itemOf(whole.ledgerId, line)),
    });
    if (!decision.ok) throw new Refused(decision.refusal);
  }
  const rateCents = values.rate === undefined ? undefined : take(parseAmount(values.rate), 'rate');
  const ledgers = await matchLines(client, lines, mayCreate ? { rateCents } : null);
  const idOf = (line: Line): string => ledgers.get(line) ?? '';
  const input = {
    ...account,
    ledgers: items('ledger').map((line) => ({ ledgerId: idOf(line), balanceCents: line.amountCents })),
    outstanding: items('outstanding').map((line) => outstandingOf(idOf(line), line)),
    inTransit: items('in transit').map((line) => itemOf(idOf(line), line)),
  };
  const shown = await client.trust.previewCutOver(input);
  if (shown.refusal !== null) throw new Refused(shown.refusal, { totals: shown });
  const answer = values.check
    ? { ...shown, opened: false }
    : { ...shown, opened: true, ...(await client.trust.continueAccount({ ...input, commandId: createCommandId() })) };
  io.out(`${JSON.stringify(answer, null, 2)}\n`);
}

function readWords(words: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
    const [file, ...more] = positionals;
    if (file !== undefined && more.length === 0) return { values, file };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The options are not understood.');
  }
  throw new UsageError('Give the file with the ledgers, and what the bank and the journal had.');
}

function wanted(value: string | undefined, option: string): string {
  if (value === undefined) throw new UsageError(`Give --${option}.`);
  return value;
}

function take<T>(decision: Decision<T>, option: string): T {
  if (decision.ok) return decision.value;
  throw new Refused({ ...decision.refusal, fields: [option] });
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Refused(refuse('cli.file-not-readable', `${file} cannot be read.`));
  }
}

/** Every line with its amount and day, or all that is wrong with the file. */
function readLines(text: string, today: string): Line[] {
  const { columns: given, records } = parseCsv(text);
  const unknown = given.filter((name) => !columns.includes(name));
  if (unknown.length > 0 || !given.includes('what') || !given.includes('amount')) {
    throw new Refused(refuse('import.columns', `The columns are: ${columns.join(', ')}.`, unknown));
  }
  const problems: { line: number; column: string; sentence: string }[] = [];
  const lines = records.flatMap((record): Line[] => {
    const what = (record.cells.what ?? '').trim().toLowerCase();
    const amount = parseAmount(record.cells.amount ?? '', true);
    const isLedger = what === 'ledger';
    const day = isLedger ? { ok: true as const, value: '' } : parseDay(record.cells.date ?? '', today, 'past');
    if (what !== 'ledger' && what !== 'outstanding' && what !== 'in transit') {
      problems.push({ line: record.line, column: 'what', sentence: 'Say ledger, outstanding or in transit.' });
      return [];
    }
    if (!amount.ok) problems.push({ line: record.line, column: 'amount', sentence: amount.refusal.sentence });
    if (!day.ok) problems.push({ line: record.line, column: 'date', sentence: day.refusal.sentence });
    return amount.ok && day.ok ? [{ record, what, amountCents: amount.value, day: day.value }] : [];
  });
  if (problems.length > 0)
    throw new Refused(refuse('import.bad-lines', 'Nothing was imported. Correct the file.'), { problems });
  return lines;
}

/** The ledger of each line by the names on it; what is not known is made where that was asked for. */
async function matchLines(
  client: FirmClient,
  lines: readonly Line[],
  create: { readonly rateCents: number | undefined } | null,
): Promise<Map<Line, string>> {
  const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
  const csvLines = lines.map(({ record }) =>
    [record.cells.matter ?? '', record.cells.client ?? '', '0'].map(quote).join(','),
  );
  const mapping = { ledger: 'matter', client: 'client', balance: 'balance' };
  const read = () => client.trust.readBalances({ text: ['matter,client,balance', ...csvLines].join('\n'), mapping });
  let { rows } = await read();
  const missing = create === null ? [] : newOnes(rows);
  if (create !== null && missing.length > 0) {
    if (create.rateCents === undefined)
      throw new UsageError('Give --rate: the hourly rate of the matters that are opened.');
    for (const row of missing) await createMatter(client, row, create.rateCents);
    ({ rows } = await read());
  }
  const problems = rows.flatMap((row, index) => {
    if (row.match !== null) return [];
    const sentence =
      row.problem ||
      (row.candidates > 1
        ? 'Several matters are meant by this. Give the number of the matter.'
        : 'No matter is known by this name. Open it first, or let --create open it.');
    return [{ line: lines[index]?.record.line ?? row.line, column: 'matter', sentence }];
  });
  if (problems.length > 0)
    throw new Refused(refuse('import.bad-lines', 'Nothing was imported. Correct the file.'), { problems });
  return new Map(lines.map((line, index) => [line, rows[index]?.match?.ledgerId ?? '']));
}

function newOnes(rows: readonly Row[]): Row[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const key = `${row.ledger}/${row.client}`.toLowerCase();
    const isNew =
      row.match === null && row.candidates === 0 && row.problem === '' && row.client !== '' && !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

async function createMatter(client: FirmClient, row: Row, rateCents: number): Promise<void> {
  const party = { kind: 'person' as const, name: row.client };
  const { id } = await client.office.recordParty({ commandId: createCommandId(), party });
  await client.office.openMatter({
    commandId: createCommandId(),
    clientPartyId: id,
    title: row.ledger === '' ? row.client : row.ledger,
    practiceArea: 'Other',
    openedOn: (await client.firm.status({})).today,
    fee: { kind: 'hourly', rateCents },
  });
}
