import * as z from 'zod';
import { roleSchema } from '../domain/roles/role-schema.ts';
import { startableWorkspaces } from '../domain/sharing/workspace-share.ts';
import { sides, workspaces, workWorkspaces } from '../domain/workspace.ts';
import { defineEvent, eventIdSchema, idSchema, nothing, requiredTextSchema, textSchema } from './event.ts';

const keyText = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const sealedText = z.string().max(2_000);
const deviceIdSchema = z.string().regex(/^[0-9a-f]{16}$/);

/** Public half of a device: the id is the hash of its signing key, so the two cannot be parted. */
export const devicePublicSchema = z.object({
  id: deviceIdSchema,
  name: textSchema,
  signingPublic: keyText,
  exchangePublic: keyText,
});

/** One key of a workspace, sealed to each device that holds it, to the recovery key and under its successor. */
export const epochSchema = z.object({
  workspace: z.enum(workWorkspaces),
  side: z.enum(sides),
  epoch: z.number().int().min(1),
  wraps: z.record(z.string(), sealedText),
  recovery: sealedText,
  /** The key of the epoch before, sealed under this one; absent for the first. */
  previous: sealedText.optional(),
});

/** For each workspace the last event of a chain that counts; a workspace that is absent counts nothing. */
export const headsSchema = z.partialRecord(z.enum(workspaces), eventIdSchema);

/**
 * For a workspace that is shared from now on alone, the first epoch of its outside key that the member is given [SH11];
 * a workspace that is absent is read from its beginning.
 */
export const shareStartsSchema = z.partialRecord(z.enum(startableWorkspaces), z.number().int().min(1));

const memberSchema = z.object({ id: idSchema, name: requiredTextSchema, role: roleSchema });

export const rosterFounded = defineEvent({
  type: 'roster.founded',
  version: 1,
  workspace: 'roster',
  aggregate: 'roster',
  right: 'none',
  head: z.object({
    firmId: z.string().regex(/^[0-9a-f]{32}$/),
    member: memberSchema,
    device: devicePublicSchema,
    recovery: z.object({ exchangePublic: keyText, signingPublic: keyText }),
    /** The firm's recovery key over the first device's id. The firm's id is the hash of that key: the root of trust. */
    proof: z.string().max(200),
    epochs: z.array(epochSchema),
  }),
  body: nothing,
});

export const rosterInvited = defineEvent({
  type: 'roster.invited',
  version: 1,
  workspace: 'roster',
  aggregate: 'roster',
  right: 'firm.manage',
  head: z.object({
    invitationId: idSchema,
    member: memberSchema,
    workspaces: z.array(z.enum(workWorkspaces)),
    starts: shareStartsSchema.optional(),
    /** Keys derived from the secret in the code. */
    signingPublic: keyText,
    exchangePublic: keyText,
    expiresAtMs: z.number().int(),
    /** `workspace/side/epoch` to the key, sealed to the invitation. */
    wraps: z.record(z.string(), sealedText),
    /** Name of the account at the hub that goes with the invitation: owners' devices bind the new device to it. */
    hubAccount: z.string().max(64).optional(),
  }),
  body: nothing,
});

export const rosterDeviceEnrolled = defineEvent({
  type: 'roster.device.enrolled',
  version: 1,
  workspace: 'roster',
  aggregate: 'roster',
  right: 'none',
  head: z.object({
    invitationId: idSchema,
    device: devicePublicSchema,
    /** The invitation's signature over the device's id: proves that the code was held. */
    proof: z.string().max(200),
    wraps: z.record(z.string(), sealedText),
  }),
  body: nothing,
});

export const rosterMemberChanged = defineEvent({
  type: 'roster.member.changed',
  version: 1,
  workspace: 'roster',
  aggregate: 'roster',
  right: 'firm.manage',
  head: z.object({
    memberId: idSchema,
    role: roleSchema,
    workspaces: z.array(z.enum(workWorkspaces)),
    starts: shareStartsSchema.optional(),
    /** For each device of the member, the heads that the author had seen: what lies beyond is judged by the new role. */
    heads: z.record(deviceIdSchema, headsSchema),
  }),
  body: nothing,
});

export const rosterMemberRemoved = defineEvent({
  type: 'roster.member.removed',
  version: 1,
  workspace: 'roster',
  aggregate: 'roster',
  right: 'firm.manage',
  head: z.object({ memberId: idSchema, heads: z.record(deviceIdSchema, headsSchema) }),
  body: nothing,
});

export const rosterDeviceRemoved = defineEvent({
  type: 'roster.device.removed',
  version: 1,
  workspace: 'roster',
  aggregate: 'roster',
  right: 'firm.manage',
  head: z.object({ deviceId: deviceIdSchema, heads: headsSchema, reason: textSchema }),
  body: nothing,
});

export const rosterEpochStarted = defineEvent({
  type: 'roster.epoch.started',
  version: 1,
  workspace: 'roster',
  aggregate: 'roster',
  right: 'firm.manage',
  head: z.object({ epochs: z.array(epochSchema).min(1) }),
  body: nothing,
});

/** Gives a device keys that it lacked: after a role gained a workspace. */
export const rosterKeysGiven = defineEvent({
  type: 'roster.keys.given',
  version: 1,
  workspace: 'roster',
  aggregate: 'roster',
  right: 'firm.manage',
  head: z.object({ deviceId: deviceIdSchema, wraps: z.record(z.string(), sealedText) }),
  body: nothing,
});

/** A device's own member, or somebody who manages the firm, gives it another name. */
export const rosterDeviceRenamed = defineEvent({
  type: 'roster.device.renamed',
  version: 1,
  workspace: 'roster',
  aggregate: 'roster',
  right: 'none',
  head: z.object({ deviceId: deviceIdSchema, name: requiredTextSchema }),
  body: nothing,
});

/** An invitation that was not used yet serves nobody any more. */
export const rosterInvitationWithdrawn = defineEvent({
  type: 'roster.invitation.withdrawn',
  version: 1,
  workspace: 'roster',
  aggregate: 'roster',
  right: 'firm.manage',
  head: z.object({ invitationId: idSchema }),
  body: nothing,
});

/**
 * The firm has a new recovery kit. Signed by the kit before, that one is void; without (it was lost) it stays good
 * beside the new one, so that no owner can take the firm's last word away [RS9].
 */
export const rosterKitRenewed = defineEvent({
  type: 'roster.kit.renewed',
  version: 1,
  workspace: 'roster',
  aggregate: 'roster',
  right: 'firm.manage',
  head: z.object({
    recovery: z.object({ exchangePublic: keyText, signingPublic: keyText }),
    /** The kit before over the new signing key. */
    proof: z.string().max(200).optional(),
    /** `workspace/side/epoch` to the key, sealed to the new kit. */
    wraps: z.record(z.string(), sealedText),
  }),
  body: nothing,
});

/** The recovery key speaks: an owner's device is restored, whatever removals said. Signed with the kit. */
export const rosterRecovered = defineEvent({
  type: 'roster.recovered',
  version: 1,
  workspace: 'roster',
  aggregate: 'roster',
  right: 'none',
  head: z.object({
    member: memberSchema,
    device: devicePublicSchema,
    proof: z.string().max(200),
    wraps: z.record(z.string(), sealedText),
    /** Name of the account at the hub that this device goes on using. */
    hubAccount: z.string().max(64).optional(),
  }),
  body: nothing,
});

export const rosterEvents = [
  rosterFounded,
  rosterInvited,
  rosterDeviceEnrolled,
  rosterMemberChanged,
  rosterMemberRemoved,
  rosterDeviceRemoved,
  rosterEpochStarted,
  rosterKeysGiven,
  rosterRecovered,
  rosterDeviceRenamed,
  rosterInvitationWithdrawn,
  rosterKitRenewed,
] as const;
