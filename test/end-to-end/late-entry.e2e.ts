import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { runAnnex } from '../integration/cli/run-annex.ts';
import { assertScreen } from './harness/accessibility.ts';
import { makeDataFolder } from './harness/data-folder.ts';
import { runHub } from './harness/hub-program.ts';
import { startBeside, startInBrowser } from './harness/shells.ts';
import { see } from './steps/form.ts';
import { confirmKit, createFirm, joinFirm, passphrase } from './steps/start.ts';
import { readScreen } from './steps/sync.ts';

/** Calls a procedure at a machine whose window is open, from its command line. */
async function call<Answer>(folder: string, name: string, input: object): Promise<Answer> {
  const ran = await runAnnex(folder, ['call', name, JSON.stringify(input)], { env: { ANNEX_PASSPHRASE: passphrase } });
  assert.equal(ran.status, 0, `${name}: ${ran.out}`);
  return ran.json as Answer;
}

/** A day of the month before this one, `YYYY-MM-DD`; 0 is its last. */
function lastMonth(date: number): string {
  const now = new Date();
  const month = date === 0 ? now.getMonth() : now.getMonth() - 1;
  return new Date(Date.UTC(now.getFullYear(), month, date)).toISOString().slice(0, 10);
}

/** Waits until the journal that a page shows has come to this balance. */
async function seeJournal(page: Page, accountId: string, balance: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `/trust/${accountId}/journal`);
  await see(page.getByRole('grid', { name: 'Journal' }), balance);
}

const receipt = (accountId: string, ledgerId: string, date: number, amountCents: number) => ({
  accountId,
  ledgerId,
  day: lastMonth(date),
  amountCents,
  kind: 'advance fee',
  instrument: 'wire',
  payor: 'Carla Cole',
  purpose: 'Advance',
});

test('an entry that arrives by sync into a signed month keeps its date and is shown as late', async () => {
  const [here, there, hubFolder] = [makeDataFolder(), makeDataFolder(), makeDataFolder()];
  const hub = await runHub(hubFolder.path);
  const running = await startInBrowser(here.path);
  const beside = await startBeside(running, there.path);
  const { page } = running;
  const say = (name: string, input: object) => call<{ id: string; matterId: string }>(here.path, name, input);
  for (const one of [page, beside.page]) one.setDefaultTimeout(30_000);
  try {
    await createFirm(page, 'Hollis & Marsh', 'Dana Hollis');
    await confirmKit(page);
    const { url, name, password } = hub;
    await say('provider.setHub', { url, name, password });
    const { id: clientPartyId } = await say('office.recordParty', { party: { kind: 'person', name: 'Carla Cole' } });
    const opening = { clientPartyId, title: 'Cole v. Dunn', practiceArea: 'Contract', openedOn: lastMonth(1) };
    const { matterId } = await say('office.openMatter', { ...opening, fee: { kind: 'hourly', rateCents: 30_000 } });
    const account = { name: 'Client trust', bank: 'First Bank', lastFour: '4242', openedOn: lastMonth(1) };
    const { id: accountId } = await say('trust.openAccount', account);
    const { id: entryId } = await say('trust.postReceipt', receipt(accountId, matterId, 10, 100_000));
    const invited = await call<{ code: string }>(here.path, 'provider.invite', {
      name: 'Ben Birch',
      role: 'bookkeeper',
    });
    await joinFirm(beside.page, invited.code, 'Office');
    await seeJournal(beside.page, accountId, '1,000.00');

    await hub.stop();
    await call(there.path, 'trust.postReceipt', receipt(accountId, matterId, 20, 5_000));
    const statement = { accountId, statementOn: lastMonth(0), bankBalanceCents: 100_000, clearedEntryIds: [entryId] };
    const { id: signedId } = await say('trust.signReconciliation', { ...statement, passphrase });
    assert.match(await showBalances(page, accountId), /1,000\.00/);
    await hub.start();
    await seeJournal(page, accountId, '1,050.00');

    const months = await readScreen(page, `/trust/${accountId}/reconcile`);
    assert.match(months, /Reconciled/);
    await see(page.getByRole('table', { name: 'Signed reconciliations' }), '1 late');
    await assertScreen(page, 'a signed month with a late entry');
    await readScreen(page, `/trust/${accountId}/exceptions`);
    await see(page, /after the period was signed|after it was signed|late/i);
    await readScreen(page, `/trust/${accountId}/reconcile/${signedId}`);
    await see(page, /1 entry dated into this period came after the signature/);
    await page.getByRole('link', { name: 'Balances as signed' }).click();
    await see(page, /As known on/);
    assert.match(await readTotal(page), /1,000\.00/);
    await assertScreen(page, 'the balances as signed');
    assert.match(await showBalances(page, accountId), /1,050\.00/);
    // The same on the machine that wrote it, which learned of the signature by sync.
    await readScreen(beside.page, `/trust/${accountId}/reconcile`);
    await see(beside.page.getByRole('table', { name: 'Signed reconciliations' }), '1 late');
  } finally {
    await beside.close();
    await running.close();
    await hub.stop();
    for (const folder of [here, there, hubFolder]) folder.remove();
  }
});

/** Opens the balances at the end of the last month as they are known now; answers their total. */
async function showBalances(page: Page, accountId: string): Promise<string> {
  await readScreen(page, `/reports/ledger-balances/${lastMonth(0)}/${accountId}`);
  return readTotal(page);
}

async function readTotal(page: Page): Promise<string> {
  const foot = page.getByRole('table', { name: /^Ledger balances as of/ }).locator('tfoot');
  await foot.waitFor();
  return (await foot.textContent()) ?? '';
}
