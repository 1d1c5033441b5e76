import { createReadStream, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { describeHeaders, describePolicy, findPageFile } from '../shell/page-files.ts';
import { type BridgeOptions, bridgePage } from './bridge.ts';
import type { Gate } from './gate.ts';

const payloadBytesMax = 256 * 1024 * 1024;

export interface PageServerOptions {
  port: number;
  gate: Gate;
  /** The folder of the built pages. */
  pagesFolder: string;
  waitForData: BridgeOptions['waitForData'];
  /** What another start of the shell on this folder shows to be given a link. */
  ownerKey: string;
  makeLink(): string;
}

export interface PageServer {
  close(): Promise<void>;
}

/**
 * Serves the pages and their sockets on 127.0.0.1 alone [BS1]. Rejects with `EADDRINUSE` when the port is taken: the
 * next free one would be another origin, without the drafts of this one.
 */
export async function servePages(options: PageServerOptions): Promise<PageServer> {
  const server = createServer((request, response) => {
    answer(request, response, options);
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: payloadBytesMax, perMessageDeflate: false });
  server.on('upgrade', (request, stream, head) => {
    if (!mayOpenSocket(request, options.gate)) return refuseUpgrade(stream);
    sockets.handleUpgrade(request, stream, head, (page) =>
      bridgePage(page, {
        takePageToken: (shown) => options.gate.takePageToken(shown),
        waitForData: options.waitForData,
      }),
    );
  });
  await listen(server, options.port);
  return {
    close: () =>
      new Promise((resolve) => {
        for (const page of sockets.clients) page.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

function mayOpenSocket(request: IncomingMessage, gate: Gate): boolean {
  const { headers } = request;
  return request.url === '/socket' && gate.isOwnHost(headers) && gate.isOwnOrigin(headers) && gate.hasCookie(headers);
}

function refuseUpgrade(stream: Duplex): void {
  stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

function answer(request: IncomingMessage, response: ServerResponse, options: PageServerOptions): void {
  const { gate } = options;
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const policy = describePolicy(["'self'", `ws://127.0.0.1:${options.port}`]);
  const say = (status: number, text: string, contentType = 'text/plain; charset=utf-8'): void => {
    response.writeHead(status, { ...describeHeaders(contentType, policy), 'Cache-Control': 'no-store' }).end(text);
  };

  if (!gate.isOwnHost(request.headers)) return say(421, 'This is not the address of Annex.');
  if (request.method === 'POST' && url.pathname === '/link') {
    if (request.headers.authorization !== `Bearer ${options.ownerKey}`) return say(403, 'Refused.');
    return say(200, options.makeLink());
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return say(405, 'Refused.');
  if (url.pathname === '/enter') return enter(url, response, say, gate);
  if (!gate.isOwnPage(request.headers)) return say(403, 'Only the pages of Annex itself may ask for this.');
  if (!gate.hasCookie(request.headers)) {
    return say(401, 'Annex is running, but this browser has not been let in. Start Annex again: it opens the way in.');
  }
  if (url.pathname === '/enter.js') return say(200, enterScript, 'text/javascript; charset=utf-8');
  if (url.pathname === '/session') {
    if (!gate.showsPageKey(request.headers)) return say(401, 'This page has not been let in.');
    return say(200, JSON.stringify({ token: gate.makePageToken() }), 'application/json; charset=utf-8');
  }
  // Browsers ask for it by themselves; the pages have no icon at this place.
  if (url.pathname === '/favicon.ico') return say(204, '');
  sendFile(url.pathname, response, say, options.pagesFolder, policy);
}

type Say = (status: number, text: string, contentType?: string) => void;

/**
 * Takes the one-time link. The cookie is same-site strict, so a redirect of this request, which came from elsewhere,
 * would not carry it; the page keeps its key and goes on by itself instead.
 */
function enter(url: URL, response: ServerResponse, say: Say, gate: Gate): void {
  const admission = gate.takeLinkToken(url.searchParams.get('token') ?? '');
  if (admission === undefined) return say(403, 'This link has been used. Start Annex again: it makes a new one.');
  response.setHeader('Set-Cookie', gate.describeCookie(admission.cookie));
  const target = url.searchParams.get('sample') === '1' ? '/?sample=1' : '/';
  const script = `<script src="/enter.js" data-key="${admission.pageKey}" data-target="${target}"></script>`;
  say(200, `<!doctype html><html lang="en"><title>Annex</title>${script}`, 'text/html; charset=utf-8');
}

const enterScript = `const { key, target } = document.currentScript.dataset;
localStorage.setItem('annex:page', key);
location.replace(target);
`;

function sendFile(pathname: string, response: ServerResponse, say: Say, folder: string, policy: string): void {
  const file = findPageFile(folder, pathname);
  const found = file === undefined ? undefined : statSync(file.path, { throwIfNoEntry: false });
  if (file === undefined || found === undefined || !found.isFile()) return say(404, 'There is nothing here.');
  response.writeHead(200, {
    ...describeHeaders(file.contentType, policy),
    'Content-Length': String(found.size),
    'Cache-Control': file.isImmutable ? 'private, max-age=31536000, immutable' : 'no-store',
  });
  if (response.req.method === 'HEAD') response.end();
  else
    createReadStream(file.path)
      .on('error', () => response.destroy())
      .pipe(response);
}
