import type { Day } from '../../../shared/domain/day.ts';
import type { Decision, Refusal } from '../../../shared/domain/refusal.ts';
import type { Right, Role } from '../../../shared/domain/roles/rights.ts';
import type { Workspace } from '../../../shared/domain/workspace.ts';
import type { NewEvent } from '../../../shared/events/event.ts';
import type { openedKinds } from '../../../shared/events/sharing.ts';
import type { FileStore } from '../files/file-store.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { PaperAttachment, PaperData, PaperKind } from '../paper/paper-data.ts';
import type { RowReader } from '../projections/projection.ts';

/** The member on this device, as the roster says now. */
export interface Me {
  readonly memberId: string;
  readonly deviceId: string;
  readonly name: string;
  readonly role: Role;
  readonly outside: boolean;
}

/** What a command decides with. Everything acknowledged before it is in `rows`. */
export interface Turn {
  readonly rows: RowReader;
  readonly me: Me;
  readonly commandId: string;
  /** Instant in epoch milliseconds. */
  readonly nowMs: number;
  /** The firm's day now. */
  readonly today: Day;
  /** A new id: 20 characters, random, never a name. */
  newId(): string;
  holds(right: Right): boolean;
  /** A refusal where an event that could not be folded touches one of these aggregates; else null. */
  gap(workspace: Workspace, aggregates: readonly string[]): Refusal | null;
  /** Chain heads of a workspace as this device knows them: device to its last event. */
  heads(workspace: Workspace): Record<string, string>;
}

/** What a command leads to. `answer` goes back to whoever asked, and again when the command is sent twice. */
export interface Outcome<Answer> {
  readonly events: readonly NewEvent[];
  readonly answer: Answer;
}

/** Decides a command on what the rows say: events and an answer, or a refusal. Synchronous, so nothing comes between. */
export type Decide<Answer> = (turn: Turn) => Decision<Outcome<Answer>>;

/** Something that a person opened to read. */
export interface Opening {
  readonly kind: (typeof openedKinds)[number];
  readonly thingId: string;
  readonly matterId: string | null;
}

/** One unlocked firm, as procedures see it. */
export interface OpenFirm {
  readonly rows: RowReader;
  readonly me: Me;
  readonly nowMs: () => number;
  readonly today: () => Day;
  holds(right: Right): boolean;
  /** Runs one command in the firm's queue: decide, append (durable), fold, answer. Throws RefusalError on "no". */
  execute<Answer>(commandId: string, decide: Decide<Answer>): Promise<Answer>;
  /** True when the passphrase is this member's: asked again before money goes out. Slowed down after failures. */
  isPassphrase(passphrase: string): Promise<boolean>;
  /** Member's name as the roster knows it; "Former member" where it does not. */
  memberName(memberId: string): string;
  /** Notes that this member opened something to read; kept of people from outside alone [SH10]. */
  noteOpened(opening: Opening): void;
  deviceName(deviceId: string): string;
  /** Renders a paper in the worker (see electron/data/paper): PDF bytes. */
  renderPaper<Kind extends PaperKind>(
    kind: Kind,
    data: PaperData[Kind],
    attachments?: readonly PaperAttachment[],
  ): Promise<Uint8Array>;
  /** Files as sealed chunks on this machine. */
  readonly files: FileStore;
  readonly jobs: Jobs;
}
