import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { WebSocket } from 'ws';
import type { Contract } from '../../shared/contract/contract.ts';
import { refuse } from '../../shared/domain/refusal.ts';
import type { DataChild } from '../shell/data-child.ts';
import { linkOverSocket, openDataSocket, readSocketPath } from '../shell/data-socket.ts';
import { startNodeChild } from '../shell/node-child.ts';
import type { CommandLineIo } from './io.ts';
import { Refused } from './refused.ts';

/** The contract, as a script calls it. */
export type FirmClient = ContractRouterClient<Contract>;

/** A way to the data process of one folder. */
export interface FirmConnection {
  readonly client: FirmClient;
  /** True when this command line started the data process, and will end it. */
  readonly isOwn: boolean;
  /** Settles when the data process ended or cut the connection. */
  readonly closed: Promise<void>;
  /** Closes the connection, and the data process where it is ours. */
  close(): Promise<void>;
}

const startTriesMax = 40;
const retryMs = 250;
const endMs = 10_000;

/**
 * Attaches to the data process that runs on the folder, or starts one. Throws Refused where the folder cannot be used.
 */
export async function connectToFirm(
  dataFolder: string,
  io: Pick<CommandLineIo, 'dataProgram'>,
): Promise<FirmConnection> {
  for (let tries = 1; ; tries += 1) {
    const attached = await attach(dataFolder);
    if (attached !== null) return describe(attached, null);
    const started = await startData(io.dataProgram, dataFolder);
    if ('socketPath' in started) {
      return describe(await openDataSocket(started.socketPath, { kind: 'command-line' }), started.child);
    }
    // Somebody else has just taken the folder, and its socket is not there yet; or it is about to leave.
    const isPassing = started.code === 'folder-held' && tries < startTriesMax;
    if (!isPassing) throw new Refused(refuse(`firm.${started.code}`, started.sentence));
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
}

async function attach(dataFolder: string): Promise<WebSocket | null> {
  const path = readSocketPath(dataFolder);
  if (path === undefined) return null;
  try {
    return await openDataSocket(path, { kind: 'command-line' });
  } catch {
    // A note that a data process left behind when it was killed.
    return null;
  }
}

type Started = { child: DataChild; socketPath: string } | { code: string; sentence: string };

function startData(program: string, dataFolder: string): Promise<Started> {
  const child = startNodeChild(program, dataFolder);
  return new Promise((resolve, reject) => {
    child.onMessage((message) => {
      if (message.type === 'ready') resolve({ child, socketPath: message.socketPath });
      if (message.type === 'refused') resolve({ code: message.code, sentence: message.sentence });
      // No desktop is here: no keychain either.
      if (message.type === 'keychain') child.send({ type: 'keychain-answer', id: message.id, value: null });
    });
    child.onExit(() => reject(new Error('Annex could not start. The log in the data folder says more.')));
  });
}

function describe(socket: WebSocket, child: DataChild | null): FirmConnection {
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  return {
    client: createORPCClient(linkOverSocket(socket)),
    isOwn: child !== null,
    closed,
    close: async () => {
      const hasEnded = child === null ? null : waitForEnd(child);
      child?.send({ type: 'shutdown' });
      socket.close();
      await hasEnded;
    },
  };
}

function waitForEnd(child: DataChild): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill(), endMs);
    child.onExit(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
