import * as z from 'zod';
import { roleSchema } from '../domain/roles/role-schema.ts';
import { startableWorkspaces } from '../domain/sharing/workspace-share.ts';
import { workWorkspaces } from '../domain/workspace.ts';
import { idSchema, requiredTextSchema, textSchema } from '../events/event.ts';
import { command, doneSchema, query } from './procedure.ts';

/** Workspaces that somebody outside is given from now on alone: nothing from before [SH11]. */
const fromNowSchema = z.array(z.enum(startableWorkspaces));

export const memberRowSchema = z.object({
  memberId: z.string(),
  name: z.string(),
  role: roleSchema,
  outside: z.boolean(),
  workspaces: z.array(z.enum(workWorkspaces)),
  /** Those of them that are shared from a time on alone. */
  fromNow: fromNowSchema,
  state: z.enum(['active', 'invited', 'removed']),
  devices: z.array(
    z.object({
      deviceId: z.string(),
      name: z.string(),
      enrolledAtMs: z.number(),
      lastEventAtMs: z.number().nullable(),
      /** When the device last said that it was in touch with the hub, or wrote something. */
      lastSyncAtMs: z.number().nullable(),
      /** Trust accounts of which it is the custodian. */
      custodyOf: z.array(z.string()),
      removed: z.boolean(),
      isThis: z.boolean(),
      /** How far its newest event lies ahead of this device's clock, where that is beyond the bound. */
      clockAheadMs: z.number(),
      /** How far its clock was ahead of the hub's when it last said so (negative: behind); 0 where it was right. */
      clockSkewMs: z.number(),
    }),
  ),
});

/** Sync in words and figures. `sentence` is what the top line shows. */
export const syncStatusSchema = z.object({
  state: z.enum([
    'off',
    'connecting',
    'up to date',
    'working',
    'offline',
    'trouble',
    'refused',
    'paused',
    'signed out',
  ]),
  sentence: z.string(),
  /** What is wrong with the hub or the way to it, in words, and what to do. */
  trouble: z.object({ kind: z.string(), sentence: z.string(), sinceMs: z.number() }).nullable(),
  hubUrl: z.string().nullable(),
  /** The proxy on the way, without its login; empty for none. */
  proxy: z.string(),
  /** The account of this device at the hub; empty without a hub. */
  account: z.string(),
  /** The one authority whose certificates the hub may show, where one is pinned. */
  pinnedCa: z.object({ subject: z.string(), fingerprint: z.string(), validUntilMs: z.number() }).nullable(),
  isPaused: z.boolean(),
  isMetered: z.boolean(),
  /** How far this device's clock is ahead of the hub's; null while that is not known. */
  clockSkewMs: z.number().nullable(),
  clockSentence: z.string(),
  lastSuccessAtMs: z.number().nullable(),
  waiting: z.number(),
  /** Events that the hub still has for this device, while it brings them. */
  toPull: z.number(),
  refused: z.number(),
  /** Documents in this device's own store that are no events: named under Set aside, never folded. */
  storeAlarms: z.number(),
  /** What the hub did and people should know, newest first. */
  notices: z.array(z.object({ atMs: z.number(), workspace: z.string(), sentence: z.string() })),
  workspaces: z.array(
    z.object({
      workspace: z.string(),
      pushed: z.number(),
      pulled: z.number(),
      waiting: z.number(),
      toPull: z.number(),
      state: z.string(),
      lastError: z.string(),
      lastSuccessAtMs: z.number().nullable(),
    }),
  ),
  filesWaiting: z.number(),
});

/** A hub's address, an account and the way there. */
const hubShape = {
  url: z.url('Give the address of the hub, beginning with https:// or http://.').max(300),
  name: z.string().min(1).max(100),
  password: z.string().min(1).max(200),
  /** PEM of the one authority whose certificates the hub may show; empty for those of the system. */
  ca: z.string().max(20_000).default(''),
  /** `http://host:port` of an HTTP proxy; empty for none. */
  proxy: z.string().max(300).default(''),
};

export const providerContract = {
  listMembers: query(
    'member',
    'Members, their roles, devices and what they can read.',
    z.object({}),
    z.object({
      rows: z.array(memberRowSchema),
      invitations: z.array(
        z.object({
          invitationId: z.string(),
          name: z.string(),
          role: roleSchema,
          expiresAtMs: z.number(),
          state: z.enum(['open', 'expired', 'withdrawn']),
        }),
      ),
      /** Removals that people who acted apart made of one another, in a sentence each. */
      contested: z.array(z.object({ eventId: z.string(), sentence: z.string() })),
    }),
  ),
  invite: command(
    'firm.manage',
    'Invites a person, or a further device of a member. The code works once, for 14 days.',
    {
      name: requiredTextSchema,
      role: roleSchema,
      /** A further device of this member. */
      memberId: idSchema.optional(),
      workspaces: z.array(z.enum(workWorkspaces)).optional(),
      fromNow: fromNowSchema.default([]),
    },
    z.object({
      code: z.string(),
      memberId: z.string(),
      invitationId: z.string(),
      expiresAtMs: z.number(),
    }),
  ),
  invitationFile: query(
    'firm.manage',
    'The file that carries an invitation by hand: for a firm without a hub, or a machine that cannot reach it.',
    z.object({ code: z.string().max(4_000) }),
    z.object({ text: z.string() }),
  ),
  takeAnswer: command(
    'firm.manage',
    'Takes in the answer file of a machine that joined by hand.',
    { file: z.string().max(64_000_000) },
    z.object({ deviceId: z.string(), name: z.string() }),
  ),
  withdrawInvitation: command(
    'firm.manage',
    'Withdraws an invitation that was not used yet.',
    { invitationId: idSchema },
    doneSchema,
  ),
  renameDevice: command(
    'member',
    'Gives a device another name: one’s own, or any for who manages the firm.',
    { deviceId: z.string(), name: requiredTextSchema },
    doneSchema,
  ),
  changeRole: command(
    'firm.manage',
    'Changes a member’s role and workspaces.',
    {
      memberId: idSchema,
      role: roleSchema,
      workspaces: z.array(z.enum(workWorkspaces)).optional(),
      /** Without it, what started later goes on to start there. */
      fromNow: fromNowSchema.optional(),
    },
    doneSchema,
  ),
  removeMember: command(
    'firm.manage',
    'Removes a member: new keys start for what they could read.',
    { memberId: idSchema, reason: textSchema.default('') },
    doneSchema,
  ),
  removeDevice: command(
    'firm.manage',
    'Removes a lost or retired device.',
    { deviceId: z.string(), reason: textSchema.default('') },
    doneSchema,
  ),
  setHub: command(
    'firm.manage',
    'Connects the firm to a hub; creates its databases where the account may.',
    hubShape,
    syncStatusSchema,
  ),
  logInToHub: command(
    'member',
    'Connects this device with an account of its own: after its password changed, or the firm moved to another hub.',
    hubShape,
    syncStatusSchema,
  ),
  setHubRoute: command(
    'member',
    'Changes the address of the hub, the proxy and the pinned authority on this device’s way there; empty for none. What is left out stays.',
    {
      url: hubShape.url.optional(),
      ca: z.string().max(20_000).optional(),
      proxy: z.string().max(300).optional(),
    },
    syncStatusSchema,
  ),
  spareLine: command(
    'member',
    'On a metered line the hub is asked every quarter of an hour, and files come on demand only.',
    { metered: z.boolean() },
    syncStatusSchema,
  ),
  compareWithHub: command(
    'member',
    'Compares every event with the hub, by id, and carries over what is missing on either side.',
    {},
    z.object({ sent: z.number(), fetched: z.number() }),
  ),
  syncStatus: query('member', 'What is synchronised and what waits.', z.object({}), syncStatusSchema),
  pauseSync: command('member', 'Pauses or resumes sync on this machine.', { paused: z.boolean() }, syncStatusSchema),
  syncNow: command('member', 'Tries at once.', {}, syncStatusSchema),
  listBundlePeers: query(
    'member',
    'The firm’s other devices, for carrying a bundle to one, and what is known of their copies.',
    z.object({}),
    z.object({
      rows: z.array(
        z.object({
          deviceId: z.string(),
          name: z.string(),
          memberName: z.string(),
          outside: z.boolean(),
          /** When the last bundle that came from it was made; null where none came. */
          knownAtMs: z.number().nullable(),
        }),
      ),
    }),
  ),
  startBundle: command(
    'member',
    'Begins a sealed bundle of changes and files for another device of the firm, to be carried by hand.',
    {
      /** The device it is for: it gets what it may hold and does not have yet. Without one: everything that is here. */
      forDeviceId: z.string().optional(),
      /** Only what was written from this instant on. */
      sinceMs: z.number().int().min(0).optional(),
      withFiles: z.boolean().default(true),
    },
    z.object({ bundleId: z.string(), fileName: z.string() }),
  ),
  readBundlePart: query(
    'member',
    'The next part of a bundle, about 1 MB; parts are asked for in order.',
    z.object({ bundleId: z.string(), part: z.number().int().min(0) }),
    z.object({ dataBase64: z.string(), isLast: z.boolean(), events: z.number(), chunks: z.number() }),
  ),
  startBundleUpload: command('member', 'Begins to take in a bundle.', {}, z.object({ uploadId: z.string() })),
  uploadBundlePart: command(
    'member',
    'Takes in the next part of a bundle, at most 1 MB.',
    { uploadId: idSchema, index: z.number().int().min(0), dataBase64: z.string().max(1_500_000) },
    z.object({ received: z.number() }),
  ),
  takeBundle: command(
    'member',
    'Checks the bundle as a whole, then takes its changes through the gate, and its files.',
    { uploadId: idSchema },
    z.object({
      deviceName: z.string(),
      madeAtMs: z.number(),
      events: z.number(),
      chunks: z.number(),
      passedOver: z.number(),
      refused: z.number(),
    }),
  ),
  listRefused: query(
    'member',
    'Documents that the hub refused, kept until they go through.',
    z.object({}),
    z.object({
      rows: z.array(
        z.object({
          eventId: z.string(),
          workspace: z.string(),
          reason: z.string(),
          atMs: z.number(),
          tries: z.number(),
        }),
      ),
    }),
  ),
  retryRefused: command(
    'member',
    'Offers refused documents to the hub again, unchanged.',
    {},
    z.object({ accepted: z.number(), refused: z.number() }),
  ),
};
