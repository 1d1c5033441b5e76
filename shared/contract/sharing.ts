import * as z from 'zod';
import { workWorkspaces } from '../domain/workspace.ts';
import { daySchema, idSchema, longTextSchema, requiredTextSchema, textSchema } from '../events/event.ts';
import { consentKinds, consentWays, openedKinds, restrictionFlags } from '../events/sharing.ts';
import { pageInput, pageOf } from './page.ts';
import { command, doneSchema, query } from './procedure.ts';

/** A consent to work of people outside the firm (ABA Formal Op. 08-451). */
export const consentSchema = z.object({
  kind: z.enum(consentKinds),
  consentedOn: daySchema,
  consentedBy: textSchema.default(''),
  how: z.enum(consentWays).default('in writing'),
  documentId: idSchema.optional(),
  note: longTextSchema.default(''),
});

export const sharingStates = ['shared', 'withheld', 'restricted'] as const;

const decisionSchema = z.object({
  eventId: z.string(),
  atMs: z.number(),
  memberName: z.string(),
  /** "Withheld", "Given from 03/04/2026 on", "Restricted: ITAR". */
  what: z.string(),
  note: z.string(),
});

const openingRowSchema = z.object({
  day: z.string(),
  memberName: z.string(),
  kind: z.enum(openedKinds),
  thingId: z.string(),
  title: z.string(),
  matterId: z.string().nullable(),
  matterTitle: z.string(),
});

export const sharingContract = {
  getMatter: query(
    'member',
    'Who may read a matter, since when and on whose consent, and what was shown of it already.',
    z.object({ matterId: idSchema }),
    z.object({
      state: z.enum(sharingStates),
      /** What happened before this day was not given; null: everything was. */
      from: z.string().nullable(),
      consent: z
        .object({
          kind: z.enum(consentKinds),
          consentedOn: z.string(),
          consentedBy: z.string(),
          how: z.string(),
          documentId: z.string().nullable(),
          note: z.string(),
        })
        .nullable(),
      flags: z.array(z.string()),
      members: z.array(z.object({ memberId: z.string(), name: z.string() })),
      note: z.string(),
      /** People outside who hold a workspace that this matter has texts in. */
      readers: z.array(z.object({ memberId: z.string(), name: z.string(), workspaces: z.array(z.string()) })),
      /** Texts that left the firm under the outside key, by workspace: nothing takes these back [SH5]. */
      shown: z.array(z.object({ workspace: z.string(), texts: z.number(), firstMs: z.number(), lastMs: z.number() })),
      openings: z.number(),
      /** What the provider can tell of a withheld matter: "The client has 2 matters that are shared". */
      stillTold: z.array(z.string()),
      decisions: z.array(decisionSchema),
    }),
  ),
  withholdMatter: command(
    'matters.share',
    'Keeps the texts of a matter from the people outside from now on.',
    { matterId: idSchema, reason: textSchema.default('') },
    doneSchema,
  ),
  giveMatter: command(
    'matters.share',
    'Gives a withheld matter to the people outside, with the consent that this rests on.',
    { matterId: idSchema, from: daySchema.optional(), consent: consentSchema },
    z.object({ id: z.string(), texts: z.number() }),
  ),
  recordConsent: command(
    'matters.share',
    'Records the consent to outsourcing of a matter that is shared.',
    { matterId: idSchema, consent: consentSchema },
    doneSchema,
  ),
  restrictMatter: command(
    'matters.share',
    'Flags a matter: only the members named read it, and nobody outside.',
    {
      matterId: idSchema,
      flags: z.array(z.enum(restrictionFlags)).min(1, 'Choose at least one flag.'),
      memberIds: z.array(idSchema).min(1, 'Name who may read it.').max(100),
      note: longTextSchema.default(''),
    },
    doneSchema,
  ),
  liftRestriction: command(
    'matters.share',
    'Lifts the flags of a matter; it stays withheld from the people outside.',
    { matterId: idSchema, reason: requiredTextSchema },
    doneSchema,
  ),
  listMatters: query(
    'member',
    'Matters as the people outside see them: shared, withheld or restricted, and the consent.',
    pageInput(['number', 'state', 'consentedOn', 'openings']).extend({
      state: z.enum([...sharingStates, 'without consent', 'all']).default('all'),
    }),
    pageOf(
      z.object({
        matterId: z.string(),
        number: z.string(),
        title: z.string(),
        state: z.enum(sharingStates),
        from: z.string().nullable(),
        consentedOn: z.string().nullable(),
        openings: z.number(),
      }),
    ),
  ),
  listOutside: query(
    'member',
    'What each person outside can read now, since when, under which keys, and what they have opened.',
    z.object({}),
    z.object({
      rows: z.array(
        z.object({
          memberId: z.string(),
          name: z.string(),
          role: z.string(),
          workspaces: z.array(
            z.object({
              workspace: z.enum(workWorkspaces),
              /** Instant from which on this person's devices held a key. */
              sinceMs: z.number(),
              /** "The first key, and two since": the key epochs in words. */
              keys: z.string(),
            }),
          ),
          /** Of each kind that this person's workspaces hold: what they read, what they know by its number, what they opened. */
          seen: z.array(
            z.object({
              kind: z.enum(openedKinds),
              readable: z.number(),
              byNumber: z.number(),
              opened: z.number(),
            }),
          ),
          lastSeenAtMs: z.number().nullable(),
          lastOpenedOn: z.string().nullable(),
          openings: z.number(),
        }),
      ),
      shared: z.number(),
      withheld: z.number(),
      restricted: z.number(),
      /** Shared matters for which no consent is recorded. */
      withoutConsent: z.number(),
    }),
  ),
  listSeen: query(
    'member',
    'The things of a kind that one person outside sees: which they read, which by the number alone, and when they last opened each.',
    pageInput(['newest', 'title', 'openedOn']).extend({
      memberId: idSchema,
      kind: z.enum(openedKinds),
      scope: z.enum(['all', 'readable', 'by number', 'opened']).default('all'),
    }),
    pageOf(
      z.object({
        thingId: z.string(),
        title: z.string(),
        matterId: z.string().nullable(),
        matterTitle: z.string(),
        /** False where they see the number, the days and the figures, and no text. */
        isReadable: z.boolean(),
        /** The last day on which this person's device reported that it was opened. */
        openedOn: z.string().nullable(),
      }),
    ),
  ),
  listOpenings: query(
    'member',
    'What people outside have opened, day by day: evidence of supervision.',
    pageInput(['day', 'memberName', 'kind']).extend({
      memberId: idSchema.optional(),
      matterId: idSchema.optional(),
      from: daySchema.optional(),
      to: daySchema.optional(),
    }),
    pageOf(openingRowSchema),
  ),
};
