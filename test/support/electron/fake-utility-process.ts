import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { PortPart, UtilityPart } from '../../../electron/main/electron-parts.ts';
import { FakePort } from './fake-port.ts';
import type { ChildFrame } from './parent-port.ts';

const parentPortModule = fileURLToPath(new URL('parent-port.ts', import.meta.url));

/** A utility process as a real child of this one: killing it is killing a process. */
export class FakeUtilityProcess extends EventEmitter implements UtilityPart {
  readonly child: ChildProcess;
  private readonly ports = new Map<number, FakePort>();
  private nextPort = 1;

  constructor(modulePath: string, args: string[] = []) {
    super();
    this.child = fork(modulePath, args, {
      execArgv: ['--import', parentPortModule],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.child.on('message', (frame) => this.take(frame as ChildFrame));
    this.child.on('exit', (code) => {
      for (const port of this.ports.values()) port.close();
      this.ports.clear();
      this.emit('exit', code ?? 9);
    });
    this.child.on('error', () => {});
  }

  postMessage(message: unknown, transfer: PortPart[] = []): void {
    const ids = transfer.map((port) => this.takePort(port));
    this.send({ kind: 'message', data: message, ports: ids.map(([id]) => id) });
    for (const [, connect] of ids) connect();
  }

  kill(): boolean {
    return this.child.kill('SIGKILL');
  }

  private takePort(port: PortPart): [number, () => void] {
    if (!(port instanceof FakePort)) throw new Error('Only a port of a MessageChannelMain can be handed over.');
    const id = this.nextPort++;
    this.ports.set(id, port);
    const connect = (): void =>
      port.handTo({
        deliver: (data) => this.send({ kind: 'port-data', port: id, data }),
        close: () => {
          this.ports.delete(id);
          this.send({ kind: 'port-closed', port: id });
        },
      });
    return [id, connect];
  }

  private send(frame: ChildFrame): void {
    if (this.child.connected) this.child.send(frame, () => {});
  }

  private take(frame: ChildFrame): void {
    if (frame.kind === 'message') this.emit('message', frame.data);
    else if (frame.kind === 'port-data') this.ports.get(frame.port)?.postMessage(frame.data);
    else {
      this.ports.get(frame.port)?.close();
      this.ports.delete(frame.port);
    }
  }
}
