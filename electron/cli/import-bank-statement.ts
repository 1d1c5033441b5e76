import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { contract } from '../../shared/contract/contract.ts';
import { parseDay } from '../../shared/domain/calendar/parse-day.ts';
import { parseAmount } from '../../shared/domain/parse-amount.ts';
import { type Decision, refuse } from '../../shared/domain/refusal.ts';
import { checkInput } from './check-input.ts';
import type { CommandContext } from './command-line.ts';
import { type CommandLineIo, UsageError } from './io.ts';
import { createCommandId } from './procedures.ts';
import { Refused } from './refused.ts';
import { unlock } from './unlock.ts';

const options = {
  account: { type: 'string' },
  check: { type: 'boolean' },
  'skip-bad': { type: 'boolean' },
  from: { type: 'string' },
  to: { type: 'string' },
  closing: { type: 'string' },
  part: { type: 'string' },
  mapping: { type: 'string' },
  'day-order': { type: 'string' },
} as const;

/**
 * `annex import bank-statement FILE --account ID`: imports a bank's file whole or not at all; `--check` only says what
 * would be imported. Throws Refused with what is wrong, by line.
 */
export async function importBankStatement(
  words: readonly string[],
  io: CommandLineIo,
  connect: CommandContext['connect'],
): Promise<void> {
  const { values, file } = readWords(words);
  const bytes = file === '-' ? Buffer.from(await io.readStdin()) : readBytes(file);
  const connection = await connect();
  await unlock(connection, io);
  const { today } = await connection.client.firm.status({});
  const dayOf = (text: string | undefined, option: string) =>
    text === undefined ? undefined : take(parseDay(text, today, 'past'), option);
  const checked = checkInput(
    contract.trust.importStatement,
    {
      accountId: values.account,
      fileBase64: bytes.toString('base64'),
      fileName: file.split(/[\\/]/).at(-1) ?? '',
      mapping: values.mapping === undefined ? undefined : readMapping(values.mapping),
      dayOrder: values['day-order'],
      part: values.part === undefined ? undefined : Number(values.part),
      from: dayOf(values.from, 'from'),
      to: dayOf(values.to, 'to'),
      closingCents: values.closing === undefined ? undefined : take(parseAmount(values.closing, true), 'closing'),
    },
    (field) => field,
  );
  if ('problems' in checked) {
    throw new Refused(refuse('input.invalid', 'This input is not valid.'), { problems: checked.problems });
  }
  const { commandId: _id, ...input } = checked.value;
  const shown = await connection.client.trust.previewStatement(input);
  if (shown.refusal !== null) throw new Refused(shown.refusal, { problems: shown.problems });
  const answer = values.check
    ? { ...shown, imported: 0 }
    : await connection.client.trust.importStatement({ ...input, commandId: createCommandId() });
  io.out(`${JSON.stringify(answer, null, 2)}\n`);
}

function readWords(words: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
    const [file, ...more] = positionals;
    if (values['skip-bad']) throw new UsageError('A bank statement is imported whole or not at all.');
    if (file !== undefined && more.length === 0 && values.account !== undefined) return { values, file };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The options are not understood.');
  }
  throw new UsageError('Give the bank’s file, and the account with --account.');
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw new Refused(refuse('cli.file-not-readable', `${file} cannot be read.`));
  }
}

function take<T>(decision: Decision<T>, option: string): T {
  if (decision.ok) return decision.value;
  throw new Refused({ ...decision.refusal, fields: [option] });
}

function readMapping(word: string): unknown {
  const text = word.startsWith('@') ? readBytes(word.slice(1)).toString('utf8') : word;
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused(refuse('cli.not-json', 'The mapping is not JSON. Put it in quotes, or in a file as @file.'));
  }
}
