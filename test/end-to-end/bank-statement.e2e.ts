import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ofxText } from '../unit/domain/trust/bank/bank-files.ts';
import { assertScreen } from './harness/accessibility.ts';
import { makeDataFolder } from './harness/data-folder.ts';
import { startInBrowser } from './harness/shells.ts';
import { choose, field, fillIn, goToTab, panel, save, search, see } from './steps/form.ts';
import { confirmKit, createFirm } from './steps/start.ts';
import { confirmWithPassphrase, openAccount } from './steps/trust.ts';

/** Today where the page is. */
const readToday = (): string => new Date().toLocaleDateString('en-CA');

test('a bank statement is imported, matched by keyboard and signed', async () => {
  const folder = makeDataFolder();
  const running = await startInBrowser(folder.path);
  const { page } = running;
  try {
    await createFirm(page, 'Hollis & Marsh', 'Dana Hollis');
    await confirmKit(page);
    await openAccount(page, { name: 'Client trust account', bank: 'First Bank', lastFour: '0417' });
    await page.getByRole('button', { name: 'Post a receipt' }).first().click();
    const form = panel(page, 'Post a receipt');
    await search(page, field(form, 'Client ledger'), 'own', /own funds/);
    await fillIn(form, { Amount: '150', 'Received from': 'Hollis & Marsh', Purpose: 'For bank charges' });
    await choose(page, field(form, 'For'), "Firm's own funds");
    await choose(page, field(form, 'By'), 'Wire');
    await save(form, 'Post receipt');

    const day = await page.evaluate(readToday);
    const file = join(folder.path, 'statement.ofx');
    const period = { from: day, to: day, balance: '150.00' };
    writeFileSync(file, ofxText([{ day, cents: '150.00', id: 'B1', name: 'WIRE IN' }], '00000417', period));
    await goToTab(page, 'Reconcile');
    await page
      .getByRole('button', { name: /^Reconcile / })
      .first()
      .click();
    await page.getByRole('button', { name: 'Import statement' }).click();
    const panelOfFile = panel(page, 'Import a bank statement');
    await panelOfFile.getByLabel("The bank's file").setInputFiles(file);
    await see(panelOfFile, 'WIRE IN');
    await assertScreen(page, 'the import of a statement');
    await panelOfFile.getByRole('button', { name: /^Import 1 / }).click();
    await see(page, /May be Hollis & Marsh/);
    await assertScreen(page, 'the lines of a statement');
    await page.getByRole('listbox', { name: 'Lines of the statement' }).focus();
    await page.keyboard.press('Enter');
    await see(page, /Matched with Hollis & Marsh/);
    await see(page, /All three agree on/);
    await page.getByRole('button', { name: 'Sign', exact: true }).click();
    await confirmWithPassphrase(page, 'Sign the reconciliation', 'Sign');
    await see(page, /Reconciliation signed/);
  } finally {
    await running.close();
    folder.remove();
  }
});
