import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../../dist/hub/index.js', import.meta.url));

/** The hub as a program of its own, on a port that it keeps over stops and starts. */
export interface HubProgram {
  readonly url: string;
  readonly name: string;
  readonly password: string;
  start(): Promise<void>;
  /** Ends it; to everybody else that is a network that went away. */
  stop(): Promise<void>;
}

/** A hub on `folder`, running. */
export async function runHub(folder: string): Promise<HubProgram> {
  const port = await findFreePort();
  let child = await startHub(folder, port);
  const admin: { name: string; password: string } = JSON.parse(readFileSync(join(folder, 'admin.json'), 'utf8'));
  return {
    url: `http://127.0.0.1:${port}`,
    ...admin,
    async start() {
      child = await startHub(folder, port);
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function startHub(folder: string, port: number) {
  const child = spawn(process.execPath, [program, '--folder', folder, '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes('running at')) return child;
  }
  throw new Error('The hub ended before it ran.');
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  await new Promise<void>((done) => server.close(() => done()));
  return address.port;
}
