import type * as z from 'zod';
import type { Workspace } from '../../../shared/domain/workspace.ts';
import type {
  rosterDeviceEnrolled,
  rosterDeviceRemoved,
  rosterDeviceRenamed,
  rosterEpochStarted,
  rosterFounded,
  rosterInvitationWithdrawn,
  rosterInvited,
  rosterKeysGiven,
  rosterKitRenewed,
  rosterMemberChanged,
  rosterMemberRemoved,
  rosterRecovered,
} from '../../../shared/events/roster.ts';

interface Common {
  readonly id: string;
  readonly firmId: string;
  readonly atMs: number;
  readonly parents: readonly string[];
}

type Typed<Definition extends { type: string; head: z.ZodType }> = Common & {
  readonly type: Definition['type'];
  readonly head: z.infer<Definition['head']>;
};

/** A roster event, opened and of a known shape. */
export type RosterEvent =
  | Typed<typeof rosterFounded>
  | Typed<typeof rosterInvited>
  | Typed<typeof rosterDeviceEnrolled>
  | Typed<typeof rosterMemberChanged>
  | Typed<typeof rosterMemberRemoved>
  | Typed<typeof rosterDeviceRemoved>
  | Typed<typeof rosterEpochStarted>
  | Typed<typeof rosterKeysGiven>
  | Typed<typeof rosterRecovered>
  | Typed<typeof rosterDeviceRenamed>
  | Typed<typeof rosterInvitationWithdrawn>
  | Typed<typeof rosterKitRenewed>;

/** The last event of a chain that counts, by workspace. */
export type RosterHeads = Partial<Record<Workspace, string>>;
