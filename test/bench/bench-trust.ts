import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createId } from '../../electron/data/create-id.ts';
import { addDays, endOfMonth } from '../../shared/domain/day.ts';
import {
  type BenchClient,
  type BenchFirm,
  benchPassphrase,
  createBenchFirm,
  type FirmCache,
  openBenchFirm,
} from './bench-firm.ts';
import { atLeast, atMost, type BenchRow, noted, percentile } from './bench-row.ts';
import { startDataProcess } from './data-process.ts';
import { generateTrust, type TrustBooks } from './generate-trust.ts';

const rounds = 60;

/** The books of the bench in a folder: made and folded once, then found again. */
async function booksIn(cache: FirmCache, name: string, postings: number, ledgers: number) {
  const folder = cache.keptFolder(name);
  const noteFile = join(folder, 'bench-books.json');
  if (!existsSync(noteFile)) {
    const made = await createBenchFirm(folder);
    const books = await generateTrust(made.firm, postings, ledgers);
    await made.close();
    const folded = await openBenchFirm(folder);
    await folded.close();
    writeFileSync(noteFile, JSON.stringify(books));
  }
  return { folder, books: JSON.parse(readFileSync(noteFile, 'utf8')) as TrustBooks };
}

/** Measures a question: p95 of the wall clock, and in words of the processor's time. */
async function measure(row: { id: string; what: string; limit: number }, ask: (round: number) => Promise<unknown>) {
  const times: number[] = [];
  const processor: number[] = [];
  for (let round = 0; round < rounds + 5; round += 1) {
    const [startMs, before] = [performance.now(), process.threadCpuUsage()];
    await ask(round);
    const used = process.threadCpuUsage(before);
    if (round < 5) continue;
    times.push(performance.now() - startMs);
    processor.push((used.user + used.system) / 1000);
  }
  const busy = percentile(processor, 95).toFixed(1);
  return atMost(row.id, `${row.what}, p95 (${busy} ms of processor)`, percentile(times, 95), 'ms', row.limit);
}

/** Questions and postings on one account with as many postings as the target names, and the packet of 200 ledgers. */
export async function benchTrust(cache: FirmCache, postings: number, ledgers: number): Promise<BenchRow[]> {
  const { folder, books } = await booksIn(cache, `trust-${postings}`, postings, ledgers);
  const opened = await openBenchFirm(folder);
  try {
    return [...(await askBooks(opened, books)), await postOut(opened, books), await makePacket(opened, books)];
  } finally {
    await opened.close();
  }
}

function at<T>(list: readonly T[], round: number): T {
  const found = list[(round * 37) % list.length];
  if (found === undefined) throw new Error('The books of the bench have nothing to ask for.');
  return found;
}

async function askBooks({ client, firm }: BenchFirm, books: TrustBooks): Promise<BenchRow[]> {
  const { accountId, ledgerIds, firstDay } = books;
  const total = (await client.trust.journal({ accountId, limit: 1 })).total;
  const dayOf = (round: number) => addDays(firstDay, (round * 31) % (365 * 5));
  const statementOn = endOfMonth(addDays(`${firm.today().slice(0, 8)}01`, -1));
  const open = firm.rows.all<{ entry_id: string }>(
    'SELECT entry_id FROM trust_entry WHERE account_id = ? AND cleared_on IS NULL AND day <= ?',
    [accountId, statementOn],
  );
  const statement = {
    accountId,
    statementOn,
    bankBalanceCents: 0,
    clearedEntryIds: open.slice(0, 20_000).map((row) => row.entry_id),
  };
  return [
    await measure({ id: 'trust-card', what: 'A ledger card with running balances', limit: 50 }, (n) =>
      client.trust.ledgerCard({ accountId, ledgerId: at(ledgerIds, n) }),
    ),
    await measure({ id: 'trust-journal', what: 'A page of the journal, anywhere', limit: 50 }, (n) =>
      client.trust.journal({ accountId, offset: Math.floor((n * total) / rounds), limit: 100 }),
    ),
    await measure({ id: 'trust-as-of', what: 'Every ledger as of a day', limit: 50 }, (n) =>
      client.trust.balancesAsOf({ accountId, asOf: dayOf(n) }),
    ),
    await measure(
      { id: 'trust-known-on', what: 'Every ledger as of a day, as known on an earlier one', limit: 50 },
      (n) => client.trust.balancesAsOf({ accountId, asOf: dayOf(n), knownOnMs: firm.nowMs() - n * 1_000 }),
    ),
    await measure({ id: 'trust-ledgers', what: 'Trust ledgers, a page with available', limit: 50 }, (n) =>
      client.trust.listLedgers({ accountId, limit: 100, offset: n * 50 }),
    ),
    await measure({ id: 'trust-reconcile', what: "A month's reconciliation view", limit: 300 }, () =>
      client.trust.reconcile(statement),
    ),
  ];
}

async function postOut({ client, firm }: BenchFirm, books: TrustBooks): Promise<BenchRow> {
  const { accountId } = books;
  const rich = firm.rows.all<{ id: string }>(
    'SELECT ledger_id AS id FROM trust_ledger WHERE account_id = ? ORDER BY balance_cents DESC LIMIT 50',
    [accountId],
  );
  return measure({ id: 'trust-post', what: 'A disbursement: rules, durable write, fold, answer', limit: 25 }, (n) =>
    client.trust.postDisbursement({
      commandId: createId(),
      accountId,
      ledgerId: at(rich, n).id,
      day: firm.today(),
      amountCents: 100,
      kind: 'cost',
      instrument: 'transfer',
      payee: 'Ellery County Clerk',
      purpose: 'Filing fee',
      passphrase: benchPassphrase,
    }),
  );
}

/** The packet of a month in which 200 ledgers moved: rendered, sealed and signed. */
async function makePacket(opened: BenchFirm, books: TrustBooks): Promise<BenchRow> {
  const { client, firm } = opened;
  // A kept firm has the accounts of earlier runs.
  const accounts = (await client.trust.listAccounts({})).rows.length;
  const { id: accountId } = await client.trust.openAccount({
    commandId: createId(),
    name: 'Packet',
    bank: 'First Harbor Bank',
    lastFour: String(2_000 + accounts),
    openedOn: `${firm.today().slice(0, 8)}01`,
  });
  const cleared: string[] = [];
  const ledgers = Math.min(200, books.ledgerIds.length);
  for (const ledgerId of books.ledgerIds.slice(0, ledgers)) {
    for (const amountCents of [50_000, 1_500]) {
      const receipt = { kind: 'advance fee', instrument: 'wire', payor: 'A client', purpose: 'Deposit' } as const;
      const { id } = await client.trust.postReceipt({
        commandId: createId(),
        accountId,
        ledgerId,
        day: firm.today(),
        amountCents,
        ...receipt,
      });
      cleared.push(id);
    }
  }
  const startMs = performance.now();
  await client.trust.signReconciliation({
    commandId: createId(),
    accountId,
    statementOn: firm.today(),
    bankBalanceCents: ledgers * 51_500,
    clearedEntryIds: cleared,
    passphrase: benchPassphrase,
  });
  const seconds = (performance.now() - startMs) / 1000;
  return atMost('trust-packet', `The packet of ${ledgers} ledgers, signed and kept`, seconds, 's', 10);
}

function hasHledger(): boolean {
  return spawnSync('hledger', ['--version']).status === 0;
}

/** Balances in cents by the title of their ledger, without those that are even. */
type Balances = ReadonlyMap<string, number>;

/** Everything that `hledger balance` answers: each ledger's balance. */
async function askBalances(client: Pick<BenchClient, 'trust'>, accountId: string, asOf: string): Promise<Balances> {
  const { rows } = await client.trust.balancesAsOf({ accountId, asOf });
  return new Map(rows.filter((row) => row.balanceCents !== 0).map((row) => [row.title, row.balanceCents]));
}

/** What hledger printed as CSV: an account ends in number and title, and what is owed to a client is below zero there. */
function readHledger(csv: string): Balances {
  const lines = csv.split('\n').map((line) => /^"liabilities:trust:.*:\S+ (.+)","(-?)(\d+)\.(\d\d) USD"$/.exec(line));
  return new Map(
    lines.flatMap((found) => {
      if (found === null) return [];
      const cents = Number(`${found[3]}${found[4]}`);
      return [[found[1] ?? '', found[2] === '-' ? cents : -cents] as const];
    }),
  );
}

/** How many ledgers the two do not say the same of, to the cent. */
function countDifferent(one: Balances, other: Balances): number {
  const titles = new Set([...one.keys(), ...other.keys()]);
  return [...titles].filter((title) => one.get(title) !== other.get(title)).length;
}

/** The same journal in `hledger` and here: every balance, with the app open and from the start of a process. */
export async function benchHledger(cache: FirmCache, postings: number, ledgers: number): Promise<BenchRow[]> {
  if (!hasHledger()) return [noted('trust-hledger', 'hledger is not installed: nothing to compare with', 0, 's')];
  const { folder, books } = await booksIn(cache, `trust-${postings}`, postings, ledgers);
  const { accountId, lastDay } = books;
  const opened = await openBenchFirm(folder);
  const file = join(folder, 'bench.journal');
  let openMs = 0;
  let own: Balances = new Map();
  try {
    writeFileSync(file, await exportWhole(opened.client, accountId));
    for (let round = 0; round < 10; round += 1) {
      const startMs = performance.now();
      own = await askBalances(opened.client, accountId, lastDay);
      openMs = round === 0 ? performance.now() - startMs : Math.min(openMs, performance.now() - startMs);
    }
  } finally {
    await opened.close();
  }
  const hledgerStartMs = performance.now();
  const printed = execFileSync('hledger', ['-f', file, 'balance', '--flat', '-N', '-O', 'csv'], { maxBuffer: 1 << 28 });
  const hledgerMs = performance.now() - hledgerStartMs;
  const theirs = readHledger(printed.toString('utf8'));
  const different = countDifferent(own, theirs);
  const startMs = performance.now();
  const started = await startDataProcess(folder);
  let spawnMs = 0;
  try {
    await started.client.firm.unlock({ commandId: createId(), passphrase: benchPassphrase });
    await started.client.trust.balancesAsOf({ accountId, asOf: lastDay });
    spawnMs = performance.now() - startMs;
  } finally {
    await started.close();
  }
  const what = `All balances of ${postings.toLocaleString('en-US')} postings beside hledger's ${(hledgerMs / 1000).toFixed(1)} s`;
  return [
    atLeast('trust-hledger-open', `${what}, app open`, hledgerMs / openMs, 'x', 20),
    atLeast('trust-hledger-start', `${what}, from the start of a process`, hledgerMs / spawnMs, 'x', 5),
    atMost(
      'trust-hledger-same',
      `Ledgers of ${own.size.toLocaleString('en-US')} (hledger: ${theirs.size.toLocaleString('en-US')}) that differ by a cent or more`,
      different,
      'ledgers',
      1,
    ),
  ];
}

async function exportWhole(client: BenchClient, accountId: string): Promise<string> {
  const parts: string[] = [];
  const limit = 5_000;
  for (let offset = 0; ; offset += limit) {
    const part = await client.trust.exportJournal({ accountId, format: 'hledger', offset, limit });
    parts.push(part.text);
    if (offset + limit >= part.total) return parts.join('');
  }
}
