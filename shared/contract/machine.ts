import * as z from 'zod';
import { command, doneSchema, query, subscription } from './procedure.ts';

/**
 * `asleep`: unlocked, its stores closed; it opens when somebody goes there. `missing`: the keyring knows it, its folder
 * is not there.
 */
export const placeStates = [
  'empty',
  'locked',
  'asleep',
  'awake',
  'damaged',
  'too-new',
  'other-machine',
  'missing',
] as const;

/** One firm of one person on this machine, as the lock screen and the switcher show it. */
export const placeSchema = z.object({
  place: z.string(),
  /** Those with the same value open with one passphrase. */
  person: z.string(),
  personName: z.string(),
  firmName: z.string(),
  isSample: z.boolean(),
  state: z.enum(placeStates),
  sentence: z.string(),
  canUsePin: z.boolean(),
  /** True for the person who is at this machine now. */
  isMine: z.boolean(),
});

export const inboxKinds = [
  'callback',
  'task',
  'deadline',
  'appointment',
  'approval',
  'lead',
  'conflict check',
  'invoice',
  'reconciliation',
  'work order',
  'SOP',
  'contractor invoice',
  'provider',
  'mention',
  'message',
] as const;

/** What waits for the person in one firm. `path` is where it is, in that firm. */
export const inboxSchema = z.object({
  rows: z.array(
    z.object({
      kind: z.enum(inboxKinds),
      id: z.string(),
      title: z.string(),
      detail: z.string(),
      path: z.string(),
      dueAtMs: z.number().nullable(),
      dueOn: z.string().nullable(),
      isUrgent: z.boolean(),
    }),
  ),
  total: z.number(),
  /** When it was read, on this machine's clock. */
  asOfMs: z.number(),
});

const placeField = z.string().max(16);

/**
 * What a connection can ask that is bound to no firm: which firms are on this machine, and what waits in one of them.
 * None of its procedures is given a firm; each firm answers through a session of its own.
 */
export const machineContract = {
  firms: query(
    'public',
    'The firms on this machine, by person.',
    z.object({}),
    z.object({ rows: z.array(placeSchema), awakeMax: z.number() }),
  ),
  inbox: query(
    'public',
    'What waits for the person at this machine in one of their firms; null while that firm has not been read.',
    z.object({ place: placeField }),
    z.object({ place: z.string(), inbox: inboxSchema.nullable() }),
  ),
  addFirm: command('public', 'Makes a place for a further firm, to be created or joined there.', {}, doneSchema),
  dropPlace: command('public', 'Takes a place away in which nothing was made.', { place: placeField }, doneSchema),
  active: command('public', 'Says that the person is there: the time until windows lock begins anew.', {}, doneSchema),
  lock: command('public', 'Locks every firm of the person at this machine.', {}, doneSchema),
  follow: subscription(
    'public',
    'Follows which firms changed, so that their rows are asked again.',
    z.object({}),
    z.object({ places: z.array(z.string()) }),
  ),
};
export type MachineContract = typeof machineContract;
export type InboxRow = z.infer<typeof inboxSchema>['rows'][number];
export type PlaceRow = z.infer<typeof placeSchema>;
