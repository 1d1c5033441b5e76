import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { FirmClient } from '../../electron/cli/connection.ts';
import type { DataMessage, FirstFrame } from '../../electron/data/process/protocol.ts';
import { linkOverSocket, openDataSocket } from '../../electron/shell/data-socket.ts';
import type { MachineContract } from '../../shared/contract/machine.ts';

const program = fileURLToPath(new URL('../data/index.js', import.meta.url));

/** A data process of its own, as a shell would start it. */
export interface DataProcess {
  readonly client: FirmClient;
  readonly machine: ContractRouterClient<MachineContract>;
  /** Resident memory in megabytes; null where the system does not tell. */
  residentMb(): number | null;
  /** Processor time used since it was started, all threads; null where the system does not tell. */
  processorMs(): number | null;
  close(): Promise<void>;
}

/** Starts the built data program on a folder and connects as a command line, or as a window does. */
export async function startDataProcess(
  folder: string,
  kind: 'command-line' | 'window' = 'command-line',
): Promise<DataProcess> {
  const child = fork(program, ['--data', folder], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ready = await new Promise<Extract<DataMessage, { type: 'ready' }>>((resolve, reject) => {
    child.on('message', (message: DataMessage) => {
      if (message.type === 'ready') resolve(message);
      if (message.type === 'refused') reject(new Error(message.sentence));
    });
    child.once('exit', (code) => reject(new Error(`The data process ended with ${code}.`)));
  });
  const first: FirstFrame = kind === 'window' ? { kind, token: ready.windowToken } : { kind };
  const socket = await openDataSocket(ready.socketPath, first);
  const aside = await openDataSocket(ready.socketPath, { ...first, to: 'machine' });
  return {
    client: createORPCClient(linkOverSocket(socket)),
    machine: createORPCClient(linkOverSocket(aside)),
    residentMb: () => readResidentMb(child.pid ?? 0),
    processorMs: () => readProcessorMs(child.pid ?? 0),
    close: async () => {
      const hasEnded = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.send({ type: 'shutdown' });
      await hasEnded;
    },
  };
}

function readResidentMb(pid: number): number | null {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    return null;
  }
}

/** The kernel counts in hundredths of a second. */
const tickMs = 10;

function readProcessorMs(pid: number): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * tickMs;
  } catch {
    return null;
  }
}
