import { fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../hub/index.js', import.meta.url));

/** Who administers a hub of the bench. */
export const hubAdmin = { name: 'admin', password: 'a password for the bench' };

/** An embedded hub in a process of its own, as a firm has it: what it does is not done by the device's thread. */
export interface HubProcess {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Starts the built hub on a folder; on a free port unless one is given. */
export async function startHubProcess(folder: string, port = 0): Promise<HubProcess> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'admin.json'), JSON.stringify(hubAdmin));
  const child = fork(program, ['--folder', folder, '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (said: Buffer) => {
      const found = /running at (\S+)/.exec(String(said))?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`The hub ended with ${code}.`)));
  });
  return {
    url,
    port: Number(new URL(url).port),
    close: async () => {
      const hasEnded = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill('SIGTERM');
      await hasEnded;
    },
  };
}
