import { readFileSync } from 'node:fs';
import { refuse } from '../../shared/domain/refusal.ts';
import type { CommandContext } from './command-line.ts';
import type { FirmClient } from './connection.ts';
import { type CommandLineIo, UsageError } from './io.ts';
import { createCommandId, findProcedure } from './procedures.ts';
import { Refused } from './refused.ts';
import { unlock } from './unlock.ts';

/** `annex call PROCEDURE [JSON|@file|-]`: one call; a stream prints each item on a line of its own. */
export async function runCall({ words, io, connect }: CommandContext): Promise<void> {
  const [name, source = '{}', ...more] = words;
  if (name === undefined || more.length > 0) throw new UsageError('Give one procedure and its input.');
  const procedure = findProcedure(name);
  if (procedure === undefined) {
    throw new Refused(refuse('cli.no-such-procedure', `There is no procedure "${name}". See: annex list --names`));
  }
  const input = readInput(source === '-' ? await io.readStdin() : readWord(source));
  if (procedure.meta.kind === 'command' && input.commandId === undefined) input.commandId = createCommandId();
  const connection = await connect();
  // The status of a firm that is open to the caller says more, and a passphrase at hand shows that it may be.
  const wantsMore = name === 'firm.status' && (io.env.ANNEX_PASSPHRASE ?? '') !== '';
  const isEmpty = wantsMore && (await connection.client.firm.status({})).state !== 'locked';
  if (procedure.meta.right !== 'public' || (wantsMore && !isEmpty)) await unlock(connection, io);
  const answer = await findCall(connection.client, name)(input, {
    signal: io.signal,
  });
  if (isStream(answer)) await printStream(answer, io);
  else io.out(`${JSON.stringify(answer, null, 2)}\n`);
}

function readWord(word: string): string {
  if (!word.startsWith('@')) return word;
  try {
    return readFileSync(word.slice(1), 'utf8');
  } catch {
    throw new Refused(refuse('cli.file-not-readable', `${word.slice(1)} cannot be read.`));
  }
}

function readInput(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refused(
      refuse(
        'cli.not-json',
        'The input is not JSON. Put it in quotes, in a file as @file, or give - for standard input.',
      ),
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Refused(refuse('cli.not-an-object', 'The input of a procedure is a JSON object, for example {}.'));
  }
  return { ...value };
}

type Call = (input: unknown, options: { signal: AbortSignal }) => Promise<unknown>;

function findCall(client: FirmClient, name: string): Call {
  const [area = '', verb = ''] = name.split('.');
  const calls: unknown = Reflect.get(client, area);
  return Reflect.get(Object(calls), verb) as Call;
}

function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

async function printStream(items: AsyncIterable<unknown>, io: CommandLineIo): Promise<void> {
  try {
    for await (const item of items) io.out(`${JSON.stringify(item)}\n`);
  } catch (error) {
    if (!io.signal.aborted) throw error;
  }
}
