import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** An HTTP proxy that opens tunnels (CONNECT), for those who show its login where it has one. */
export interface TunnelProxy {
  readonly url: string;
  /** Where tunnels were opened to, in their order. */
  readonly opened: readonly string[];
  /** How many were asked for without the login. */
  refused(): number;
}

/** Starts a proxy; it ends with the test. */
export async function startTunnelProxy(login?: { name: string; password: string }): Promise<TunnelProxy> {
  const opened: string[] = [];
  const sockets = new Set<Socket>();
  let refused = 0;
  const expected =
    login === undefined ? undefined : `Basic ${Buffer.from(`${login.name}:${login.password}`).toString('base64')}`;
  const server: Server = createServer((_request, response) => response.writeHead(405).end());
  server.on('connect', (request, socket: Socket, head: Buffer) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    if (expected !== undefined && request.headers['proxy-authorization'] !== expected) {
      refused += 1;
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="proxy"\r\n\r\n');
      return;
    }
    const [host = '', port = ''] = (request.url ?? '').split(':');
    opened.push(`${host}:${port}`);
    const target = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      target.write(head);
      target.pipe(socket);
      socket.pipe(target);
    });
    sockets.add(target);
    target.on('error', () => socket.destroy());
    socket.on('close', () => target.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const user = login === undefined ? '' : `${login.name}:${login.password}@`;
  return { url: `http://${user}127.0.0.1:${port}`, opened, refused: () => refused };
}
