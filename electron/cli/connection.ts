import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { WebSocket } from 'ws';
import type { Contract } from '../../shared/contract/contract.ts';
import type { MachineContract } from '../../shared/contract/machine.ts';
import { refuse } from '../../shared/domain/refusal.ts';
import type { DataChild } from '../shell/data-child.ts';
import { linkOverSocket, openDataSocket, readSocketPath } from '../shell/data-socket.ts';
import { startNodeChild } from '../shell/node-child.ts';
import { choosePlace } from './choose-place.ts';
import type { CommandLineIo } from './io.ts';
import { Refused } from './refused.ts';

/** The contract, as a script calls it. */
export type FirmClient = ContractRouterClient<Contract>;
/** What can be asked without being bound to a firm. */
type MachineClient = ContractRouterClient<MachineContract>;

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
 * Attaches to the data process that runs on the folder, or starts one, and binds the connection to a firm: the one that
 * `wanted` names, `new` for a place in which one can be made, or the only one. Throws Refused where the folder cannot be
 * used, or the firm is not clear.
 */
export async function connectToFirm(
  dataFolder: string,
  io: Pick<CommandLineIo, 'dataProgram'>,
  wanted?: string,
): Promise<FirmConnection> {
  const { socketPath, child } = await reachData(dataFolder, io);
  try {
    const place = await withMachine(socketPath, (machine) => choosePlace(machine, wanted));
    return describe(await openDataSocket(socketPath, { kind: 'command-line', place }), child);
  } catch (error) {
    if (child !== null) await endChild(child);
    throw error;
  }
}

/** The firms on the machine, as a command line sees them. */
export async function listFirms(dataFolder: string, io: Pick<CommandLineIo, 'dataProgram'>) {
  const { socketPath, child } = await reachData(dataFolder, io);
  try {
    return await withMachine(socketPath, async (machine) => (await machine.firms({})).rows);
  } finally {
    if (child !== null) await endChild(child);
  }
}

async function withMachine<Result>(socketPath: string, work: (machine: MachineClient) => Promise<Result>) {
  const socket = await openDataSocket(socketPath, { kind: 'command-line', to: 'machine' });
  try {
    return await work(createORPCClient(linkOverSocket(socket)));
  } finally {
    socket.close();
  }
}

/** The running data process of the folder, or one that is started for this command line. */
async function reachData(
  dataFolder: string,
  io: Pick<CommandLineIo, 'dataProgram'>,
): Promise<{ socketPath: string; child: DataChild | null }> {
  for (let tries = 1; ; tries += 1) {
    const socketPath = await findRunning(dataFolder);
    if (socketPath !== null) return { socketPath, child: null };
    const started = await startData(io.dataProgram, dataFolder);
    if ('socketPath' in started) return started;
    // Somebody else has just taken the folder, and its socket is not there yet; or it is about to leave.
    const isPassing = started.code === 'folder-held' && tries < startTriesMax;
    if (!isPassing) throw new Refused(refuse(`firm.${started.code}`, started.sentence));
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
}

async function findRunning(dataFolder: string): Promise<string | null> {
  const path = readSocketPath(dataFolder);
  if (path === undefined) return null;
  try {
    (await openDataSocket(path, { kind: 'command-line', to: 'machine' })).close();
    return path;
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
      socket.close();
      if (child !== null) await endChild(child);
    },
  };
}

function endChild(child: DataChild): Promise<void> {
  child.send({ type: 'shutdown' });
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill(), endMs);
    child.onExit(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
