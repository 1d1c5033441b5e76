import { type ChildProcess, fork } from 'node:child_process';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createORPCClient } from '@orpc/client';
import type { RouterClient } from '@orpc/server';
import { WebSocket } from 'ws';
import type { DataMessage } from '../../../electron/data/process/protocol.ts';
import { linkOverSocket } from '../../../electron/shell/data-socket.ts';
import type { FakeRouter } from './fake-host.ts';

/** The source of the data program over the fake host, for whoever starts it. */
export const fakeDataProgram = fileURLToPath(new URL('fake-data-program.ts', import.meta.url));

export type FakeClient = RouterClient<FakeRouter>;

/** Forks the fake data program on `dataFolder`. */
export function forkFakeData(dataFolder: string, env: NodeJS.ProcessEnv = {}): ChildProcess {
  return fork(fakeDataProgram, ['--data', dataFolder], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

/** The next message of one type from the child; rejects when the child ends first. */
export function waitForMessage<T extends DataMessage['type']>(
  child: ChildProcess,
  type: T,
): Promise<Extract<DataMessage, { type: T }>> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: DataMessage): void => {
      if (!isOfType(message, type)) return;
      child.off('message', onMessage);
      child.off('exit', onExit);
      resolve(message);
    };
    const onExit = (code: number | null): void => reject(new Error(`The data program ended with ${code}.`));
    child.on('message', onMessage);
    child.once('exit', onExit);
  });
}

function isOfType<T extends DataMessage['type']>(
  message: DataMessage,
  type: T,
): message is Extract<DataMessage, { type: T }> {
  return message.type === type;
}

/** The exit status of a child. */
export function waitForExit(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}

/** Opens the data program's socket and says whatever the test wants to say first. */
export function openDataSocketSaying(socketPath: string, first: string): Promise<WebSocket> {
  const socket = new WebSocket('ws://annex.localhost/', { createConnection: () => connect(socketPath) });
  return new Promise((resolve, reject) => {
    socket.once('open', () => {
      socket.send(first);
      resolve(socket);
    });
    socket.once('error', reject);
  });
}

/** A client of the fake host's procedures over an open socket. */
export function createFakeClient(socket: WebSocket): FakeClient {
  return createORPCClient(linkOverSocket(socket));
}
