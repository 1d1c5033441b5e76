import { join } from 'node:path';
import { createId } from '../../electron/data/create-id.ts';
import { EventAuthor } from '../../electron/data/events/event-author.ts';
import { createPouch, type PouchDatabase } from '../../electron/data/events/pouchdb.ts';
import { createAsideSigner } from '../../electron/data/events/sign-aside.ts';
import { createSqliteLevel } from '../../electron/data/events/sqlite-level.ts';
import { newEvent } from '../../electron/data/procedures/new-event.ts';
import { sign } from '../../electron/data/vault/device-keys.ts';
import { accept } from '../../shared/domain/refusal.ts';
import { timeRecorded } from '../../shared/events/billing.ts';
import type { NewEvent } from '../../shared/events/event.ts';
import { type BenchFirm, createBenchFirm, type FirmCache } from './bench-firm.ts';
import { type BenchRow, comparedWith, median, noted, type Spent } from './bench-row.ts';

const rounds = 400;
const batchRounds = 24;
const batchEvents = 250;
const warmUp = 40;

/** What one append, one command and batches cost beside a bare put of the same bytes, on the same factory, turn by turn. */
export async function benchAppend(cache: FirmCache): Promise<BenchRow[]> {
  const opened = await createBenchFirm(cache.folder('append'));
  // A second firm is only appended to: two authors of one device would fork its chain.
  const apart = await createBenchFirm(cache.folder('append-apart'));
  const bare = openBare(join(opened.folder, 'bare'));
  try {
    const subject = { opened, author: createAuthor(apart), bare: bare.database, matterId: await openMatter(opened) };
    return [...(await compareOne(subject)), ...(await compareBatches(subject))];
  } finally {
    await bare.close();
    await opened.close();
    await apart.close();
  }
}

/** A plain PouchDB on a ciphered factory of its own, as the store's databases are. */
function openBare(folder: string): { database: PouchDatabase; close(): Promise<void> } {
  const factory = createSqliteLevel({ folder, key: Buffer.alloc(32, 7) });
  const database: PouchDatabase = new (createPouch(factory))('bare');
  return {
    database,
    close: async () => {
      await database.close();
      factory.closeAll();
    },
  };
}

async function openMatter({ client }: BenchFirm): Promise<string> {
  const party = await client.office.recordParty({
    commandId: createId(),
    party: { kind: 'person', name: 'Bare Baseline' },
  });
  const fee = { kind: 'hourly' as const, rateCents: 30_000 };
  const { matterId } = await client.office.openMatter({
    commandId: createId(),
    clientPartyId: party.id,
    title: 'Bench',
    practiceArea: 'Business',
    openedOn: '2020-01-02',
    fee,
  });
  return matterId;
}

const narrative = 'Review 340 e-mails for responsiveness and privilege; draft log of what is withheld';

function timeEvent(matterId: string, memberId: string): NewEvent {
  const head = {
    matterId,
    timekeeperMemberId: memberId,
    workedOn: '2024-05-06',
    minutes: 30,
    units: 5,
    rateCents: 30_000,
    amountCents: 15_000,
    billable: true,
  };
  return newEvent(timeRecorded, createId(), head, { narrative }, { matterId });
}

function createAuthor({ firm }: BenchFirm): EventAuthor {
  const { device } = firm.vault.contents;
  const signHere = (hash: Buffer) => sign(device.signingPrivate, hash).toString('base64url');
  return new EventAuthor({
    firmId: firm.firmId,
    deviceId: device.id,
    store: firm.store,
    ring: firm.ring,
    roster: firm.roster,
    clock: firm.clock,
    rows: firm.rows,
    sign: signHere,
    signAside: createAsideSigner(device.signingPrivate, signHere).sign,
  });
}

/** The stored documents of the last `count` events of billing, under new ids: the same bytes for the bare store. */
async function copyBytes({ firm }: BenchFirm, count: number, tag: string): Promise<Record<string, unknown>[]> {
  const { position } = await firm.store.measure('billing');
  const { events } = await firm.store.readFrom('billing', Math.max(0, position - count), count);
  return events.map(({ document }, at) => ({
    ...document,
    _id: `${document._id.slice(0, -12)}${tag}${String(at).padStart(6, '0')}`,
  }));
}

async function time(work: () => Promise<unknown>): Promise<Spent> {
  const [startMs, before] = [performance.now(), process.threadCpuUsage()];
  await work();
  const used = process.threadCpuUsage(before);
  return { wallMs: performance.now() - startMs, processorMs: (used.user + used.system) / 1000 };
}

/** Longer than what is put off until after an answer waits: it is not to fall into what is measured next. */
const settleMs = 25;

/** Lets what an answer did not wait for be done, and says what it took of the processor. */
function settle(): Promise<Spent> {
  return time(() => new Promise((resolve) => setTimeout(resolve, settleMs)));
}

const afterwards = (id: string, what: string, spent: readonly Spent[]) => {
  const used = median(spent.map((time) => time.processorMs));
  return noted(id, `${what}: written after the answer`, used, 'ms', used);
};

interface Subject {
  readonly opened: BenchFirm;
  readonly author: EventAuthor;
  readonly bare: PouchDatabase;
  readonly matterId: string;
}

async function compareOne({ opened, author, bare, matterId }: Subject): Promise<BenchRow[]> {
  const { client, firm } = opened;
  const [puts, appends, commands, after]: [Spent[], Spent[], Spent[], Spent[]] = [[], [], [], []];
  for (let round = 0; round < rounds + warmUp; round += 1) {
    await settle();
    const command = await time(() =>
      client.billing.recordTime({ commandId: createId(), matterId, workedOn: dayOf(round), minutes: 30, narrative }),
    );
    const written = await settle();
    const append = await time(() =>
      author.append([timeEvent(matterId, firm.me.memberId)], createId(), { id: createId() }),
    );
    const [document] = await copyBytes(opened, 1, `b${String(round).padStart(5, '0')}`);
    await settle();
    const put = await time(() => bare.put(document as { _id: string }));
    if (round < warmUp) continue;
    puts.push(put);
    appends.push(append);
    commands.push(command);
    after.push(written);
  }
  return [
    comparedWith('append-one', 'One event sealed, signed and durable, beside a bare put', appends, puts, 2),
    comparedWith('command', 'A command from call to answer: rules, durable append, fold', commands, puts, 2),
    afterwards('command-after', 'Rows of a command', after),
  ];
}

function dayOf(round: number): string {
  return new Date(Date.UTC(2021, 0, 4 + Math.floor(round / 8))).toISOString().slice(0, 10);
}

async function compareBatches({ opened, author, bare, matterId }: Subject): Promise<BenchRow[]> {
  const { firm } = opened;
  const [bulks, durables, folds, after]: [Spent[], Spent[], Spent[], Spent[]] = [[], [], [], []];
  const batch = () => Array.from({ length: batchEvents }, () => timeEvent(matterId, firm.me.memberId));
  for (let round = 0; round < batchRounds + 4; round += 1) {
    const events = batch();
    await settle();
    const folded = await time(() => firm.execute(createId(), () => accept({ events, answer: { id: '' } })));
    const written = await settle();
    const more = batch();
    const durable = await time(() => author.append(more, createId(), undefined));
    const documents = await copyBytes(opened, batchEvents, `c${String(round).padStart(5, '0')}`);
    await settle();
    const bulk = await time(() => bare.bulkDocs(documents as { _id: string }[]));
    if (round < 4) continue;
    bulks.push(bulk);
    durables.push(durable);
    folds.push(folded);
    after.push(written);
  }
  return [
    comparedWith(
      'batch-durable',
      `${batchEvents} events sealed, signed and durable, beside bulkDocs`,
      durables,
      bulks,
      1.8,
    ),
    comparedWith('batch-folded', `${batchEvents} events durable and folded, beside bulkDocs`, folds, bulks, 2.5),
    afterwards('batch-after', `Rows of ${batchEvents} events`, after),
  ];
}
