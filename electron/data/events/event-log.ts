import type { Workspace } from '../../../shared/domain/workspace.ts';
import type { EventDocument } from './envelope.ts';

/** A document as the feed brings it: the event, and its position in this workspace's feed. */
export interface FollowedEvent {
  readonly workspace: Workspace;
  readonly position: number;
  readonly document: EventDocument;
}

/** What the feed found besides events: tombstones, second revisions and documents that are none, an alarm each. */
export interface FollowedAlarm {
  readonly workspace: Workspace;
  readonly position: number;
  readonly id: string;
  readonly reason: 'deleted' | 'second revision' | 'not an event';
}

/** A page of a workspace's feed; `position` is where the next page begins. */
export interface FeedPage {
  readonly events: readonly FollowedEvent[];
  readonly alarms: readonly FollowedAlarm[];
  readonly position: number;
  readonly isEnd: boolean;
}

/** The events of one firm on one machine. Append and read; nothing else. */
export interface EventLog {
  /** Appends events of one workspace. Resolves when they are on disk; the same event again changes nothing. */
  append(workspace: Workspace, documents: readonly EventDocument[]): Promise<void>;
  /** Events after a position, in the order in which this machine got them. At most `limit`. */
  readFrom(workspace: Workspace, position: number, limit: number): Promise<FeedPage>;
  /** Events by id; what is not here is left out. */
  readMany(workspace: Workspace, ids: readonly string[]): Promise<EventDocument[]>;
  /** Number of events and the feed's last position. */
  measure(workspace: Workspace): Promise<{ count: number; position: number }>;
  close(): Promise<void>;
}
