import type { Firm } from '../../electron/data/firm.ts';
import { newEvent } from '../../electron/data/procedures/new-event.ts';
import { createRandom } from '../../electron/data/sample/random.ts';
import { addDays, type Day, endOfMonth } from '../../shared/domain/day.ts';
import { matterOpened } from '../../shared/events/office.ts';
import { accountOpened, disbursementPosted, receiptPosted, reconciliationSigned } from '../../shared/events/trust.ts';
import { createEventWriter, type EventWriter } from './event-writer.ts';

/** What the books of the bench hold, for whoever asks them. */
export interface TrustBooks {
  readonly accountId: string;
  readonly ledgerIds: readonly string[];
  readonly firstDay: Day;
  readonly lastDay: Day;
}

const years = 5;

interface Books {
  readonly firm: Firm;
  readonly writer: EventWriter;
  readonly random: ReturnType<typeof createRandom>;
  readonly accountId: string;
  readonly ledgerIds: string[];
  readonly balances: Map<string, number>;
  readonly firstDay: Day;
  /** Entries of the month that is not signed yet. */
  open: string[];
  closingCents: number;
  check: number;
  /** Where the next statement begins. */
  from: Day;
}

async function openBooks(books: Books, ledgers: number): Promise<void> {
  const { firm, writer, random, accountId, firstDay } = books;
  const account = {
    kind: 'iolta' as const,
    openedOn: firstDay,
    custodianDeviceId: firm.me.deviceId,
    firmFundsCeilingCents: 50_000,
    nextCheckNumber: 1_001,
  };
  const words = { name: 'Pooled trust', bank: 'First Harbor Bank', lastFour: '1000' };
  await writer.write(newEvent(accountOpened, accountId, account, words, { touches: [`account:${accountId}`] }));
  for (let place = 0; place < ledgers; place += 1) {
    const matterId = random.text(20);
    books.ledgerIds.push(matterId);
    const head = {
      clientId: random.text(20),
      number: `${firstDay.slice(0, 4)}-${String(place + 1).padStart(5, '0')}`,
      practiceArea: 'Probate',
      openedOn: firstDay,
      responsibleMemberId: firm.me.memberId,
      fee: { kind: 'hourly' as const, rateCents: 30_000 },
      withheld: false,
    };
    await writer.write(newEvent(matterOpened, matterId, head, { title: `Estate ${place + 1}` }, { matterId }));
  }
  await writer.flush();
}

async function writePosting(books: Books, day: Day): Promise<void> {
  const { writer, random, accountId } = books;
  const ledgerId = random.pick(books.ledgerIds);
  const balance = books.balances.get(ledgerId) ?? 0;
  const entryId = random.text(20);
  const around = { matterId: ledgerId, touches: [`account:${accountId}`, `ledger:${accountId}/${ledgerId}`] };
  const place = { accountId, ledgerId, day };
  books.open.push(entryId);
  if (balance < 10_000 || random.chance(450)) {
    const amountCents = random.int(5, 60) * 10_000;
    books.balances.set(ledgerId, balance + amountCents);
    books.closingCents += amountCents;
    const head = { ...place, amountCents, kind: 'advance fee' as const, instrument: 'wire' as const, collectedOn: day };
    const body = { name: 'A client', purpose: 'Advance fee deposit', reference: '' };
    await writer.write(newEvent(receiptPosted, entryId, head, body, around));
    return;
  }
  const amountCents = random.int(1, Math.min(20, Math.floor(balance / 500))) * 500;
  books.balances.set(ledgerId, balance - amountCents);
  books.closingCents -= amountCents;
  books.check += 1;
  const custody = writer.lastOf(`account:${accountId}`);
  const paid = { ...place, amountCents, kind: 'cost' as const, instrument: 'check' as const, checkNumber: books.check };
  const body = { name: 'Ellery County Clerk', purpose: 'Filing fee', reference: '' };
  await writer.write(newEvent(disbursementPosted, entryId, { ...paid, custody }, body, around));
}

/** Signs a month with everything of it cleared. */
async function signMonth(books: Books, statementOn: Day): Promise<void> {
  const { firm, writer, accountId, closingCents } = books;
  await writer.flush();
  const head = {
    accountId,
    statementFrom: books.from,
    statementOn,
    bankBalanceCents: closingCents,
    clearedEntryIds: books.open.slice(0, 20_000),
    adjustedBankCents: closingCents,
    journalCents: closingCents,
    ledgersCents: closingCents,
    heads: { [firm.me.deviceId]: writer.lastWritten('trust') },
    custody: writer.lastOf(`account:${accountId}`),
    preparedByMemberId: firm.me.memberId,
  };
  const body = { statement: 'Balanced.', note: '' };
  const around = { touches: [`account:${accountId}`] };
  await writer.write(newEvent(reconciliationSigned, books.random.text(20), head, body, around));
  books.open = [];
  books.from = addDays(statementOn, 1);
}

/**
 * Writes a trust account with so many postings on so many ledgers over five years into an open firm's store, its months
 * reconciled but for the last; folds nothing. No ledger goes below zero.
 */
export async function generateTrust(firm: Firm, postings: number, ledgers: number): Promise<TrustBooks> {
  const random = createRandom(`trust ${postings}`);
  const lastDay = firm.today();
  const firstDay = addDays(`${lastDay.slice(0, 8)}01`, -365 * years);
  const books: Books = {
    firm,
    writer: createEventWriter(firm, () => random.text(20)),
    random,
    accountId: random.text(20),
    ledgerIds: [],
    balances: new Map(),
    firstDay,
    open: [],
    closingCents: 0,
    check: 1_000,
    from: firstDay,
  };
  await openBooks(books, ledgers);
  const days = 365 * years;
  let monthEnd = endOfMonth(firstDay);
  for (let place = 0; place < postings; place += 1) {
    const day = addDays(firstDay, Math.floor((place * days) / postings));
    if (day > monthEnd) {
      await signMonth(books, monthEnd);
      monthEnd = endOfMonth(addDays(monthEnd, 1));
    }
    await writePosting(books, day);
  }
  await books.writer.flush();
  return { accountId: books.accountId, ledgerIds: books.ledgerIds, firstDay, lastDay };
}
