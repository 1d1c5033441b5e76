import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { createContractHandlers } from './contract-handlers.ts';
import { createFaultLog, type FaultLog } from './fault-log.ts';
import { takeFolder } from './folder-lock.ts';
import { type Host, type HostOptions, StartRefusal } from './host-port.ts';
import { createShellKeychain } from './keychain.ts';
import { dataExit, type StartRefusalCode } from './protocol.ts';
import { readAim } from './read-aim.ts';
import { openShellChannel, type ShellChannel } from './shell-channel.ts';
import { placeSocket } from './socket-place.ts';
import { listenOnSocket } from './socket-server.ts';

/** Makes the firm that a data program serves; throws a `StartRefusal` where it must not start. */
export type HostMaker = (options: HostOptions) => Promise<Host>;

const closeMs = 9000;

/**
 * The whole data program: takes the folder of `--data`, makes the host, listens, tells the shell, and ends in order
 * when the shell says so, is gone, or a signal comes. An unexpected fault ends it with status 70: the shell starts it
 * again, and everything acknowledged is on the disk.
 */
export async function runDataProgram(makeHost: HostMaker, args = process.argv.slice(2)): Promise<void> {
  const channel = openShellChannel();
  const dataFolder = readDataFolder(args);
  const lock = takeFolder(dataFolder);
  if (lock.state !== 'held-by-us') return refuseStart(channel, ...explainLock(lock.state));
  const faults = createFaultLog(dataFolder);
  endOnFault(faults);
  try {
    const host = await makeHost({
      dataFolder,
      keychain: createShellKeychain(channel),
      notify: (title, body) => channel.send({ type: 'notify', title, body }),
      recordFault: (error, where) => faults.record(error, where),
    });
    await serveHost(host, { channel, dataFolder, faults, release: () => lock.release() });
  } catch (error) {
    lock.release();
    if (error instanceof StartRefusal) return refuseStart(channel, error.code, error.message);
    faults.record(error, 'start');
    process.exit(dataExit.fault);
  }
}

interface Served {
  channel: ShellChannel;
  dataFolder: string;
  faults: FaultLog;
  release(): void;
}

async function serveHost(host: Host, { channel, dataFolder, faults, release }: Served): Promise<void> {
  const windowToken = randomBytes(32).toString('base64url');
  const handlers = createContractHandlers(host, faults);
  const server = await listenOnSocket({
    path: placeSocket(dataFolder),
    dataFolder,
    windowToken,
    serve: (socket, kind, aim) => handlers.serveSocket(socket, kind, aim),
  });

  let isEnding = false;
  async function end(): Promise<void> {
    if (isEnding) return;
    isEnding = true;
    const timer = setTimeout(() => process.exit(dataExit.fault), closeMs);
    await host.close();
    await server.close();
    release();
    clearTimeout(timer);
    channel.send({ type: 'bye' });
    // The word above leaves through a pipe; the exit must not overtake it.
    setTimeout(() => process.exit(dataExit.well), 50);
  }

  channel.onMessage((message, ports) => {
    if (message.type === 'connect') for (const port of ports) handlers.servePort(port, readAim(message));
    if (message.type === 'lock') void host.lock();
    if (message.type === 'shutdown') void end();
  });
  channel.onLost(() => void end());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end());
  channel.send({ type: 'ready', socketPath: server.path, windowToken });
}

function readDataFolder(args: readonly string[]): string {
  const folder = args[args.indexOf('--data') + 1];
  if (!args.includes('--data') || folder === undefined) throw new Error('The data program needs --data FOLDER.');
  return resolve(folder);
}

function explainLock(state: 'held' | 'unwritable'): [StartRefusalCode, string] {
  if (state === 'held') {
    return [
      'folder-held',
      'This data folder is already open in another Annex. Close that one first, or use its window.',
    ];
  }
  return [
    'folder-unwritable',
    'Annex cannot write to its data folder. Check its permissions and that the disk is not full.',
  ];
}

function refuseStart(channel: ShellChannel, code: StartRefusalCode, sentence: string): void {
  channel.send({ type: 'refused', code, sentence });
  console.error(sentence);
  setTimeout(() => process.exit(dataExit.refused), 50);
}

function endOnFault(faults: FaultLog): void {
  let isFatal = false;
  const die = (error: unknown): void => {
    if (isFatal) return;
    isFatal = true;
    faults.record(error, 'process');
    process.exit(dataExit.fault);
  };
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);
}
