import { timingSafeEqual } from 'node:crypto';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { type WebSocket, WebSocketServer } from 'ws';
import type { SessionKind } from './host-port.ts';
import { type Aim, closeCodes, type FirstFrame, firstFrameMs, socketFileName } from './protocol.ts';
import { readAim } from './read-aim.ts';

const payloadBytesMax = 256 * 1024 * 1024;

export interface SocketServer {
  readonly path: string;
  close(): Promise<void>;
}

interface SocketServerOptions {
  path: string;
  dataFolder: string;
  windowToken: string;
  serve(socket: WebSocket, kind: SessionKind, aim: Aim): void;
}

/**
 * Listens on the user-only socket and names it in `<data>/socket`. A caller says in its first frame who it is, within
 * five seconds, or is closed with 4401; then `serve` has the connection.
 */
export async function listenOnSocket(options: SocketServerOptions): Promise<SocketServer> {
  const { path, dataFolder } = options;
  const isFile = process.platform !== 'win32';
  if (isFile) rmSync(path, { force: true });
  const http = createServer((_request, response) => response.writeHead(404).end());
  const sockets = new WebSocketServer({ server: http, maxPayload: payloadBytesMax, perMessageDeflate: false });
  sockets.on('connection', (socket) => admitCaller(socket, options));
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(path, resolve);
  });
  if (isFile) chmodSync(path, 0o600);
  const note = join(dataFolder, socketFileName);
  writeFileSync(note, path, { mode: 0o600 });
  return {
    path,
    close: () =>
      new Promise((resolve) => {
        rmSync(note, { force: true });
        for (const socket of sockets.clients) socket.close(closeCodes.dataEnded, 'The data program ends.');
        sockets.close();
        http.close(() => resolve());
        setTimeout(() => {
          for (const socket of sockets.clients) socket.terminate();
        }, 500).unref();
      }),
  };
}

function admitCaller(socket: WebSocket, options: SocketServerOptions): void {
  const refuse = (): void => socket.close(closeCodes.unknownCaller, 'Say first who you are.');
  const timer = setTimeout(refuse, firstFrameMs);
  socket.on('error', () => socket.terminate());
  socket.once('close', () => clearTimeout(timer));
  socket.once('message', (data) => {
    clearTimeout(timer);
    const frame = readFirstFrame(data.toString());
    if (frame === undefined || (frame.kind === 'window' && !isSameToken(frame.token, options.windowToken))) refuse();
    else options.serve(socket, frame.kind, readAim(frame));
  });
}

function readFirstFrame(text: string): FirstFrame | undefined {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof said !== 'object' || said === null || !('kind' in said)) return undefined;
  if (said.kind === 'command-line') return { kind: 'command-line', ...readAim(said) };
  if (said.kind === 'window' && 'token' in said && typeof said.token === 'string') {
    return { kind: 'window', token: said.token, ...readAim(said) };
  }
  return undefined;
}

function isSameToken(shown: string, wanted: string): boolean {
  const [left, right] = [Buffer.from(shown), Buffer.from(wanted)];
  return left.length === right.length && timingSafeEqual(left, right);
}
