import { ORPCError } from '@orpc/server';
import { RPCHandler as PortHandler } from '@orpc/server/message-port';
import { RPCHandler as SocketHandler } from '@orpc/server/ws';
import type { WebSocket } from 'ws';
import type { FaultLog } from './fault-log.ts';
import type { Host, SessionKind } from './host-port.ts';
import type { WindowPort } from './shell-channel.ts';

/** Hands connections to the host's contract, one session each. */
export interface ContractHandlers {
  servePort(port: WindowPort): void;
  serveSocket(socket: WebSocket, kind: SessionKind): void;
}

/** Serves `host.router`; a fault of a procedure reaches the caller as its incident id and nothing else. */
export function createContractHandlers(host: Host, faults: FaultLog): ContractHandlers {
  const options = {
    clientInterceptors: [
      async (call: { next(): Promise<unknown>; path: readonly string[]; signal?: AbortSignal | undefined }) => {
        try {
          return await call.next();
        } catch (error) {
          if (error instanceof ORPCError || call.signal?.aborted === true) throw error;
          const incident = faults.record(error, call.path.join('.'));
          throw new ORPCError('INTERNAL_SERVER_ERROR', {
            message: `Something went wrong in Annex. Nothing that was saved is lost. Incident ${incident}.`,
            data: { incident },
          });
        }
      },
    ],
  };
  const ports = new PortHandler(host.router, options);
  const sockets = new SocketHandler(host.router, options);
  return {
    servePort(port) {
      const session = host.createSession('window');
      ports.upgrade(port, { context: session });
      port.on('close', () => session.close());
      port.start?.();
    },
    serveSocket(socket, kind) {
      const session = host.createSession(kind);
      void sockets.upgrade(socket, { context: session });
      socket.on('close', () => session.close());
    },
  };
}
