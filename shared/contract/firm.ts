import * as z from 'zod';
import { rights } from '../domain/roles/rights.ts';
import { roleSchema } from '../domain/roles/role-schema.ts';
import { workspaces, workWorkspaces } from '../domain/workspace.ts';
import { requiredTextSchema, textSchema } from '../events/event.ts';
import { command, doneSchema, query, subscription } from './procedure.ts';

const passphraseSchema = z.string().min(10, 'Use at least 10 characters.').max(200);

/** `empty`: no firm on this machine yet. `damaged` and `too-new` come with a sentence. */
export const firmStates = ['empty', 'locked', 'unlocked', 'damaged', 'too-new', 'other-machine'] as const;

export const meSchema = z.object({
  memberId: z.string(),
  deviceId: z.string(),
  deviceName: z.string(),
  name: z.string(),
  role: roleSchema,
  rights: z.array(z.enum(rights)),
  workspaces: z.array(z.enum(workWorkspaces)),
});

export const statusSchema = z.object({
  /** Which of this machine's firms this connection is bound to. */
  place: z.string(),
  state: z.enum(firmStates),
  sentence: z.string(),
  /** Seconds that the next try at the passphrase has to wait. */
  waitSeconds: z.number(),
  hasKeychain: z.boolean(),
  /** `canReopen` when a PIN opens it now: a passphrase has since the program started, and tries are left. */
  pin: z.object({ isSet: z.boolean(), canReopen: z.boolean(), triesLeft: z.number() }),
  /** Minutes without a touch until windows lock; 0 is never, null while locked. */
  autoLockMinutes: z.number().nullable(),
  firm: z
    .object({
      firmId: z.string(),
      name: z.string(),
      state: z.string(),
      /** IANA name; empty where the firm named none. */
      timeZone: z.string(),
      isSample: z.boolean(),
    })
    .nullable(),
  me: meSchema.nullable(),
  kitConfirmed: z.boolean(),
  /** Not null while projections are made anew; reading goes on. */
  rebuild: z.object({ done: z.number(), total: z.number() }).nullable(),
  version: z.string(),
  /** Today on the data process's clock, as the firm's day. */
  today: z.string(),
});

export const areas = [
  'office',
  'intake',
  'documents',
  'billing',
  'trust',
  'provider',
  'relations',
  'sharing',
  'roster',
  'sync',
  'jobs',
  'firm',
] as const;

/** Says which areas' projections changed, so that screens ask again. */
export const changeSchema = z.object({ areas: z.array(z.enum(areas)) });

/** A part of the store that was set aside, or a gap: kept, shown, never folded. */
export const setAsideSchema = z.object({
  eventId: z.string(),
  workspace: z.string(),
  deviceId: z.string(),
  memberName: z.string(),
  atMs: z.number().nullable(),
  reason: z.enum([
    'newer version',
    'unreadable',
    'no right',
    'beyond removal',
    'unknown device',
    'fork',
    'custody',
    'invalid',
    'batch open',
    'missing predecessor',
    'refused at the gate',
    'alarm in the store',
  ]),
  detail: z.string(),
  adoptable: z.boolean(),
});

export const firmContract = {
  status: query('public', 'What state this firm is in on this machine.', z.object({}), statusSchema),
  create: command(
    'public',
    'Creates a firm on this machine: its keys, roster and first member.',
    {
      firmName: requiredTextSchema,
      state: z.string().regex(/^[A-Z]{2}$/, 'Choose a state.'),
      ownerName: requiredTextSchema,
      passphrase: passphraseSchema,
      deviceName: textSchema.default('This computer'),
      address: textSchema.default(''),
      phone: textSchema.default(''),
      email: textSchema.default(''),
      /** IANA name; empty leaves days to each machine. */
      timeZone: z.string().max(60).default(''),
    },
    z.object({ firmId: z.string(), kitText: z.string() }),
  ),
  createSample: command(
    'public',
    'Makes the sample firm through the same commands that people use. Progress shows under jobs.',
    { passphrase: passphraseSchema.default('sample firm passphrase'), size: z.number().min(0.01).max(200).default(1) },
    z.object({ firmId: z.string(), jobId: z.string() }),
  ),
  unlock: command('public', 'Opens the vault.', { passphrase: z.string().max(200) }, statusSchema),
  unlockWithPin: command(
    'public',
    'Reopens by PIN what a passphrase opened since the program started.',
    { pin: z.string().max(20) },
    statusSchema,
  ),
  setPin: command(
    'member',
    'Sets the PIN of the person on this machine, or takes it away, after asking for the passphrase.',
    {
      pin: z
        .string()
        .regex(/^[0-9]{4,8}$/, 'A PIN has four to eight digits.')
        .nullable(),
      passphrase: z.string().max(200),
    },
    statusSchema,
  ),
  setAutoLock: command(
    'member',
    'Sets after how many minutes without a touch windows lock on this machine; 0 is never.',
    { minutes: z.number().int().min(0).max(240) },
    statusSchema,
  ),
  unlockWithKeychain: command('public', 'Opens the vault with the secret in the system keychain.', {}, statusSchema),
  rememberInKeychain: command(
    'member',
    'Keeps or forgets the vault secret in the keychain.',
    { on: z.boolean() },
    statusSchema,
  ),
  unlockWithKit: command(
    'public',
    'Opens the vault with the recovery kit and sets a new passphrase.',
    { kitText: z.string().max(500), newPassphrase: passphraseSchema },
    statusSchema,
  ),
  changePassphrase: command(
    'member',
    'Sets a new passphrase after asking for the old one.',
    { oldPassphrase: z.string().max(200), newPassphrase: passphraseSchema },
    statusSchema,
  ),
  lock: command('member', 'Closes the vault and forgets its keys.', {}, statusSchema),
  recoveryKitPdf: query(
    'public',
    'The recovery kit as a PDF, while it waits to be confirmed.',
    z.object({ kitText: z.string().max(500) }),
    z.object({ pdfBase64: z.string(), fileName: z.string() }),
  ),
  confirmKit: command(
    'member',
    'Confirms that the kit was kept: the person types its last group.',
    { lastGroup: z.string().max(20) },
    statusSchema,
  ),
  enrol: command(
    'public',
    'Joins a firm from this machine with an invitation code.',
    {
      /** The code, or the whole text of an invitation file. */
      code: z.string().max(64_000_000),
      passphrase: passphraseSchema,
      deviceName: textSchema.default('This computer'),
    },
    statusSchema,
  ),
  recover: command(
    'public',
    'Starts the firm on an empty machine from the hub and the recovery kit alone.',
    {
      kitText: z.string().max(500),
      url: z.url('Give the address of the hub, beginning with https:// or http://.').max(300),
      name: z.string().min(1, 'Give the account.').max(100),
      password: z.string().min(1, 'Give the password.').max(200),
      /** The way there, as when a hub is set: empty for the system's own. */
      ca: z.string().max(20_000).default(''),
      proxy: z.string().max(300).default(''),
      passphrase: passphraseSchema,
      deviceName: textSchema.default('This computer'),
    },
    statusSchema,
  ),
  renewKit: command(
    'firm.manage',
    'Makes a new recovery kit. Signed with the kit before, that one is void; without, it stays good beside the new one.',
    { passphrase: z.string().max(200), oldKitText: z.string().max(500).default('') },
    z.object({ kitText: z.string() }),
  ),
  answerFile: query(
    'member',
    'The answer of a machine that joined by file, for whoever invited it.',
    z.object({}),
    z.object({ text: z.string() }),
  ),
  deskKey: query(
    'member',
    'The key that seals drafts on this machine (base64, 32 bytes).',
    z.object({}),
    z.object({ key: z.string() }),
  ),
  follow: subscription('public', 'Follows what changes.', z.object({}), changeSchema),
  setAside: query(
    'member',
    'Events that were kept but do not count, with the reason.',
    z.object({ limit: z.number().int().min(1).max(500).default(200) }),
    z.object({ rows: z.array(setAsideSchema), total: z.number() }),
  ),
  adopt: command(
    'member',
    'Adopts or rejects an event that was set aside, by somebody who holds the right it needs.',
    {
      eventId: z.string(),
      workspace: z.enum(workspaces),
      decision: z.enum(['adopt', 'reject']),
      reason: requiredTextSchema,
    },
    doneSchema,
  ),
  check: query(
    'member',
    'Runs the numbered consistency checks.',
    z.object({}),
    z.object({
      findings: z.array(z.object({ number: z.string(), title: z.string(), severity: z.string(), detail: z.string() })),
      checksRun: z.number(),
    }),
  ),
  rename: command(
    'firm.manage',
    'Changes the firm’s name, letterhead and time zone.',
    {
      name: requiredTextSchema,
      state: z.string().regex(/^[A-Z]{2}$/),
      address: textSchema,
      phone: textSchema,
      email: textSchema,
      /** IANA name; absent or empty leaves it as it is. */
      timeZone: z.string().max(60).default(''),
    },
    doneSchema,
  ),
  profile: query(
    'member',
    'The firm’s name, letterhead and time zone.',
    z.object({}),
    z.object({
      name: z.string(),
      state: z.string(),
      address: z.string(),
      phone: z.string(),
      email: z.string(),
      timeZone: z.string(),
    }),
  ),
};
export type FirmStatus = z.infer<typeof statusSchema>;
export type Area = (typeof areas)[number];
