import type { Firm } from '../../electron/data/firm.ts';
import { newEvent } from '../../electron/data/procedures/new-event.ts';
import { createRandom, type Random } from '../../electron/data/sample/random.ts';
import { fillIn, readSampleWords, type SampleWords } from '../../electron/data/sample/sample-words.ts';
import { addDays } from '../../shared/domain/day.ts';
import {
  expenseRecorded,
  invoiceDrafted,
  invoiceIssued,
  invoicePaidFromTrust,
  paymentReceived,
  timeRecorded,
} from '../../shared/events/billing.ts';
import { documentFiled, documentTextExtracted } from '../../shared/events/documents.ts';
import type { NewEvent } from '../../shared/events/event.ts';
import { callLogged, callReturned, leadMoved, leadOpened } from '../../shared/events/intake.ts';
import { clientOpened, matterOpened, partyRecorded, taskAdded, taskCompleted } from '../../shared/events/office.ts';
import { accountOpened, disbursementPosted, feeTransferred, receiptPosted } from '../../shared/events/trust.ts';
import { createEventWriter, type EventWriter } from './event-writer.ts';

/** A matter as the generator remembers it. */
interface Known {
  readonly matterId: string;
  readonly clientId: string;
  readonly clientName: string;
  readonly names: Readonly<Record<string, string>>;
  readonly title: string;
  unbilled: {
    sourceId: string;
    day: string;
    units: number;
    rateCents: number;
    amountCents: number;
    narrative: string;
  }[];
  balanceCents: number;
}

interface State {
  readonly random: Random;
  readonly words: SampleWords;
  readonly writer: EventWriter;
  readonly memberId: string;
  readonly deviceId: string;
  readonly firstDay: string;
  readonly total: number;
  readonly matters: Known[];
  readonly accounts: string[];
  numbers: { matter: number; client: number; invoice: number; check: number };
}

const years = 10;

/** How often each kind of event comes, out of a thousand: what ten years of a small firm look like. */
const proportions: readonly (readonly [number, (state: State, day: string) => Promise<void>])[] = [
  [7, writeMatter],
  [470, writeTime],
  [40, writeExpense],
  [55, writeTask],
  [60, writeCall],
  [60, writeDocument],
  [14, writeInvoice],
  [14, writeReceipt],
  [8, writeLead],
];

/**
 * Writes `total` events of all areas into an open firm's store, in realistic proportions, from a seed; folds nothing.
 * `onProgress` gets how many are written.
 */
export async function generateEvents(
  firm: Firm,
  total: number,
  onProgress: (written: number) => void = () => {},
): Promise<void> {
  const random = createRandom(`bench ${total}`);
  const writer = createEventWriter(firm, () => random.text(20));
  const firstDay = addDays(firm.today(), -365 * years);
  const state: State = {
    random,
    words: readSampleWords(),
    writer,
    memberId: firm.me.memberId,
    deviceId: firm.me.deviceId,
    firstDay,
    total,
    matters: [],
    accounts: [random.text(20), random.text(20)],
    numbers: { matter: 0, client: 0, invoice: 0, check: 1000 },
  };
  await openAccounts(state);
  for (let matter = 0; matter < 10; matter += 1) await writeMatter(state, firstDay);
  const kinds = proportions.flatMap(([weight, write]) => Array.from({ length: weight }, () => write));
  let said = 0;
  while (writer.count < total) {
    const day = addDays(firstDay, Math.floor((writer.count / total) * 365 * years));
    await random.pick(kinds)(state, day);
    if (writer.count - said >= 10_000) {
      said = writer.count;
      onProgress(said);
    }
  }
  await writer.flush();
}

async function openAccounts(state: State): Promise<void> {
  for (const [place, accountId] of state.accounts.entries()) {
    const head = {
      kind: 'iolta' as const,
      openedOn: state.firstDay,
      custodianDeviceId: state.deviceId,
      firmFundsCeilingCents: 20_000,
      nextCheckNumber: 1001,
    };
    const body = { name: `Trust account ${place + 1}`, bank: 'First Harbor Bank', lastFour: `100${place}` };
    await state.writer.write(newEvent(accountOpened, accountId, head, body, { touches: [`account:${accountId}`] }));
  }
  await state.writer.flush();
}

async function writeParty(state: State): Promise<{ partyId: string; name: string; shortName: string }> {
  const { random, words } = state;
  const partyId = random.text(20);
  const surname = `${random.pick(words.people.surnames)}${random.chance(500) ? `-${random.pick(words.people.surnames)}` : ''}`;
  const name = `${random.pick(words.people.firstNames)} ${surname}`;
  const phones = [`(360) 555-01${random.int(10, 99)}`];
  const addresses = [
    `${random.int(100, 9899)} ${random.pick(words.people.streets)}, ${random.pick(words.people.towns)}`,
  ];
  const body = {
    kind: 'person' as const,
    name,
    phones,
    addresses,
    emails: [],
    otherNames: [],
    employer: '',
    note: '',
    related: [],
  };
  await state.writer.write(newEvent(partyRecorded, partyId, { withheld: false }, body));
  return { partyId, name, shortName: surname };
}

async function writeMatter(state: State, day: string): Promise<void> {
  const { random, words, numbers } = state;
  const template = random.pick(words.matters);
  const [client, adverse] = [await writeParty(state), await writeParty(state)];
  const [clientId, matterId] = [random.text(20), random.text(20)];
  numbers.client += 1;
  numbers.matter += 1;
  const clientHead = { partyId: client.partyId, number: `C-${String(numbers.client).padStart(5, '0')}`, openedOn: day };
  await state.writer.write(newEvent(clientOpened, clientId, clientHead, {}));
  const names = { client: client.shortName, adverse: adverse.shortName };
  const title = fillIn(random.pick(template.titles), names);
  const head = {
    clientId,
    number: `${day.slice(0, 4)}-${String(numbers.matter).padStart(5, '0')}`,
    practiceArea: template.practiceArea,
    openedOn: day,
    responsibleMemberId: state.memberId,
    fee: {
      kind: 'hourly' as const,
      rateCents: 30_000,
      flatCents: 0,
      contingencyPercent: 0,
      depositCents: 300_000,
      replenishBelowCents: 0,
    },
    withheld: false,
  };
  const parties = [
    { partyId: client.partyId, role: 'client' as const },
    { partyId: adverse.partyId, role: template.adverseRole },
  ];
  const body = { title, description: fillIn(template.summary, names), parties };
  await state.writer.write(newEvent(matterOpened, matterId, head, body, { matterId }));
  state.matters.push({ matterId, clientId, clientName: client.name, names, title, unbilled: [], balanceCents: 0 });
}

/** Work falls on the newest matters first, and on a few old ones again and again. */
function pickMatter({ matters, random }: State): Known {
  const recent = Math.min(matters.length, 120);
  const from = random.chance(850) ? matters.length - recent : 0;
  const picked = random.chance(60)
    ? matters[random.int(0, Math.min(4, matters.length - 1))]
    : matters[random.int(from, matters.length - 1)];
  if (picked === undefined) throw new Error('There is no matter yet.');
  return picked;
}

async function writeTime(state: State, day: string): Promise<void> {
  const { random, words } = state;
  const matter = pickMatter(state);
  const sourceId = random.text(20);
  const units = random.int(1, 30);
  const rateCents = 30_000;
  const amountCents = units * 3_000;
  const narrative = fillIn(random.pick(random.pick(words.matters).narratives), matter.names);
  const head = {
    matterId: matter.matterId,
    timekeeperMemberId: state.memberId,
    workedOn: day,
    minutes: units * 6,
    units,
    rateCents,
    amountCents,
    billable: true,
  };
  await state.writer.write(newEvent(timeRecorded, sourceId, head, { narrative }, { matterId: matter.matterId }));
  matter.unbilled.push({ sourceId, day, units, rateCents, amountCents, narrative });
}

async function writeExpense(state: State, day: string): Promise<void> {
  const { random, words } = state;
  const { matterId } = pickMatter(state);
  const [expenseCode, description, vendor, low, high] = random.pick(words.desk.expenses);
  const head = { matterId, incurredOn: day, amountCents: random.int(low, high), billable: true, expenseCode };
  await state.writer.write(newEvent(expenseRecorded, random.text(20), head, { description, vendor }, { matterId }));
}

async function writeTask(state: State, day: string): Promise<void> {
  const { random, words } = state;
  const matter = pickMatter(state);
  const { matterId } = matter;
  const taskId = random.text(20);
  const [kind, title] = random.pick(words.desk.tasks);
  const head = { kind, dueOn: addDays(day, random.int(3, 40)), assigneeMemberId: state.memberId, urgent: false };
  const body = { title: fillIn(title, { ...matter.names, matter: matter.title }), note: '' };
  await state.writer.write(newEvent(taskAdded, taskId, head, body, { matterId }));
  if (random.chance(980)) {
    await state.writer.write(newEvent(taskCompleted, taskId, { completedOn: day }, { outcome: '' }, { matterId }));
  }
}

async function writeCall(state: State, day: string): Promise<void> {
  const { random, words } = state;
  const callId = random.text(20);
  const startedAtMs = Date.parse(`${day}T15:00:00Z`) + random.int(0, 14_000_000);
  const [reason, message] = random.pick(words.desk.calls);
  const callerName = `${random.pick(words.people.firstNames)} ${random.pick(words.people.surnames)}`;
  const head = {
    startedAtMs,
    endedAtMs: startedAtMs + 240_000,
    direction: 'in' as const,
    outcome: 'message' as const,
    urgency: 'normal' as const,
    forMemberId: state.memberId,
    confidential: false,
  };
  const body = {
    callerName,
    callerNumber: `(360) 555-01${random.int(10, 99)}`,
    company: '',
    reason,
    message,
    bestTime: '',
    mayLeaveVoicemail: true,
    recordingConsent: false,
  };
  await state.writer.write(newEvent(callLogged, callId, head, body));
  if (random.chance(990)) {
    await state.writer.write(newEvent(callReturned, callId, { returnedAtMs: startedAtMs + 7_200_000 }, { note: '' }));
  }
}

async function writeLead(state: State, day: string): Promise<void> {
  const { random, words } = state;
  const prospect = await writeParty(state);
  const leadId = random.text(20);
  const [practiceArea, summary] = random.pick(words.desk.deadLeads);
  const parties = [{ partyId: prospect.partyId, role: 'prospective client' as const }];
  const head = { practiceArea, prospectPartyId: prospect.partyId, confidential: false };
  const body = { summary, parties, source: random.pick(words.people.sources), nextAction: '' };
  await state.writer.write(newEvent(leadOpened, leadId, { ...head, nextActionOn: day }, body));
  await state.writer.write(newEvent(leadMoved, leadId, { stage: 'contacted' }, { reason: '' }));
  await state.writer.write(newEvent(leadMoved, leadId, { stage: 'no response' }, { reason: '' }));
}

async function writeDocument(state: State, day: string): Promise<void> {
  const { random, words } = state;
  const matter = pickMatter(state);
  const { matterId } = matter;
  const documentId = random.text(20);
  const [folder, documentType] = random.pick(random.pick(words.matters).documents);
  const size = random.int(20_000, 900_000);
  const hash = Array.from({ length: 64 }, () => random.int(0, 15).toString(16)).join('');
  const head = { size, mediaType: 'application/pdf', receivedOn: day, chunkIds: [hash] };
  const title = `${documentType}: ${matter.title}`;
  const file = { size, sha256: hash, mediaType: 'application/pdf', chunks: [{ id: hash, size }], key: 'A'.repeat(43) };
  const body = {
    title,
    fileName: `${day} ${documentType} ${documentId.slice(0, 6)}.pdf`,
    folder,
    documentType,
    documentOn: day,
    file,
  };
  await state.writer.write(newEvent(documentFiled, documentId, head, body, { matterId }));
  const text = Array.from({ length: random.int(4, 12) }, () =>
    fillIn(random.pick(words.desk.paragraphs), { ...matter.names, matter: matter.title }),
  ).join('\n');
  const extracted = { characters: text.length, complete: true };
  await state.writer.write(newEvent(documentTextExtracted, documentId, extracted, { text }, { matterId }));
}

/** Bills everything of the matter with the most unbilled work among a few, and has it paid from trust and by the client. */
async function writeInvoice(state: State, day: string): Promise<void> {
  const { random, numbers } = state;
  const candidates = [pickMatter(state), pickMatter(state), pickMatter(state)];
  const matter = candidates.sort((a, b) => b.unbilled.length - a.unbilled.length)[0];
  if (matter === undefined || matter.unbilled.length === 0) return;
  const work = matter.unbilled.splice(0, 200);
  const { matterId, clientId } = matter;
  const invoiceId = random.text(20);
  const lines = work.map(({ sourceId, day: worked, units, rateCents, amountCents }) => ({
    sourceId,
    kind: 'time' as const,
    day: worked,
    timekeeperMemberId: state.memberId,
    units,
    rateCents,
    amountCents,
  }));
  const feesCents = lines.reduce((sum, { amountCents }) => sum + amountCents, 0);
  const periodFrom = work[0]?.day ?? day;
  const head = {
    matterId,
    clientId,
    periodFrom,
    periodTo: day,
    lines,
    discountCents: 0,
    feesCents,
    expensesCents: 0,
    totalCents: feesCents,
  };
  const narratives = Object.fromEntries(work.map(({ sourceId, narrative }) => [sourceId, narrative]));
  const around = { matterId, touches: [`matter:${matterId}`] };
  await state.writer.write(newEvent(invoiceDrafted, invoiceId, head, { narratives, note: '' }, around));
  numbers.invoice += 1;
  const issued = {
    ...head,
    number: `1-${String(numbers.invoice).padStart(5, '0')}`,
    issuedOn: day,
    dueOn: addDays(day, 30),
  };
  const body = { narratives, note: '', matterTitle: matter.title, clientName: matter.clientName, clientAddress: '' };
  await state.writer.write(newEvent(invoiceIssued, invoiceId, issued, body, around));
  const fromTrust = Math.min(feesCents, matter.balanceCents);
  if (fromTrust > 0)
    for (const event of transferEvents(state, matter, invoiceId, fromTrust, day)) await state.writer.write(event);
  const left = feesCents - fromTrust;
  if (left === 0 || random.chance(80)) return;
  const payment = {
    clientId,
    receivedOn: day,
    amountCents: left,
    method: 'check' as const,
    allocations: [{ invoiceId, amountCents: left }],
  };
  const received = { payor: matter.clientName, reference: '' };
  await state.writer.write(
    newEvent(paymentReceived, random.text(20), payment, received, { touches: [`invoice:${invoiceId}`] }),
  );
}

function accountOf(
  state: State,
  matter: Known,
): { accountId: string; around: { matterId: string; touches: string[] } } {
  const accountId = state.accounts[matter.matterId.charCodeAt(0) % 2] ?? '';
  const { matterId } = matter;
  return {
    accountId,
    around: { matterId, touches: [`account:${accountId}`, `ledger:${accountId}/${matterId}`, `matter:${matterId}`] },
  };
}

function transferEvents(state: State, matter: Known, invoiceId: string, amountCents: number, day: string): NewEvent[] {
  const { accountId, around } = accountOf(state, matter);
  const entryId = state.random.text(20);
  matter.balanceCents -= amountCents;
  const custody = state.writer.lastOf(`account:${accountId}`);
  const head = {
    accountId,
    ledgerId: matter.matterId,
    day,
    amountCents,
    invoiceId,
    instrument: 'transfer' as const,
    custody,
  };
  const body = { name: 'The firm', purpose: 'Earned fees', reference: '' };
  const notice = { entryId, invoiceId, amountCents, paidOn: day };
  return [
    newEvent(feeTransferred, entryId, head, body, { ...around, touches: [...around.touches, `invoice:${invoiceId}`] }),
    newEvent(
      invoicePaidFromTrust,
      entryId,
      notice,
      {},
      { matterId: matter.matterId, touches: [`invoice:${invoiceId}`] },
    ),
  ];
}

async function writeReceipt(state: State, day: string): Promise<void> {
  const { random, numbers } = state;
  const matter = pickMatter(state);
  const { accountId, around } = accountOf(state, matter);
  const amountCents = random.int(5, 60) * 10_000;
  matter.balanceCents += amountCents;
  const base = { accountId, ledgerId: matter.matterId, day };
  const receipt = { ...base, amountCents, kind: 'advance fee' as const, instrument: 'wire' as const, collectedOn: day };
  const words = { name: matter.clientName, purpose: 'Advance fee deposit', reference: '' };
  await state.writer.write(newEvent(receiptPosted, random.text(20), receipt, words, around));
  if (!random.chance(300)) return;
  const out = Math.min(matter.balanceCents, random.int(1, 20) * 5_000);
  matter.balanceCents -= out;
  numbers.check += 1;
  const custody = state.writer.lastOf(`account:${accountId}`);
  const paid = {
    ...base,
    amountCents: out,
    kind: 'cost' as const,
    instrument: 'check' as const,
    checkNumber: numbers.check,
    custody,
  };
  const payee = { name: 'Ellery County Clerk', purpose: 'Filing fee', reference: '' };
  await state.writer.write(newEvent(disbursementPosted, random.text(20), paid, payee, around));
}
