import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { partyRoleSchema } from '../../../shared/events/office.ts';
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

const areasSchema = z.array(z.object({ name: z.string(), extraFolders: words }));

/** The kind of matter that a small firm takes, with its vocabulary. */
export type MatterTemplate = z.infer<typeof mattersSchema>[number];

/** Everything that the sample firm is told from. */
export interface SampleWords {
  readonly people: z.infer<typeof peopleSchema>;
  readonly matters: z.infer<typeof mattersSchema>;
  readonly desk: z.infer<typeof deskSchema>;
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
    extraFolders: new Map(areas.map((area) => [area.name, area.extraFolders])),
  };
}

/** Puts names into a text: `{client}` becomes what `names.client` says. */
export function fillIn(text: string, names: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => names[name] ?? whole);
}
