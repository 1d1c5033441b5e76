import { EventEmitter } from 'node:events';

/**
 * Loaded into a plain Node child before its program: gives it Electron's `process.parentPort`, with message ports,
 * over the child's IPC channel. The other side is `fake-utility-process.ts`.
 */
export type ChildFrame =
  | { kind: 'message'; data: unknown; ports: number[] }
  | { kind: 'port-data'; port: number; data: unknown }
  | { kind: 'port-closed'; port: number };

class ChildPort extends EventEmitter {
  private readonly waiting: unknown[] = [];
  private isStarted = false;
  private readonly id: number;

  constructor(id: number) {
    super();
    this.id = id;
  }

  postMessage(data: unknown): void {
    process.send?.({ kind: 'port-data', port: this.id, data } satisfies ChildFrame);
  }

  start(): void {
    this.isStarted = true;
    for (const data of this.waiting.splice(0)) this.emit('message', { data, ports: [] });
  }

  close(): void {
    process.send?.({ kind: 'port-closed', port: this.id } satisfies ChildFrame);
  }

  take(data: unknown): void {
    if (this.isStarted) this.emit('message', { data, ports: [] });
    else this.waiting.push(data);
  }
}

class ParentPort extends EventEmitter {
  postMessage(data: unknown): void {
    process.send?.({ kind: 'message', data, ports: [] } satisfies ChildFrame);
  }
}

const parentPort = new ParentPort();
const ports = new Map<number, ChildPort>();

process.on('message', (frame: ChildFrame) => {
  if (frame.kind === 'port-data') ports.get(frame.port)?.take(frame.data);
  else if (frame.kind === 'port-closed') {
    ports.get(frame.port)?.emit('close');
    ports.delete(frame.port);
  } else {
    const handed = frame.ports.map((id) => {
      const port = new ChildPort(id);
      ports.set(id, port);
      return port;
    });
    parentPort.emit('message', { data: frame.data, ports: handed });
  }
});
// A utility process ends with the application that made it.
process.on('disconnect', () => process.exit(0));
Object.defineProperty(process, 'parentPort', { value: parentPort });
