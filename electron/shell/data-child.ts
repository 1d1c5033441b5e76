import type { DataMessage, ShellMessage } from '../data/process/protocol.ts';

/** A running data program, as a shell holds it: Electron's utility process or a Node child. `Port` is what it takes. */
export interface DataChild<Port = never> {
  send(message: ShellMessage, ports?: readonly Port[]): void;
  onMessage(listener: (message: DataMessage) => void): void;
  /** Called once, with the exit status or null after a signal. */
  onExit(listener: (code: number | null) => void): void;
  /** Ends it at once. */
  kill(): void;
}
