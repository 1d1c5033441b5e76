import { ORPCError } from '@orpc/server';
import { RPCHandler as PortHandler } from '@orpc/server/message-port';
import { RPCHandler as SocketHandler } from '@orpc/server/ws';
import type { WebSocket } from 'ws';
import type { FaultLog } from './fault-log.ts';
import type { Host, Session, SessionKind } from './host-port.ts';
import type { Aim } from './protocol.ts';
import type { WindowPort } from './shell-channel.ts';

/** Hands connections to the host's contracts, one session each, bound for good to one firm or to none. */
export interface ContractHandlers {
  servePort(port: WindowPort, aim: Aim): void;
  serveSocket(socket: WebSocket, kind: SessionKind, aim: Aim): void;
}

/** Serves the host's routers; a fault of a procedure reaches the caller as its incident id and nothing else. */
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
  const firm = { ports: new PortHandler(host.router, options), sockets: new SocketHandler(host.router, options) };
  const machine = {
    ports: new PortHandler(host.machineRouter, options),
    sockets: new SocketHandler(host.machineRouter, options),
  };
  const bind = (kind: SessionKind, { to, place }: Aim): Session =>
    to === 'machine' ? host.createMachineSession(kind) : host.createSession(kind, place);
  const handlersOf = ({ to }: Aim) => (to === 'machine' ? machine : firm);
  return {
    servePort(port, aim) {
      const session = bind('window', aim);
      handlersOf(aim).ports.upgrade(port, { context: session });
      port.on('close', () => session.close());
      port.start?.();
    },
    serveSocket(socket, kind, aim) {
      const session = bind(kind, aim);
      void handlersOf(aim).sockets.upgrade(socket, { context: session });
      socket.on('close', () => session.close());
    },
  };
}
