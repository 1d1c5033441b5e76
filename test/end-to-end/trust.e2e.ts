import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { ofxText } from '../unit/domain/trust/bank/bank-files.ts';
import { assertScreen } from './harness/accessibility.ts';
import { makeDataFolder } from './harness/data-folder.ts';
import { startInBrowser } from './harness/shells.ts';
import { field, fillIn, goToTab, panel, save, search, see, seeFigure } from './steps/form.ts';
import { confirmKit, createFirm } from './steps/start.ts';
import { confirmWithPassphrase, openLedger } from './steps/trust.ts';
import { payByRequest, postRequest, typeDeposit, typeOldBooks } from './steps/trust-books.ts';

/** Days where the page is: as a form takes them, and as a bank writes them. */
const readDays = () => {
  const at = (back: number): Date => new Date(Date.now() - back * 86_400_000);
  return { yesterday: at(1).toLocaleDateString('en-US'), today: at(0).toLocaleDateString('en-CA') };
};

test('the trust account of a firm that arrives with history, to the signed packet', async (t) => {
  const folder = makeDataFolder();
  const running = await startInBrowser(folder.path);
  const { page } = running;
  page.setDefaultTimeout(30_000);
  let isBroken = false;
  const step = (name: string, run: () => Promise<void>) =>
    t.test(name, { skip: isBroken ? 'an earlier step failed' : false }, async () => {
      isBroken = true;
      await run();
      isBroken = false;
    });
  try {
    await createFirm(page, 'Hollis & Marsh', 'Dana Hollis');
    await confirmKit(page);
    const { yesterday, today } = await page.evaluate(readDays);
    const fileOf = (name: string, text: string): string => {
      const path = join(folder.path, name);
      writeFileSync(path, text);
      return path;
    };
    await step(
      '1. the old books are typed and read from a list, and open the account once all three agree',
      async () => {
        const csv = fileOf(
          'balances.csv',
          'Matter,Client,Balance\nAlder v. Birch,Catherine Alder,"1,500.00"\nCole lease,Carla Cole,300.00\n',
        );
        const books = { name: 'Client trust account', day: yesterday, balance: '1900', firmFunds: '100', csv };
        const form = await typeOldBooks(page, books);
        await assertScreen(page, 'the cut-over');
        await save(form, 'Open with these balances');
        await page.getByRole('heading', { level: 1, name: 'Client trust account' }).waitFor();
        await assertScreen(page, 'the account');
      },
    );
    await step('2. two checks go on one slip, which is refused while the count differs', async () => {
      const lines = [
        { matter: 'Alder', amount: '500', number: '881' },
        { matter: 'Cole', amount: '250', number: '4410' },
      ];
      const form = await typeDeposit(page, lines, '700');
      const send = form.getByRole('button', { name: 'Post receipts and make the slip' });
      await send.click();
      await see(form, /add up to 750\.00, and 700\.00 was counted/);
      await assertScreen(page, 'the receipts of a deposit');
      await fillIn(form, { Counted: '750', 'Less cash': '50' });
      await send.click();
      await see(form, /no cash comes back from it/);
      await fillIn(form, { 'Less cash': '' });
      await send.click();
      await form.waitFor({ state: 'detached' });
      await page.getByRole('img', { name: /^Deposit slip, page 1 of 1: .*750\.00/ }).waitFor({ timeout: 30_000 });
      await assertScreen(page, 'the deposit slip');
      await page.getByRole('button', { name: 'Close the detail' }).click();
    });
    await step('3. a payment is asked for, approved under the passphrase, posted, and its check printed', async () => {
      const payment = { matter: 'Alder', amount: '250', payee: 'County Clerk', purpose: 'Filing fee' };
      await payByRequest(page, payment);
      await see(page, /both asked for it and approved it/);
      await assertScreen(page, 'an approved request');
      await postRequest(page);
      await goToTab(page, 'Checks');
      await see(page.getByRole('grid', { name: 'Check register' }), 'Outstanding');
      await page.getByRole('button', { name: 'Print checks' }).click();
      await panel(page, 'Print checks').getByRole('button', { name: 'Print 1 check' }).click();
      await page.getByRole('img', { name: /^Checks, page 1 of 1: .*County Clerk/ }).waitFor({ timeout: 30_000 });
      await assertScreen(page, 'a printed check');
      await page.keyboard.press('Escape');
      const card = await openLedger(page, 'Alder v. Birch');
      await seeFigure(card, 'Balance', '$1,750.00');
      // The check of the slip is not collected yet.
      await seeFigure(card, 'Available', '$1,250.00');
      await assertScreen(page, 'the ledger card');
    });
    await step('4. the statement is imported, matched by keyboard, and signed', async () => {
      const movements = [
        { day: today, cents: '750.00', id: 'B1', name: 'DEPOSIT', type: 'CREDIT' },
        { day: today, cents: '-250.00', id: 'B2', name: 'CHECK', check: '1001' },
      ];
      const ofx = ofxText(movements, '00000417', { from: today, to: today, balance: '2400.00' });
      await importStatement(page, fileOf('statement.ofx', ofx));
      await page.getByRole('listbox', { name: 'Lines of the statement' }).focus();
      await page.keyboard.press('Enter');
      await see(page, /1 of 2 matched/);
      await page.keyboard.press('Enter');
      await see(page, /2 of 2 matched/);
      await see(page, /All three agree on/);
      await assertScreen(page, 'the matched statement');
      await page.getByRole('button', { name: 'Sign', exact: true }).click();
      await confirmWithPassphrase(page, 'Sign the reconciliation', 'Sign');
      await page.getByRole('img', { name: /^Packet of .*page 1 of/ }).waitFor({ timeout: 30_000 });
      await assertScreen(page, 'the signed packet');
      assert.match(await download(page, 'Download'), /^%PDF-/);
    });
    await step('5. the signed period is locked, and an examiner gets one file', async () => {
      await page.getByRole('button', { name: 'Post a receipt' }).click();
      const form = panel(page, 'Post a receipt');
      await search(page, field(form, 'Client ledger'), 'Cole', /Cole/);
      await fillIn(form, { Amount: '10', 'Received from': 'Carla Cole', Purpose: 'Costs' });
      await form.getByRole('button', { name: 'Post receipt', exact: true }).click();
      await see(form, /locked|signed/);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Export' }).click();
      await page.getByRole('menuitem', { name: 'Audit bundle' }).click();
      assert.match(await download(page, 'Make the bundle'), /^PK/);
      await see(page, /files saved/);
      await assertScreen(page, 'the audit bundle');
    });
  } finally {
    await running.close();
    folder.remove();
  }
});

async function importStatement(page: Page, path: string): Promise<void> {
  await goToTab(page, 'Reconcile');
  await page
    .getByRole('button', { name: /^Reconcile / })
    .first()
    .click();
  await page.getByRole('button', { name: 'Import statement' }).click();
  const form = panel(page, 'Import a bank statement');
  await form.getByLabel("The bank's file").setInputFiles(path);
  await see(form, 'DEPOSIT');
  await form.getByRole('button', { name: /^Import 2 / }).click();
  await form.waitFor({ state: 'detached' });
}

/** Presses a button that saves a file. Answers the first bytes of it. */
async function download(page: Page, button: string): Promise<string> {
  const saved = page.waitForEvent('download', { timeout: 30_000 });
  await page.getByRole('button', { name: button, exact: true }).click();
  return readFileSync(await (await saved).path())
    .subarray(0, 5)
    .toString('latin1');
}
