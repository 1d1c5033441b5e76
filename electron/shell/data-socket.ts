import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { RPCLink } from '@orpc/client/websocket';
import { WebSocket } from 'ws';
import { type FirstFrame, socketFileName } from '../data/process/protocol.ts';

const payloadBytesMax = 256 * 1024 * 1024;

/** The socket path that a running data program left in its folder; undefined when there is none. */
export function readSocketPath(dataFolder: string): string | undefined {
  try {
    return readFileSync(join(dataFolder, socketFileName), 'utf8');
  } catch {
    return undefined;
  }
}

/** Opens a data program's socket and says who calls. Rejects when nobody listens there. */
export function openDataSocket(socketPath: string, first: FirstFrame): Promise<WebSocket> {
  const socket = new WebSocket('ws://annex.localhost/', {
    createConnection: () => connect(socketPath),
    perMessageDeflate: false,
    maxPayload: payloadBytesMax,
  });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('open', () => {
      socket.off('error', reject);
      socket.on('error', () => socket.terminate());
      socket.send(JSON.stringify(first));
      resolve(socket);
    });
  });
}

/** The contract's link over an open socket, for `createORPCClient`. */
export function linkOverSocket(socket: WebSocket): RPCLink<Record<never, never>> {
  // The package `ws` has the methods of a page's WebSocket that the link uses; only its event classes are its own.
  return new RPCLink({ websocket: socket as unknown as globalThis.WebSocket });
}
