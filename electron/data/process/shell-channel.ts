import type { DataMessage, ShellMessage } from './protocol.ts';

/** A message port as both Electron and Node's worker threads have it. */
export interface WindowPort {
  on(event: 'message', listener: (event?: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(data: unknown): void;
  start?(): void;
  close(): void;
}

/** The way to the shell that started this program, whichever it is. */
export interface ShellChannel {
  send(message: DataMessage): void;
  onMessage(listener: (message: ShellMessage, ports: readonly WindowPort[]) => void): void;
  /** The shell is gone without a word. */
  onLost(listener: () => void): void;
}

/** Electron's `process.parentPort`, as far as it is used here. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown; ports: WindowPort[] }) => void): unknown;
  postMessage(message: unknown): void;
}

/** The channel of this process: Electron's parent port, else Node's IPC, else one that nobody listens to. */
export function openShellChannel(): ShellChannel {
  const parentPort: unknown = Reflect.get(process, 'parentPort');
  if (isParentPort(parentPort)) return overParentPort(parentPort);
  return process.send === undefined ? aloneChannel : overNodeIpc();
}

const aloneChannel: ShellChannel = { send: () => {}, onMessage: () => {}, onLost: () => {} };

function overParentPort(parentPort: ParentPort): ShellChannel {
  return {
    send: (message) => parentPort.postMessage(message),
    onMessage: (listener) =>
      parentPort.on('message', (event) => {
        if (isShellMessage(event.data)) listener(event.data, event.ports);
      }),
    // A utility process ends with the application that made it.
    onLost: () => {},
  };
}

function overNodeIpc(): ShellChannel {
  return {
    send: (message) => {
      // The last words may find the shell gone already; that is no fault of this process.
      if (process.connected) process.send?.(message, undefined, undefined, () => {});
    },
    onMessage: (listener) =>
      process.on('message', (message: unknown) => {
        if (isShellMessage(message)) listener(message, []);
      }),
    onLost: (listener) => process.once('disconnect', listener),
  };
}

function isParentPort(value: unknown): value is ParentPort {
  return typeof value === 'object' && value !== null && 'postMessage' in value && 'on' in value;
}

function isShellMessage(value: unknown): value is ShellMessage {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  return ['connect', 'lock', 'shutdown', 'keychain-answer'].includes(String(value.type));
}
