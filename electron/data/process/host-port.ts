import type { AnyRouter } from '@orpc/server';

/** Who a connection is: a window of the shell that started the program, or a command line of the same user. */
export type SessionKind = 'window' | 'command-line';

/** What every procedure is handed as its context; closed when the connection is. */
export interface Session {
  close(): void;
}

/** The firms of one data folder as the process sees them: contracts to serve, and one session for each connection. */
export interface Host {
  readonly router: AnyRouter;
  /** Served to connections that are bound to no firm. */
  readonly machineRouter: AnyRouter;
  /** Binds a connection to the firm at `place`, for good; to the first one where there is no such place. */
  createSession(kind: SessionKind, place?: string): Session;
  createMachineSession(kind: SessionKind): Session;
  /** Locks the firms of the person at the machine: the system was locked or goes to sleep. */
  lock(): Promise<void>;
  /** Resolves when everything acknowledged is durable and all files are closed. */
  close(): Promise<void>;
}

/** The desktop's key store, asked through the shell; every answer is null where there is none. */
export interface Keychain {
  isAvailable(): Promise<boolean>;
  seal(text: string): Promise<string | null>;
  open(sealed: string): Promise<string | null>;
}

/** What a host is made from. */
export interface HostOptions {
  /** The absolute path of the data folder, which this process holds alone. */
  dataFolder: string;
  keychain: Keychain;
  /** Shows a note on the person's desktop, where the shell can. */
  notify(title: string, body: string): void;
  /** Writes an unexpected error to the log, without client data; `where` names what was running. */
  readonly recordFault?: (error: unknown, where: string) => void;
}

/** Why a host could not be made; anything else it throws is a fault. */
export class StartRefusal extends Error {
  readonly code: 'folder-unwritable' | 'too-new';

  constructor(code: 'folder-unwritable' | 'too-new', sentence: string) {
    super(sentence);
    this.name = 'StartRefusal';
    this.code = code;
  }
}
