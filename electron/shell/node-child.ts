import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { DataMessage } from '../data/process/protocol.ts';
import type { DataChild } from './data-child.ts';

/** The built data program, found from any built shell: they lie side by side below `dist`. */
export function findDataProgram(shellUrl: string): string {
  return fileURLToPath(new URL('../data/index.js', shellUrl));
}

/** Starts the data program as a Node child of this process, on this process's own Node. */
export function startNodeChild(program: string, dataFolder: string): DataChild {
  const child = fork(program, ['--data', dataFolder], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.on('error', () => child.kill());
  return {
    send: (message) => {
      if (child.connected) child.send(message, () => {});
    },
    onMessage: (listener) =>
      child.on('message', (message) => {
        if (isDataMessage(message)) listener(message);
      }),
    onExit: (listener) => child.once('exit', (code) => listener(code)),
    kill: () => child.kill('SIGKILL'),
  };
}

/** Whether a word from the data program is one of its protocol; only the type is looked at, both are one release. */
export function isDataMessage(value: unknown): value is DataMessage {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  return ['ready', 'refused', 'keychain', 'notify', 'bye'].includes(String(value.type));
}
