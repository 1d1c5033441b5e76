import { join } from 'node:path';
import { runCommandLine } from '../../../electron/cli/command-line.ts';
import type { CommandLineIo } from '../../../electron/cli/io.ts';
import { startNodeChild } from '../../../electron/shell/node-child.ts';

export const dataProgram = join(import.meta.dirname, '../../../dist/data/index.js');
export const passphrase = 'a passphrase for tests';

/** Starts a data process on a folder for the test's command lines to attach to; the answer ends it. */
export async function startData(folder: string): Promise<() => Promise<void>> {
  const child = startNodeChild(dataProgram, folder);
  await new Promise<void>((resolve) => child.onMessage((message) => message.type === 'ready' && resolve()));
  return async () => {
    const hasEnded = new Promise<void>((resolve) => child.onExit(() => resolve()));
    child.send({ type: 'shutdown' });
    await hasEnded;
  };
}

export interface Ran {
  status: number;
  out: string;
  err: string[];
  /** Standard output as JSON. */
  readonly json: Record<string, unknown>;
}

/** Runs one command line on a folder, in this process; the data process is a real one. */
export async function runAnnex(folder: string, words: string[], io: Partial<CommandLineIo> = {}): Promise<Ran> {
  const ran = {
    status: 0,
    out: '',
    err: [] as string[],
    get json() {
      return JSON.parse(this.out) as Record<string, unknown>;
    },
  };
  ran.status = await runCommandLine([...words, '--data', folder], {
    env: { ANNEX_PASSPHRASE: passphrase },
    out: (text) => {
      ran.out += text;
    },
    err: (line) => ran.err.push(line),
    readStdin: async () => '',
    askHidden: async () => null,
    signal: new AbortController().signal,
    dataProgram,
    ...io,
  });
  return ran;
}
