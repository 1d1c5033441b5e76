import { ORPCError } from '@orpc/server';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { addDays } from '../../../shared/domain/day.ts';
import type { Refusal } from '../../../shared/domain/refusal.ts';
import { fileDocument } from '../../support/file-document.ts';
import { createNaiveLedger, type NaiveLedger } from '../../support/naive-ledger.ts';
import { openPractice, type Practice, testPassphrase } from '../../support/practice.ts';

const firstDay = '2026-02-02';
const today = '2026-06-30';
const again = { passphrase: testPassphrase };

/** What a careless person may try, in any order of dates. */
const wish = fc.record({
  what: fc.constantFrom(
    'receipt',
    'receipt',
    'disbursement',
    'disbursement',
    'request',
    'decline',
    'post',
    'reversal',
    'hold',
    'release',
    'return',
    'move',
  ),
  ledger: fc.nat(1),
  offset: fc.integer({ min: 0, max: 140 }),
  amountCents: fc.integer({ min: 1, max: 30_000 }),
  instrument: fc.constantFrom('wire' as const, 'check' as const),
  pick: fc.nat(40),
});
type Wish = typeof wish extends fc.Arbitrary<infer Value> ? Value : never;

interface Story {
  readonly firm: Practice;
  readonly ledgers: readonly string[];
  readonly naive: NaiveLedger;
  readonly entries: { id: string; ledgerId: string; day: string; isReceipt: boolean }[];
  readonly requests: { id: string; ledgerId: string; amountCents: number; isOpen: boolean }[];
  readonly reversed: Set<string>;
  readonly holds: { id: string; ledgerId: string; openCents: number }[];
  readonly documents: Readonly<Record<string, string>>;
  nextCheck: number;
}

/** The code of a refusal, or what the call answered. Faults go on. */
async function attempt<T>(call: Promise<T>): Promise<{ answer: T } | { code: string }> {
  try {
    return { answer: await call };
  } catch (error) {
    if (error instanceof ORPCError && error.code === 'REFUSED') return { code: (error.data as Refusal).code };
    throw error;
  }
}

/** What is spoken for on a ledger: asked for, or held. */
function takenOn(story: Story, ledgerId: string): number {
  return pendingOn(story, ledgerId) + story.naive.held(ledgerId);
}

function pendingOn(story: Story, ledgerId: string): number {
  return story.requests
    .filter((request) => request.isOpen && request.ledgerId === ledgerId)
    .reduce((sum, request) => sum + request.amountCents, 0);
}

async function postReceipt(story: Story, one: Wish, ledgerId: string, day: string): Promise<void> {
  const { id, collectedOn } = await story.firm.client.trust.postReceipt({
    commandId: createId(),
    accountId: story.firm.accountId,
    ledgerId,
    day,
    amountCents: one.amountCents,
    kind: 'advance fee',
    instrument: one.instrument,
    payor: 'Carla Cole',
    purpose: 'Deposit',
  });
  story.naive.post({ id, ledgerId, day, cents: one.amountCents, collectedOn });
  story.entries.push({ id, ledgerId, day, isReceipt: true });
}

function payOut(story: Story, one: Wish, ledgerId: string, day: string) {
  return {
    commandId: createId(),
    accountId: story.firm.accountId,
    ledgerId,
    day,
    amountCents: one.amountCents,
    kind: 'cost' as const,
    instrument: one.instrument === 'wire' ? ('transfer' as const) : one.instrument,
    payee: 'County Clerk',
    purpose: 'Fee',
  };
}

async function postDisbursement(story: Story, one: Wish, ledgerId: string, day: string): Promise<void> {
  const check = one.instrument === 'check' ? { checkNumber: story.nextCheck } : {};
  const isCovered = one.amountCents <= story.naive.collected(ledgerId, day) - takenOn(story, ledgerId);
  const tried = await attempt(
    story.firm.client.trust.postDisbursement({ ...payOut(story, one, ledgerId, day), ...check, ...again }),
  );
  if ('code' in tried) {
    expect({ code: tried.code, isCovered }).toEqual({ code: 'trust.insufficient-funds', isCovered: false });
    return;
  }
  expect(isCovered).toBe(true);
  if (one.instrument === 'check') story.nextCheck += 1;
  story.naive.post({ id: tried.answer.id, ledgerId, day, cents: -one.amountCents });
  story.entries.push({ id: tried.answer.id, ledgerId, day, isReceipt: false });
}

async function makeRequest(story: Story, one: Wish, ledgerId: string, day: string): Promise<void> {
  const isCovered = one.amountCents <= story.naive.collected(ledgerId, day) - takenOn(story, ledgerId);
  const input = { ...payOut(story, one, ledgerId, day), instrument: 'transfer' as const };
  const tried = await attempt(story.firm.client.trust.requestDisbursement(input));
  if ('code' in tried) {
    expect({ code: tried.code, isCovered }).toEqual({ code: 'trust.insufficient-funds', isCovered: false });
    return;
  }
  expect(isCovered).toBe(true);
  story.requests.push({ id: tried.answer.id, ledgerId, amountCents: one.amountCents, isOpen: true });
}

async function settleRequest(story: Story, one: Wish): Promise<void> {
  const request = story.requests[one.pick % Math.max(1, story.requests.length)];
  if (request?.isOpen !== true) return;
  const { trust } = story.firm.client;
  if (one.what === 'decline') {
    await trust.declineRequest({ commandId: createId(), requestId: request.id, reason: 'No' });
    request.isOpen = false;
    return;
  }
  await attempt(trust.approveRequest({ commandId: createId(), requestId: request.id, ...again }));
  const others = takenOn(story, request.ledgerId) - request.amountCents;
  const isCovered = request.amountCents <= story.naive.collected(request.ledgerId, today) - others;
  const tried = await attempt(trust.postRequest({ commandId: createId(), requestId: request.id, day: today }));
  expect('answer' in tried).toBe(isCovered);
  if (!('answer' in tried)) return;
  request.isOpen = false;
  const { id } = tried.answer;
  story.naive.post({ id, ledgerId: request.ledgerId, day: today, cents: -request.amountCents });
  story.entries.push({ id, ledgerId: request.ledgerId, day: today, isReceipt: false });
}

async function reverse(story: Story, one: Wish): Promise<void> {
  const entry = story.entries[one.pick % Math.max(1, story.entries.length)];
  if (entry === undefined) return;
  const tried = await attempt(
    story.firm.client.trust.reverseEntry({
      commandId: createId(),
      entryId: entry.id,
      day: today,
      reason: 'Wrong',
      ...again,
    }),
  );
  if ('code' in tried) {
    expect(['trust.already-reversed', 'trust.reversal-overdraws']).toContain(tried.code);
    expect(tried.code === 'trust.already-reversed').toBe(story.reversed.has(entry.id));
    if (tried.code === 'trust.reversal-overdraws') expect(entry.isReceipt).toBe(true);
    return;
  }
  story.reversed.add(entry.id);
  story.naive.reverse(entry.id, tried.answer.id, today);
}

async function placeHold(story: Story, one: Wish, ledgerId: string, day: string): Promise<void> {
  const claim = { kind: 'dispute' as const, claimant: 'Former counsel', reason: 'Claims a share' };
  const place = { accountId: story.firm.accountId, ledgerId, day, amountCents: one.amountCents };
  const { id } = await story.firm.client.trust.placeHold({ commandId: createId(), ...place, ...claim });
  story.holds.push({ id, ledgerId, openCents: one.amountCents });
  story.naive.hold(ledgerId, one.amountCents);
}

async function releaseHold(story: Story, one: Wish): Promise<void> {
  const hold = story.holds[one.pick % Math.max(1, story.holds.length)];
  if (hold === undefined) return;
  const amountCents = Math.min(one.amountCents, Math.max(1, hold.openCents));
  const release = { holdId: hold.id, day: today, amountCents, documentId: story.documents[hold.ledgerId] ?? '' };
  const tried = await attempt(story.firm.client.trust.releaseHold({ commandId: createId(), ...release }));
  expect('answer' in tried).toBe(hold.openCents > 0);
  if (!('answer' in tried)) return;
  hold.openCents -= amountCents;
  story.naive.hold(hold.ledgerId, -amountCents);
}

/** The bank takes a deposit back, spent or not: the shortage is exactly what the naive ledger is then short. */
async function returnItem(story: Story, one: Wish): Promise<void> {
  const entry = story.entries[one.pick % Math.max(1, story.entries.length)];
  if (entry?.isReceipt !== true) return;
  const input = { entryId: entry.id, day: today, reason: 'NSF' };
  const tried = await attempt(story.firm.client.trust.postReturnedItem({ commandId: createId(), ...input }));
  expect('answer' in tried).toBe(!story.reversed.has(entry.id));
  if (!('answer' in tried)) return;
  const before = story.naive.balance(entry.ledgerId);
  story.reversed.add(entry.id);
  story.naive.reverse(entry.id, tried.answer.id, today);
  const after = story.naive.balance(entry.ledgerId);
  expect(tried.answer.shortageCents).toBe(Math.max(0, Math.min(-after, before - after)));
}

async function move(story: Story, one: Wish, ledgerId: string, day: string): Promise<void> {
  const toLedgerId = story.ledgers.find((other) => other !== ledgerId) ?? '';
  const isCovered = one.amountCents <= story.naive.collected(ledgerId, day) - takenOn(story, ledgerId);
  const tried = await attempt(
    story.firm.client.trust.transferBetweenLedgers({
      commandId: createId(),
      accountId: story.firm.accountId,
      ledgerId,
      toLedgerId,
      day,
      amountCents: one.amountCents,
      authority: 'Both clients, by letter',
      purpose: 'Agreed',
      documentIds: Object.values(story.documents),
      ...again,
    }),
  );
  expect('answer' in tried).toBe(isCovered);
  if (!('answer' in tried)) return;
  const { id } = tried.answer;
  story.naive.move({ id, fromLedgerId: ledgerId, toLedgerId, day, cents: one.amountCents });
}

async function live(story: Story, one: Wish): Promise<void> {
  const ledgerId = story.ledgers[one.ledger] ?? '';
  const day = addDays(firstDay, one.offset);
  if (one.what === 'receipt') await postReceipt(story, one, ledgerId, day);
  else if (one.what === 'disbursement') await postDisbursement(story, one, ledgerId, day);
  else if (one.what === 'request') await makeRequest(story, one, ledgerId, day);
  else if (one.what === 'reversal') await reverse(story, one);
  else if (one.what === 'hold') await placeHold(story, one, ledgerId, day);
  else if (one.what === 'release') await releaseHold(story, one);
  else if (one.what === 'return') await returnItem(story, one);
  else if (one.what === 'move') await move(story, one, ledgerId, day);
  else await settleRequest(story, one);
}

/** Every figure that a screen shows, against the naive ledger. */
async function compare(story: Story): Promise<void> {
  const { firm, naive } = story;
  const { trust } = firm.client;
  for (const ledgerId of story.ledgers) {
    const shown = await trust.getLedger({ accountId: firm.accountId, ledgerId });
    expect(shown.balanceCents).toBe(naive.balance(ledgerId));
    expect(shown.availableCents).toBe(naive.collected(ledgerId, today) - takenOn(story, ledgerId));
    const exceptions = await trust.listExceptions({ accountId: firm.accountId });
    const isShort = exceptions.rows.some((row) => row.key.endsWith(`TC2/${ledgerId}`));
    expect(isShort).toBe(naive.lowest(ledgerId) < 0);
    const card = await trust.ledgerCard({ accountId: firm.accountId, ledgerId, limit: 500 });
    expect(card.rows.at(-1)?.balanceCents ?? 0).toBe(naive.balance(ledgerId));
  }
  const account = await trust.getAccount({ accountId: firm.accountId });
  expect(account).toMatchObject({ journalCents: naive.accountBalance(), ledgersCents: naive.accountBalance() });
  const { findings } = await firm.client.firm.check({});
  const unexpected = findings.filter((finding) => finding.severity === 'exception' && finding.number !== 'TC2');
  expect(unexpected).toEqual([]);
}

describe('any history of trust postings through the contract', () => {
  it('[TR3] [TR4] [TR11] [TR14] [TE1] [TE2] [TE3] [TE5] agrees with the naive ledger on every figure and every refusal', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(wish, { minLength: 25, maxLength: 60 }), async (wishes) => {
        const firm = await openPractice(today);
        const { matterId } = await firm.openMatter('Elm v. Fox', 'Eli Elm');
        const story: Story = {
          firm,
          ledgers: [firm.matterId, matterId],
          naive: createNaiveLedger(),
          entries: [],
          requests: [],
          reversed: new Set(),
          holds: [],
          documents: {
            [firm.matterId]: await fileDocument(firm, 'Release'),
            [matterId]: await fileDocument(firm, 'Release', matterId),
          },
          nextCheck: 1_001,
        };
        try {
          for (const one of wishes) await live(story, one);
          await compare(story);
        } finally {
          await firm.remove();
        }
      }),
      { numRuns: 6, endOnFailure: true },
    );
  });
});
