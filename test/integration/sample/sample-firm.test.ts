import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { areaProjections } from '../../../electron/data/projections/areas.ts';
import { createSampleFirm } from '../../../electron/data/sample/create-sample-firm.ts';
import { openTestHost, type TestHost } from '../../support/open-test-firm.ts';

const passphrase = 'sample firm passphrase';
let host: TestHost;

beforeAll(async () => {
  host = await openTestHost();
  const { jobId } = await createSampleFirm(host.host.folder, { passphrase, size: 0.04 });
  expect(await host.host.folder.options.jobs.outcomeOf(jobId)).toEqual({ state: 'done', result: undefined });
});

afterAll(() => host.remove());

function count(table: string): number {
  return host.firm.rows.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n ?? 0;
}

/** Every row of every table, in an order that does not depend on how it came about. */
function readRows({ firm }: TestHost): Record<string, string[]> {
  const tables = areaProjections.flatMap((area) => area.tables);
  return Object.fromEntries(
    tables.map((table) => {
      const rows = firm.rows.all(`SELECT * FROM ${table}`);
      // Search rows are numbered as they come.
      return [table, rows.map(({ search_id: _, ...row }) => JSON.stringify(row)).sort()];
    }),
  );
}

describe('the sample firm', () => {
  it('has its people, matters, time, invoices, documents, calls and leads', async () => {
    const { rows } = await host.client.office.listMembers({});
    expect(rows.map(({ role }) => role).sort()).toEqual([
      'attorney',
      'attorney',
      'bookkeeper',
      'owner',
      'provider-clerk',
      'provider-manager',
      'provider-receptionist',
      'provider-supervisor',
      'provider-trust-bookkeeper',
      'receptionist',
    ]);
    for (const table of [
      'office_matter',
      'billing_time',
      'billing_invoice',
      'documents_document',
      'intake_call',
      'intake_lead',
    ]) {
      expect(count(table), table).toBeGreaterThan(0);
    }
    expect(count('set_aside')).toBe(0);
  });

  it('has a provider whose own people do their part: each page of the area has something on it', async () => {
    const { client } = host;
    const { rows: providers } = await client.agreement.listProviders({});
    expect(providers.map(({ staff }) => staff.length)).toEqual([5]);
    const { providerId = '' } = providers[0] ?? {};
    const { version } = await client.agreement.inForce({ providerId });
    expect(version?.answers.map(({ outside }) => outside).sort()).toEqual([false, true]);
    const states = host.firm.rows.all<{ state: string }>('SELECT DISTINCT state FROM provider_order ORDER BY state');
    expect(states.map(({ state }) => state)).toEqual(
      ['draft', 'offered', 'declined', 'accepted', 'in progress', 'delivered', 'in review', 'rework', 'work accepted']
        .concat('invoiced', 'paid', 'cancelled')
        .sort(),
    );
    const invoices = await client.pay.listInvoices({ limit: 200 });
    expect(new Set(invoices.rows.map(({ state }) => state))).toEqual(
      new Set(['to decide', 'to pay', 'paid', 'withdrawn']),
    );
    expect((await client.forecast.accuracy({ providerId })).rows.length).toBeGreaterThan(0);
    expect((await client.scorecard.listRatings({ providerId })).total).toBeGreaterThan(3);
    expect((await client.relationship.listCloseOuts({ providerId })).total).toBe(1);
    const byProvider = host.firm.rows.get<{ n: number }>(
      `SELECT count(*) AS n FROM event e JOIN roster_member m ON m.member_id = e.member_id WHERE m.outside = 1`,
    );
    expect(byProvider?.n).toBeGreaterThan(100);
  });

  it('is told on the days on which it happened: the audit trail goes over two years and ends now', async () => {
    const span = host.firm.rows.get<{ first: number; last: number }>(
      'SELECT min(at_ms) AS first, max(at_ms) AS last FROM event',
    );
    const days = ((span?.last ?? 0) - (span?.first ?? 0)) / 86_400_000;
    expect(days).toBeGreaterThan(700);
    expect(span?.last).toBeLessThanOrEqual(Date.now());
  });

  it('passes every numbered check, and its trust months are signed', async () => {
    expect((await host.client.firm.check({})).findings).toEqual([]);
    const { rows: accounts } = await host.client.trust.listAccounts({});
    expect(accounts).toHaveLength(2);
    for (const { accountId, journalCents, ledgersCents } of accounts) {
      const { rows } = await host.client.trust.listReconciliations({ accountId });
      expect(rows.length).toBeGreaterThanOrEqual(22);
      expect(journalCents).toBe(ledgersCents);
    }
  });

  it('finds a document by its words', async () => {
    const found = await host.client.documents.searchDocuments({ words: 'client trust account instructions' });
    const all = await host.client.documents.searchDocuments({ words: 'Marchbanks Thistleton' });
    expect(all.total).toBeGreaterThan(0);
    expect(found.total).toBeLessThanOrEqual(all.total);
  });

  it('asks for the real passphrase once it is told', async () => {
    expect(await host.firm.isPassphrase(passphrase)).toBe(true);
    expect(await host.firm.isPassphrase('not the passphrase')).toBe(false);
  });

  it('is refused in a folder that has a firm', async () => {
    await expect(createSampleFirm(host.host.folder, { passphrase, size: 0.04 })).rejects.toMatchObject({
      refusal: { code: 'firm.exists' },
    });
  });

  it('has the same rows when a worker makes its projections anew, reading ahead in another', async () => {
    const before = readRows(host);
    await host.close();
    for (const ending of ['', '-wal', '-shm'])
      rmSync(join(host.folder, `projections.sqlite${ending}`), { force: true });
    host = await openTestHost({ folder: host.folder, rebuildInWorkerFrom: 1 });
    // The wrong passphrase above makes the next try wait a moment.
    const unlock = () => host.client.firm.unlock({ commandId: 'again', passphrase });
    await expect
      .poll(() =>
        unlock().then(
          () => 'open',
          () => 'too soon',
        ),
      )
      .toBe('open');
    await expect.poll(async () => (await host.client.firm.status({})).rebuild, { timeout: 30_000 }).toBeNull();
    const after = readRows(host);
    for (const [table, rows] of Object.entries(before)) expect(after[table], table).toEqual(rows);
  });
});
