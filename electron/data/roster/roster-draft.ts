import type { RecoveryPublic, RosterDevice, RosterEpoch, RosterInvitation, RosterMember } from './roster.ts';
import type { RosterEvent } from './roster-event.ts';

/** A roster event of one type. */
export type Of<Type extends RosterEvent['type']> = Extract<RosterEvent, { type: Type }>;

/** The roster while it is folded. */
export interface Draft {
  firmId: string;
  founding: string;
  recovery: RecoveryPublic;
  /** Signing keys of every kit that is good: the newest, and those before it that were lost and not voided. */
  kits: string[];
  /** Kits that were voided, by the event that did it. */
  voided: Map<string, string>;
  /** Which kit a recovery was signed with. */
  recoveredWith: Map<string, string>;
  boxes: { key: string; sealed: string }[];
  members: Map<string, RosterMember>;
  devices: Map<string, RosterDevice>;
  invitations: Map<string, RosterInvitation>;
  epochs: Map<string, RosterEpoch>;
  /** Members who could manage the firm at some time. */
  managers: Set<string>;
  wraps: { key: string; deviceId: string; sealed: string; replaces: boolean }[];
  applied: string[];
  refused: Map<string, string>;
}
