/**
 * What a shell and the data program say to each other. Types only: the shells know nothing else of the data side.
 * In Electron the words travel over the utility process's own channel, elsewhere over the child's IPC channel.
 */

/** What a connection is bound to for good: one firm of this machine (by its place; the first where absent), or none. */
export interface Aim {
  to?: 'firm' | 'machine';
  place?: string;
}

/** A shell's words to the data program. */
export type ShellMessage =
  /** One window wants in; its message port travels with the word (Electron only). */
  | ({ type: 'connect' } & Aim)
  /** The system was locked, or goes to sleep: lock. */
  | { type: 'lock' }
  /** Finish what is acknowledged, close the firm and end. */
  | { type: 'shutdown' }
  /** The answer to a `keychain` word; `null` where there is no keychain or it refused. */
  | { type: 'keychain-answer'; id: string; value: string | null };

export type KeychainAction = 'available' | 'seal' | 'open';

/** Why the data program does not start. */
export type StartRefusalCode = 'folder-held' | 'folder-unwritable' | 'too-new';

/** The data program's words to its shell. */
export type DataMessage =
  /** It answers on `socketPath`; whoever shows `windowToken` there is a window of this shell. */
  | { type: 'ready'; socketPath: string; windowToken: string }
  /** It cannot start, and says what a person can do. It ends with `refusedExitCode`. */
  | { type: 'refused'; code: StartRefusalCode; sentence: string }
  /** `seal` turns text into a sealed text, `open` back, `available` answers 'yes' or null. */
  | { type: 'keychain'; id: string; action: KeychainAction; value: string }
  /** Something for the person's desktop; it names no client. */
  | { type: 'notify'; title: string; body: string }
  /** Everything is closed; the end of the process follows. */
  | { type: 'bye' };

/** The first frame on the data program's socket, within `firstFrameMs`; after it the contract takes over. */
export type FirstFrame = ({ kind: 'window'; token: string } | { kind: 'command-line' }) & Aim;

export const firstFrameMs = 5000;

/** Exit statuses of the data program: ended well, a refusal to start, an unexpected fault. */
export const dataExit = { well: 0, refused: 69, fault: 70 } as const;

/** The file in the data folder that names the socket, and the one that says who holds the folder. */
export const socketFileName = 'socket';
export const lockFileName = 'lock';

/** WebSocket close code for a connection that did not say who it is. */
export const closeCodes = { unknownCaller: 4401, dataEnded: 4503 } as const;
