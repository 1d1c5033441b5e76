import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';

/** One way to the data process, for as long as it lasts. */
export interface Connection {
  readonly link: ClientLink<ClientContext>;
  /** Settles when the port or socket has closed; it never rejects. */
  readonly closed: Promise<void>;
}

/** The browser has not been let in: only a fresh one-time link helps. */
export class NotLetInError extends Error {
  constructor() {
    super('This browser has not been let in.');
    this.name = 'NotLetInError';
  }
}

/** What a connection is bound to for good: one firm of this machine (the first where none is named), or none of them. */
export type Aim = { readonly to: 'machine' } | { readonly to: 'firm'; readonly place: string | undefined };

function endingOf(aim: Aim): string {
  if (aim.to === 'machine') return '/machine';
  return aim.place === undefined ? '' : `/${aim.place}`;
}

const portWaitMs = 10_000;

/**
 * Opens the way to the data process: a socket where a loopback server (http:) serves the page, a message port from the
 * origin otherwise. Rejects when nobody answers; the caller tries again.
 */
export function openConnection(aim: Aim): Promise<Connection> {
  return location.protocol === 'http:' ? openSocket(aim) : openPort(aim);
}

/** Asks the preload for a port; it answers with a message to our own window that carries it. */
function openPort(aim: Aim): Promise<Connection> {
  const ending = endingOf(aim);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      window.removeEventListener('message', take);
      reject(new Error('No port was handed over.'));
    }, portWaitMs);
    const take = (event: MessageEvent): void => {
      if (event.source !== window || event.origin !== location.origin || event.data !== `annex:port${ending}`) return;
      const port = event.ports[0];
      if (port === undefined) return;
      window.removeEventListener('message', take);
      clearTimeout(timer);
      const closed = new Promise<void>((settle) => port.addEventListener('close', () => settle()));
      const link = new PortLink({ port });
      port.start();
      resolve({ link, closed });
    };
    window.addEventListener('message', take);
    window.postMessage(`annex:ready${ending}`, location.origin);
  });
}

/** Fetches the page's token and says it in the first frame of a new socket. */
async function openSocket(aim: Aim): Promise<Connection> {
  // The key was left for this origin when the browser was let in; the cookie alone is seen by every port of the machine.
  const headers = { 'x-annex-page': localStorage.getItem('annex:page') ?? '' };
  const answer = await fetch('/session', { credentials: 'same-origin', cache: 'no-store', headers });
  if (answer.status === 401) throw new NotLetInError();
  if (!answer.ok) throw new Error(`The session was not given: ${answer.status}.`);
  const session: unknown = await answer.json();
  if (!hasToken(session)) throw new Error('The session has no token.');
  const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/socket`);
  socket.binaryType = 'arraybuffer';
  const closed = new Promise<void>((settle) => socket.addEventListener('close', () => settle()));
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('close', () => reject(new Error('The socket was closed.')), { once: true });
  });
  socket.send(JSON.stringify({ token: session.token, ...aim }));
  return { link: new SocketLink({ websocket: socket }), closed };
}

function hasToken(value: unknown): value is { token: string } {
  return typeof value === 'object' && value !== null && 'token' in value && typeof value.token === 'string';
}
