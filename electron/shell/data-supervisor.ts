import type { DataMessage, KeychainAction, ShellMessage } from '../data/process/protocol.ts';
import type { DataChild } from './data-child.ts';

export type ReadyMessage = Extract<DataMessage, { type: 'ready' }>;
export type RefusedMessage = Extract<DataMessage, { type: 'refused' }>;

export interface DataSupervisorOptions<Port> {
  startChild(): DataChild<Port>;
  /** Seals or opens text with the desktop's key store; null where there is none. */
  answerKeychain(action: KeychainAction, value: string): Promise<string | null>;
  /** Called after the first start and after every restart. */
  onReady(ready: ReadyMessage): void;
  /** The program will not start on this folder, and says why. */
  onRefused(refused: RefusedMessage): void;
  /** It broke too often to be started again. */
  onGivenUp(): void;
  onNotify(title: string, body: string): void;
  /** Milliseconds of a clock that only goes forward; a test may bring its own. */
  nowMs?(): number;
}

export interface DataSupervisor<Port> {
  /** What the running program said when it was ready; undefined while there is none. */
  readonly ready: ReadyMessage | undefined;
  send(message: ShellMessage, ports?: readonly Port[]): void;
  /** Asks the program to end and waits; after `limitMs` it is ended by force. */
  stop(limitMs: number): Promise<void>;
}

const restartsMax = 5;
const restartWindowMs = 60_000;

/** Keeps one data program running: at most five restarts in a minute, none after a refusal or `stop`. */
export function superviseData<Port>(options: DataSupervisorOptions<Port>): DataSupervisor<Port> {
  const nowMs = options.nowMs ?? (() => performance.now());
  const restartsMs: number[] = [];
  let child: DataChild<Port> | undefined;
  let ready: ReadyMessage | undefined;
  let isRefused = false;
  let whenStopped: (() => void) | undefined;

  function start(): void {
    const started = options.startChild();
    child = started;
    started.onMessage((message) => {
      if (child === started) hear(started, message);
    });
    started.onExit(() => {
      if (child !== started) return;
      child = undefined;
      ready = undefined;
      if (whenStopped !== undefined) whenStopped();
      else if (!isRefused) restart();
    });
  }

  function hear(from: DataChild<Port>, message: DataMessage): void {
    switch (message.type) {
      case 'ready':
        ready = message;
        return options.onReady(message);
      case 'refused':
        isRefused = true;
        return options.onRefused(message);
      case 'keychain':
        void options
          .answerKeychain(message.action, message.value)
          .then((value) => from.send({ type: 'keychain-answer', id: message.id, value }));
        return;
      case 'notify':
        return options.onNotify(message.title, message.body);
      case 'bye':
        return;
    }
  }

  function restart(): void {
    const now = nowMs();
    while (restartsMs.length > 0 && now - (restartsMs[0] ?? now) > restartWindowMs) restartsMs.shift();
    if (restartsMs.length >= restartsMax) return options.onGivenUp();
    restartsMs.push(now);
    start();
  }

  start();
  return {
    get ready() {
      return ready;
    },
    send: (message, ports) => child?.send(message, ports),
    stop: (limitMs) =>
      new Promise((resolve) => {
        const running = child;
        if (running === undefined) {
          whenStopped = () => {};
          return resolve();
        }
        const timer = setTimeout(() => running.kill(), limitMs);
        whenStopped = () => {
          clearTimeout(timer);
          resolve();
        };
        running.send({ type: 'shutdown' });
      }),
  };
}
