import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseDay } from '../../shared/domain/calendar/parse-day.ts';
import { refuse } from '../../shared/domain/refusal.ts';
import type { CommandContext } from './command-line.ts';
import { type CommandLineIo, UsageError } from './io.ts';
import { createCommandId } from './procedures.ts';
import { Refused } from './refused.ts';
import { unlock } from './unlock.ts';

const options = {
  contractor: { type: 'string' },
  number: { type: 'string' },
  date: { type: 'string' },
  check: { type: 'boolean' },
} as const;

/**
 * `annex import provider-invoice FILE --contractor ID`: takes in a contractor's LEDES 1998B file, or a CSV with
 * `--number` and `--date`, whole or not at all; `--check` only says what would be taken in.
 */
export async function importProviderInvoice(
  words: readonly string[],
  io: CommandLineIo,
  connect: CommandContext['connect'],
): Promise<void> {
  const { values, file, contractorId } = readWords(words);
  const text = file === '-' ? await io.readStdin() : readText(file);
  const { client, ...connection } = await connect();
  await unlock({ client, ...connection }, io);
  const { today } = await client.firm.status({});
  const day = values.date === undefined ? undefined : parseDay(values.date, today, 'past');
  if (day !== undefined && !day.ok) throw new Refused({ ...day.refusal, fields: ['date'] });
  const format = /^\uFEFF?\s*LEDES/i.test(text) ? 'ledes' : 'csv';
  const shown = await client.pay.readInvoiceFile({
    ...{ contractorId, format, text, number: values.number ?? '' },
    ...(day === undefined ? {} : { invoicedOn: day.value }),
  });
  if (shown.problems.length > 0) {
    const refusal = refuse('import.bad-lines', 'The file is not right, so nothing of it was taken in. Correct it.');
    throw new Refused(refusal, { problems: shown.problems });
  }
  const refused = shown.invoices.find((invoice) => invoice.refusal !== '');
  if (refused !== undefined)
    throw new Refused(refuse('import.refused', `Invoice ${refused.number}: ${refused.refusal}`, ['number']));
  const ids: string[] = [];
  for (const { number, invoicedOn, totalCents, lines } of values.check ? [] : shown.invoices) {
    const taken = await client.pay.receiveInvoice({
      ...{ commandId: createCommandId(), contractorId, number, invoicedOn, totalCents, source: format },
      lines: lines.map(({ orderNumber: _, ...line }) => line),
    });
    ids.push(taken.id);
  }
  const answer = { kind: 'provider-invoice', invoices: shown.invoices, imported: ids.length, ids };
  io.out(`${JSON.stringify(answer, null, 2)}\n`);
}

function readWords(words: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
    const [file, ...more] = positionals;
    const { contractor } = values;
    if (file !== undefined && more.length === 0 && contractor !== undefined)
      return { values, file, contractorId: contractor };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The options are not understood.');
  }
  throw new UsageError('Give the invoice file, and the contractor with --contractor.');
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Refused(refuse('cli.file-not-readable', `${file} cannot be read.`));
  }
}
