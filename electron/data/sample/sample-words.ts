import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { momentKinds } from '../../../shared/domain/provider/feedback.ts';
import { priceBases } from '../../../shared/domain/provider/order-price.ts';
import { entityTypes, taxForms } from '../../../shared/domain/provider/tax-form.ts';
import { roleSchema } from '../../../shared/domain/roles/role-schema.ts';
import { partyRoleSchema } from '../../../shared/events/office.ts';
import { sopContentSchema } from '../../../shared/events/sops.ts';
import { assetFile } from '../process/places.ts';

const words = z.array(z.string());

const peopleSchema = z.object({
  firstNames: words,
  surnames: words,
  companyWords: words,
  companyTrades: words,
  companyForms: words,
  insurers: words,
  streets: words,
  towns: words,
  employers: words,
  sources: words,
});

const mattersSchema = z.array(
  z.object({
    practiceArea: z.string(),
    share: z.number().int(),
    fee: z.enum(['hourly', 'flat', 'contingency']),
    adverseRole: partyRoleSchema,
    client: z.enum(['person', 'company']),
    adverse: z.enum(['person', 'company']),
    months: z.tuple([z.number().int(), z.number().int()]),
    titles: words,
    summary: z.string(),
    narratives: words,
    documents: z.array(z.tuple([z.string(), z.string()])),
  }),
);

const deskSchema = z.object({
  firm: z.object({ name: z.string(), state: z.string(), address: z.string(), phone: z.string(), email: z.string() }),
  members: z.object({ owner: z.string(), attorneys: words, receptionist: z.string(), bookkeeper: z.string() }),
  expenses: z.array(z.tuple([z.string(), z.string(), z.string(), z.number().int(), z.number().int()])),
  tasks: z.array(z.tuple([z.enum(['task', 'callback', 'deadline', 'appointment']), z.string()])),
  calls: z.array(z.tuple([z.string(), z.string()])),
  deadLeads: z.array(z.tuple([z.string(), z.string()])),
  paragraphs: words,
});

const providerSopSchema = z.object({
  id: z.string(),
  serviceLine: z.string(),
  roles: z.array(roleSchema),
  content: sopContentSchema,
});
/** A step that a later version of an SOP adds, and why. */
const sopChangeSchema = z.object({
  id: z.string(),
  step: sopContentSchema.shape.steps.unwrap().element,
  changes: z.string(),
});
/** Who says what: a person of the provider, or "owner". */
const saidSchema = z.array(
  z.tuple([z.enum(['owner', 'manager', 'receptionist', 'bookkeeper', 'clerk', 'supervisor']), z.string()]),
);
const conversationSchema = z.object({ subject: z.string(), said: saidSchema });

const providerSchema = z.object({
  company: z.object({ name: z.string(), address: z.string(), contactName: z.string(), note: z.string() }),
  people: z.object({
    manager: z.string(),
    receptionist: z.string(),
    bookkeeper: z.string(),
    clerk: z.string(),
    supervisor: z.string(),
  }),
  agreement: z.object({
    title: z.string(),
    scope: z.string(),
    goals: words,
    serviceLines: words,
    targets: z.array(z.tuple([z.string(), z.number().nullable(), z.number(), z.number()])),
    rates: z.array(z.tuple([z.string(), z.enum(priceBases), z.number()])),
  }),
  clauses: z.object({ present: words, absent: words }),
  contractors: z.array(
    z.object({
      id: z.enum(['it', 'coach', 'cpa', 'recruiter']),
      name: z.string(),
      address: z.string(),
      kind: z.enum(['person', 'organisation']),
      entity: z.enum(entityTypes),
      state: z.string(),
      form: z.enum(taxForms),
      taxpayerNumber: z.string().optional(),
      note: z.string(),
    }),
  ),
  sops: z.array(providerSopSchema),
  sopChange: sopChangeSchema,
  sopProposal: sopChangeSchema,
  conversations: z.array(conversationSchema),
  matterConversation: conversationSchema,
  comments: z.object({
    matter: z.string(),
    order: z.string(),
    orderAnswer: z.string(),
    invoice: z.string(),
    document: z.string(),
  }),
  delivered: words,
  ratingNotes: words,
  replies: words,
  action: z.object({ rootCause: z.string(), fix: z.string(), sopChange: z.string() }),
  /** Kind, how many days ago, title, who was there. */
  moments: z.array(z.tuple([z.enum(momentKinds), z.number(), z.string(), z.string()])),
});

const areasSchema = z.array(z.object({ name: z.string(), extraFolders: words }));

/** The kind of matter that a small firm takes, with its vocabulary. */
export type MatterTemplate = z.infer<typeof mattersSchema>[number];

/** Everything that the sample firm is told from. */
export interface SampleWords {
  readonly people: z.infer<typeof peopleSchema>;
  readonly matters: z.infer<typeof mattersSchema>;
  readonly desk: z.infer<typeof deskSchema>;
  readonly provider: z.infer<typeof providerSchema>;
  /** Folders of each practice area beyond the usual ones. */
  readonly extraFolders: ReadonlyMap<string, readonly string[]>;
}

function read<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> {
  return schema.parse(JSON.parse(readFileSync(assetFile(file), 'utf8')));
}

/** Reads the vocabulary that comes with the program. Throws where a file is not what it should be. */
export function readSampleWords(): SampleWords {
  const areas = read('code-sets/practice-areas.json', areasSchema);
  return {
    people: read('sample-firm/people.json', peopleSchema),
    matters: read('sample-firm/matters.json', mattersSchema),
    desk: read('sample-firm/desk.json', deskSchema),
    provider: read('sample-firm/provider.json', providerSchema),
    extraFolders: new Map(areas.map((area) => [area.name, area.extraFolders])),
  };
}

/** Puts names into a text: `{client}` becomes what `names.client` says. */
export function fillIn(text: string, names: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => names[name] ?? whole);
}
