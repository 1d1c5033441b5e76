import { type RawData, WebSocket } from 'ws';
import { type Aim, closeCodes, firstFrameMs } from '../data/process/protocol.ts';
import { openDataSocket } from '../shell/data-socket.ts';
import type { ReadyMessage } from '../shell/data-supervisor.ts';

const bufferBytesMax = 8 * 1024 * 1024;

export interface BridgeOptions {
  takePageToken(shown: string): boolean;
  /** The running data program, waited for; undefined when none comes in time. */
  waitForData(): Promise<ReadyMessage | undefined>;
}

/**
 * Joins a page's socket to the data program's, frame by frame, once its first frame has shown a page token. Either
 * end's close closes the other; a page whose data program is gone is closed with 4503 and comes back by itself.
 */
export function bridgePage(page: WebSocket, options: BridgeOptions): void {
  const timer = setTimeout(() => page.close(closeCodes.unknownCaller), firstFrameMs);
  page.on('error', () => page.terminate());
  page.once('close', () => clearTimeout(timer));
  page.once('message', (data) => {
    clearTimeout(timer);
    const said = readFirst(data);
    if (!options.takePageToken(said.token)) return page.close(closeCodes.unknownCaller);
    void joinData(page, said.aim, options);
  });
}

async function joinData(page: WebSocket, aim: Aim, options: BridgeOptions): Promise<void> {
  // Frames that came in one packet with the first are said before the pause takes hold, so they wait here.
  const early: [RawData, boolean][] = [];
  const keepEarly = (data: RawData, isBinary: boolean): void => {
    early.push([data, isBinary]);
  };
  page.on('message', keepEarly);
  page.pause();
  try {
    const ready = await options.waitForData();
    if (ready === undefined) return closePage(page);
    const data = await openDataSocket(ready.socketPath, { kind: 'window', token: ready.windowToken, ...aim });
    if (page.readyState !== WebSocket.OPEN) return data.close();
    page.off('message', keepEarly);
    for (const [frame, isBinary] of early) data.send(frame, { binary: isBinary });
    passFrames(page, data);
    passFrames(data, page);
    data.on('close', () => closePage(page));
    page.on('close', () => data.close());
    page.resume();
  } catch {
    closePage(page);
  }
}

function closePage(page: WebSocket): void {
  page.resume();
  page.close(closeCodes.dataEnded);
}

function passFrames(from: WebSocket, to: WebSocket): void {
  from.on('message', (data: RawData, isBinary: boolean) => {
    if (to.readyState !== WebSocket.OPEN) return;
    to.send(data, { binary: isBinary }, () => {
      if (from.isPaused && to.bufferedAmount < bufferBytesMax) from.resume();
    });
    if (to.bufferedAmount >= bufferBytesMax) from.pause();
  });
}

/** The page's token, and what its connection is to be bound to. */
function readFirst(data: RawData): { token: string; aim: Aim } {
  const aim: Aim = {};
  try {
    const said: unknown = JSON.parse(data.toString());
    if (typeof said !== 'object' || said === null) return { token: '', aim };
    if ('to' in said && said.to === 'machine') aim.to = 'machine';
    if ('place' in said && typeof said.place === 'string') aim.place = said.place;
    if ('token' in said && typeof said.token === 'string') return { token: said.token, aim };
  } catch {
    // What is not JSON shows no token.
  }
  return { token: '', aim };
}
