import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { assertAccessible } from './harness/accessibility.ts';
import { makeDataFolder } from './harness/data-folder.ts';
import { startInBrowser } from './harness/shells.ts';
import { field, fillIn, see } from './steps/form.ts';
import { confirmKit, createFirm, passphrase, unlock } from './steps/start.ts';

const at = (page: Page, place: string) => page.goto(page.url().replace(/#.*/, `#${place}`));
const switcher = (page: Page, firm: string) => page.getByRole('button', { name: `${firm}, switch firm` });

async function switchTo(page: Page, firm: string): Promise<void> {
  await page.keyboard.press('Alt+f');
  await page.getByRole('menuitem', { name: new RegExp(`^${firm}`) }).click();
  await switcher(page, firm).waitFor();
}

async function openTaskPanel(page: Page) {
  await page.getByRole('button', { name: 'Add a task' }).click();
  return page.getByRole('dialog').getByRole('textbox').first();
}

test('two firms of one person: switching, drafts, one inbox, two windows, the PIN', async () => {
  const folder = makeDataFolder();
  const running = await startInBrowser(folder.path);
  const { page } = running;
  try {
    await createFirm(page, 'Alder Law', 'Ada Alder');
    await confirmKit(page);
    // Nothing tells of other firms while there is one.
    assert.equal(await page.getByRole('button', { name: /switch firm/ }).count(), 0);
    assert.equal(await page.getByRole('link', { name: 'All firms' }).count(), 0);

    await at(page, '/settings');
    await page.getByRole('button', { name: 'Add a firm or a person' }).click();
    await page.getByRole('button', { name: 'Back to Alder Law' }).waitFor();
    await createFirm(page, 'Birch Law', 'Ada Alder');
    await confirmKit(page);
    await switcher(page, 'Birch Law').waitFor();

    // A draft of one firm never shows in the other, and is there again in its own.
    await (await openTaskPanel(page)).fill('Answer due in Birch');
    await page.keyboard.press('Escape');
    await switchTo(page, 'Alder Law');
    assert.equal(await (await openTaskPanel(page)).inputValue(), '');
    await page.keyboard.press('Escape');
    await switchTo(page, 'Birch Law');
    const title = await openTaskPanel(page);
    await assert.doesNotReject(title.and(page.locator('[value="Answer due in Birch"]')).waitFor());
    await page.getByRole('dialog').getByRole('button', { name: /^Add/ }).first().click();
    await see(page, 'Task added');

    // Seen from the other firm, a row opens in its own.
    await switchTo(page, 'Alder Law');
    await at(page, '/today/all-firms');
    await assertAccessible(page, 'what waits in all firms');
    await page.getByText('Answer due in Birch').click();
    await switcher(page, 'Birch Law').waitFor();

    // A second window has a firm of its own.
    const second = await page.context().newPage();
    await second.goto(page.url());
    await switcher(second, 'Birch Law').waitFor();
    await switchTo(second, 'Alder Law');
    await page.reload();
    await switcher(page, 'Birch Law').waitFor();

    await at(page, '/settings');
    await see(page, 'Lock and PIN');
    await fillIn(page, { PIN: '2580', 'PIN again': '2580', 'Your passphrase': passphrase });
    await page.getByRole('button', { name: 'Set a PIN' }).click();
    await page.getByRole('button', { name: 'Change the PIN' }).waitFor();
    await page.keyboard.press('Alt+l');
    await page.getByRole('button', { name: 'Use the passphrase' }).waitFor();
    await field(page, 'PIN').fill('1111');
    await page.getByRole('button', { name: 'Unlock', exact: true }).click();
    await see(page, 'You have 4 more tries');
    await page.getByRole('button', { name: 'Use the passphrase' }).click();
    await unlock(page);
    await switcher(page, 'Birch Law').waitFor();
  } finally {
    await running.close();
    folder.remove();
  }
});
