import { EventEmitter } from 'node:events';
import type { PortPart } from '../../../electron/main/electron-parts.ts';

/** Where the frames of a port go that was handed to a page or to the data program. */
export interface PortSink {
  deliver(data: unknown): void;
  close(): void;
}

/** One end of a channel as the main process holds it: frames wait until it is started or handed on. */
export class FakePort extends EventEmitter implements PortPart {
  private other: FakePort | undefined;
  private sink: PortSink | undefined;
  private isStarted = false;
  private isClosed = false;
  private readonly waiting: unknown[] = [];

  static pair(): [FakePort, FakePort] {
    const [left, right] = [new FakePort(), new FakePort()];
    left.other = right;
    right.other = left;
    return [left, right];
  }

  postMessage(message: unknown): void {
    if (this.isClosed) return;
    this.other?.take(message);
  }

  start(): void {
    this.isStarted = true;
    for (const data of this.waiting.splice(0)) this.take(data);
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.other?.otherClosed();
  }

  /** Hands this end to another process: from now on `sink` has what arrives. */
  handTo(sink: PortSink): void {
    this.sink = sink;
    this.start();
    if (this.isClosed) sink.close();
  }

  private take(data: unknown): void {
    if (this.isClosed) return;
    if (!this.isStarted) this.waiting.push(data);
    else if (this.sink !== undefined) this.sink.deliver(data);
    else this.emit('message', { data, ports: [] });
  }

  private otherClosed(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.sink?.close();
    this.emit('close');
  }
}
