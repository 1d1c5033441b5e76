import { findDataProgram } from '../shell/node-child.ts';
import { askHidden } from './ask-hidden.ts';
import { runCommandLine } from './command-line.ts';

const control = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => control.abort());
// A reader that left early (`annex list | head`) is no fault.
process.stdout.on('error', () => process.exit(0));

async function readStdin(): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}

const status = await runCommandLine(process.argv.slice(2), {
  env: process.env,
  out: (text) => process.stdout.write(text),
  err: (line) => console.error(line),
  readStdin,
  askHidden,
  signal: control.signal,
  dataProgram: findDataProgram(import.meta.url),
});
// What was written may still be on its way through a pipe.
process.stdout.write('', () => process.exit(status));
