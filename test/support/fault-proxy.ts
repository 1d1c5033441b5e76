import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What goes wrong on the way. Without a fault everything passes. */
export type Fault =
  /** The connection breaks before the hub hears of the request. */
  | { kind: 'drop' }
  /** The hub answers, but the connection breaks before the answer comes. */
  | { kind: 'lose-answer' }
  /** Everything takes this much longer. */
  | { kind: 'delay'; delayMs: number }
  /** A server's error in CouchDB's form. */
  | { kind: 'status'; status: number }
  /** A fine status, and bytes that mean nothing. */
  | { kind: 'garbage' }
  /** The page of a network that wants a log-in first: status 200, HTML. */
  | { kind: 'captive-portal' }
  /** The answer breaks off after so many bytes. */
  | { kind: 'cut'; afterBytes: number }
  /** The hub lies: its JSON is changed on the way. */
  | { kind: 'rewrite'; change: (value: unknown, path: string) => unknown };

/** Which requests a fault meets: all, or those that `matches` picks, and at most `times` of them. */
export interface FaultRule {
  readonly fault: Fault;
  readonly matches?: (method: string, path: string) => boolean;
  readonly times?: number;
}

/** A proxy between a device and a hub. */
export interface FaultProxy {
  readonly url: string;
  /** Replaces the rules; none lets everything pass. */
  setFaults(...rules: FaultRule[]): void;
  /** `METHOD path` of every request so far. */
  readonly requests: readonly string[];
  /** Breaks all connections and refuses new ones, as a hub that died. */
  kill(): Promise<void>;
  /** Listens again at the same address. */
  revive(): Promise<void>;
  close(): Promise<void>;
}

const host = '127.0.0.1';

/** Starts a proxy before the hub at `target` (http). The caller closes it. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  let rules: { rule: FaultRule; left: number }[] = [];
  const requests: string[] = [];
  const pick = (method: string, path: string): Fault | null => {
    const found = rules.find(({ rule, left }) => left > 0 && (rule.matches?.(method, path) ?? true));
    if (found) found.left -= 1;
    return found?.rule.fault ?? null;
  };
  const server = createServer((request, response) => {
    const { method = 'GET', url = '/' } = request;
    requests.push(`${method} ${url}`);
    response.on('error', () => undefined);
    void pass(target, request, response, pick(method, url)).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 75_000;
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, host, resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const kill = async () => {
    if (!server.listening) return;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  return {
    url: `http://${host}:${port}`,
    setFaults(...next) {
      rules = next.map((rule) => ({ rule, left: rule.times ?? Number.POSITIVE_INFINITY }));
    },
    requests,
    kill,
    revive: () => listen(port),
    close: kill,
  };
}

async function pass(
  target: string,
  request: IncomingMessage,
  response: ServerResponse,
  fault: Fault | null,
): Promise<void> {
  if (!fault) return forward(target, request, response);
  switch (fault.kind) {
    case 'drop':
      request.socket.destroy();
      return;
    case 'delay':
      await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
      return forward(target, request, response);
    case 'status':
      return end(
        request,
        response,
        fault.status,
        'application/json',
        '{"error":"internal_server_error","reason":"fault"}\n',
      );
    case 'garbage':
      return end(request, response, 200, 'application/json', '\u0000\u0001{"rows":[{"id":');
    case 'captive-portal':
      return end(
        request,
        response,
        200,
        'text/html',
        '<!doctype html><title>Welcome</title><p>Please log in to the guest network.',
      );
    default:
      return alter(target, request, response, fault);
  }
}

/** The faults that need the hub's whole answer first. */
async function alter(
  target: string,
  request: IncomingMessage,
  response: ServerResponse,
  fault: Extract<Fault, { kind: 'lose-answer' | 'cut' | 'rewrite' }>,
): Promise<void> {
  const answer = await ask(target, request);
  const body = await readAll(answer);
  if (fault.kind === 'lose-answer') {
    response.destroy();
    return;
  }
  const { 'content-length': _, 'transfer-encoding': __, ...headers } = answer.headers;
  if (fault.kind === 'cut') {
    response.writeHead(answer.statusCode ?? 200, { ...headers, 'content-length': body.length });
    response.write(body.subarray(0, fault.afterBytes), () => response.destroy());
    return;
  }
  const changed = Buffer.from(JSON.stringify(fault.change(JSON.parse(body.toString()), request.url ?? '/')));
  response.writeHead(answer.statusCode ?? 200, { ...headers, 'content-length': changed.length });
  response.end(changed);
}

async function forward(target: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const answer = await ask(target, request, response);
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  answer.on('error', () => response.destroy());
  answer.pipe(response);
}

function ask(target: string, request: IncomingMessage, response?: ServerResponse): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { host: name, port } = new URL(target);
    const headers = { ...request.headers, host: name };
    const outgoing = send({ host, port, method: request.method, path: request.url, headers, agent: false }, resolve);
    outgoing.on('error', reject);
    request.on('error', () => outgoing.destroy());
    // A device that hangs up ends its waiting feed at the hub too.
    response?.on('close', () => outgoing.destroy());
    request.pipe(outgoing);
  });
}

function end(request: IncomingMessage, response: ServerResponse, status: number, type: string, body: string): void {
  request.resume();
  response.writeHead(status, { 'Content-Type': type });
  response.end(body);
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
