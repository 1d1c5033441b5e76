import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createId } from '../../electron/data/create-id.ts';
import { newEvent } from '../../electron/data/procedures/new-event.ts';
import { accept } from '../../shared/domain/refusal.ts';
import { timeRecorded } from '../../shared/events/billing.ts';
import { type BenchFirm, copyFirm, type FirmCache, openBenchFirm } from './bench-firm.ts';
import { atMost, type BenchRow, percentile } from './bench-row.ts';

const rounds = 60;

/** Questions at the largest size, each asked with changing input; p95 of the answers, everything but the wire in it. */
export async function benchQueries(cache: FirmCache, events: number): Promise<BenchRow[]> {
  const opened = await openBenchFirm(await cache.firmOf(events));
  try {
    const rows: BenchRow[] = [];
    for (const { id, what, ask } of await questionsOf(opened)) {
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
      rows.push(atMost(id, `${what}, p95`, percentile(times, 95), 'ms', 10, percentile(processor, 95)));
    }
    return rows;
  } finally {
    await opened.close();
  }
}

interface Question {
  readonly id: string;
  readonly what: string;
  ask(round: number): Promise<unknown>;
}

export async function questionsOf({ client, firm }: BenchFirm): Promise<Question[]> {
  const ids = (sql: string) => firm.rows.all<{ id: string; other: string }>(sql);
  const matters = ids('SELECT matter_id AS id, client_id AS other FROM office_matter LIMIT 500');
  const ledgers = ids('SELECT ledger_id AS id, account_id AS other FROM trust_ledger ORDER BY entries DESC LIMIT 60');
  const accounts = ids('SELECT account_id AS id, account_id AS other FROM trust_account');
  const invoices = ids('SELECT invoice_id AS id, matter_id AS other FROM billing_invoice LIMIT 500');
  const at = <T>(list: readonly T[], round: number): T => {
    const found = list[(round * 7) % list.length];
    if (found === undefined) throw new Error('The firm of the bench has nothing to ask for.');
    return found;
  };
  const today = firm.today();
  const dayOf = (round: number) => `${Number(today.slice(0, 4)) - 1 - (round % 8)}-0${1 + (round % 9)}-15`;
  const words = ['Abernethy', 'Wren', 'Tangle', 'Harrow', 'Silver', 'Kestrel', 'Oak', 'Pine'];
  const phrases = [
    'appraiser inspected premises',
    'penalty of perjury',
    'client trust account',
    'extension of two weeks',
  ];
  return [
    {
      id: 'list-matters',
      what: 'Matters, a page by number',
      ask: (n) => client.office.listMatters({ limit: 100, offset: n * 50 }),
    },
    {
      id: 'list-matters-by-title',
      what: 'Matters, a page by title',
      ask: (n) => client.office.listMatters({ limit: 100, offset: n * 20, sort: 'title' }),
    },
    {
      id: 'list-clients',
      what: 'Clients, a page by name',
      ask: (n) => client.office.listClients({ limit: 100, offset: n * 20 }),
    },
    {
      id: 'list-time',
      what: 'Time entries, newest first',
      ask: (n) => client.billing.listTime({ limit: 100, offset: n * 100, descending: true }),
    },
    {
      id: 'list-time-of-matter',
      what: 'Time entries of a matter',
      ask: (n) => client.billing.listTime({ limit: 100, matterId: at(matters, n).id }),
    },
    {
      id: 'list-invoices',
      what: 'Invoices, newest first',
      ask: (n) => client.billing.listInvoices({ limit: 100, offset: n * 50, descending: true }),
    },
    {
      id: 'list-documents',
      what: 'Documents of a matter',
      ask: (n) => client.documents.listDocuments({ limit: 100, matterId: at(matters, n).id }),
    },
    {
      id: 'list-calls',
      what: 'Calls, newest first',
      ask: (n) => client.intake.listCalls({ limit: 100, offset: n * 50, descending: true }),
    },
    {
      id: 'list-audit',
      what: 'The audit trail, newest first',
      ask: (n) => client.office.listEvents({ limit: 100, offset: n * 100, descending: true }),
    },
    {
      id: 'matter',
      what: 'One matter with its figures',
      ask: (n) => client.office.getMatter({ matterId: at(matters, n).id }),
    },
    {
      id: 'invoice',
      what: 'One invoice with its lines',
      ask: (n) => client.billing.getInvoice({ invoiceId: at(invoices, n).id }),
    },
    {
      id: 'list-ledgers',
      what: 'Trust ledgers, a page',
      ask: (n) => client.trust.listLedgers({ limit: 100, offset: n * 20 }),
    },
    {
      id: 'ledger-card',
      what: 'A ledger card with running balances',
      ask: (n) => client.trust.ledgerCard({ accountId: at(ledgers, n).other, ledgerId: at(ledgers, n).id }),
    },
    {
      id: 'journal',
      what: 'The trust journal with running balances',
      ask: (n) => client.trust.journal({ accountId: at(accounts, n).id, offset: n * 50 }),
    },
    {
      id: 'as-of',
      what: 'Every ledger as of a day',
      ask: (n) => client.trust.balancesAsOf({ accountId: at(accounts, n).id, asOf: dayOf(n) }),
    },
    { id: 'aging', what: 'What clients owe as of a day', ask: (n) => client.billing.aging({ asOf: dayOf(n) }) },
    {
      id: 'search',
      what: 'Search by a few letters',
      ask: (n) => client.office.search({ text: at(words, n).slice(0, 4 + (n % 3)) }),
    },
    {
      id: 'search-documents',
      what: 'Documents by their words',
      ask: (n) => client.documents.searchDocuments({ words: `${at(phrases, n)} ${at(words, n)}`, limit: 20 }),
    },
    { id: 'today', what: 'The first screen', ask: () => client.office.today({}) },
  ];
}

/** The longest the data process' thread was held, over commands, batches and questions at the largest size. */
export async function benchLoop(cache: FirmCache, events: number): Promise<BenchRow[]> {
  // On a copy: what this writes is nobody else's.
  const folder = cache.folder('loop');
  copyFirm(await cache.firmOf(events), folder);
  const opened = await openBenchFirm(folder);
  const { client, firm } = opened;
  try {
    const matter = firm.rows.get<{ id: string }>(
      'SELECT matter_id AS id FROM office_matter WHERE closed_on IS NULL LIMIT 1',
    );
    const matterId = matter?.id ?? '';
    const questions = await questionsOf(opened);
    for (const question of questions) await question.ask(1);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    for (let round = 0; round < 30; round += 1) {
      await client.billing.recordTime({
        commandId: createId(),
        matterId,
        workedOn: dayOfRound(round),
        minutes: 1,
        narrative: 'Event loop',
      });
      const head = {
        matterId,
        // Somebody else's day: their hours are not those of the command above.
        timekeeperMemberId: createId(),
        workedOn: dayOfRound(round),
        minutes: 6,
        units: 1,
        rateCents: 30_000,
        amountCents: 3_000,
        billable: true,
      };
      const batch = Array.from({ length: 250 }, () =>
        newEvent(timeRecorded, createId(), head, { narrative: 'Event loop' }, { matterId }),
      );
      await firm.execute(createId(), () => accept({ events: batch, answer: { id: '' } }));
      for (const question of questions) {
        await question.ask(round);
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    delay.disable();
    const longest = delay.max / 1e6;
    return [atMost('loop', 'Longest stall over commands, batches of 250 and every question', longest, 'ms', 50)];
  } finally {
    await opened.close();
  }
}

/** Days apart and before everything generated, so that nobody works more than a day has hours. */
function dayOfRound(round: number): string {
  return `2009-${String(1 + Math.floor(round / 28)).padStart(2, '0')}-${String(1 + (round % 28)).padStart(2, '0')}`;
}
