import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { assertAccessible } from './harness/accessibility.ts';
import { makeDataFolder } from './harness/data-folder.ts';
import { startInBrowser } from './harness/shells.ts';
import { choose, field, fillIn, panel, save, search, see } from './steps/form.ts';
import { confirmKit, createFirm } from './steps/start.ts';
import { readScreen } from './steps/sync.ts';

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();

/** Takes a step of the order that is open: its button, then the panel of the same step. */
async function take(page: Page, button: string, title: RegExp, submit: string, values: Record<string, string> = {}) {
  await press(page, button);
  const form = panel(page, title);
  await fillIn(form, values);
  await save(form, submit);
}

test('from the order to the year of contractors: ordered, done, accepted, rated, invoiced, matched, paid, counted', async () => {
  const folder = makeDataFolder();
  const running = await startInBrowser(folder.path);
  const { page } = running;
  page.setDefaultTimeout(60_000);
  try {
    await createFirm(page, 'Alder Law', 'Ada Alder');
    await confirmKit(page);

    await readScreen(page, '/provider/contractors');
    await press(page, 'Register a contractor');
    const register = panel(page, 'Register a contractor');
    await search(page, field(register, 'Contractor'), 'Wren Vesper', /Wren Vesper/);
    await choose(page, field(register, 'Tax form'), 'W-9');
    await fillIn(register, { 'Signed on': 'today' });
    await save(register, 'Save');
    await see(page, 'Wren Vesper');
    await assertAccessible(page, 'contractors');

    await readScreen(page, '/provider/orders');
    await press(page, 'Order work');
    const order = panel(page, 'Order work');
    await search(page, field(order, 'Service'), 'Legal research');
    await choose(page, field(order, 'From a template'), 'Research memo');
    await fillIn(order, { 'Due on': '+5', Rate: '50', 'At most': '500' });
    await save(order, 'Save draft');
    await press(page, 'Offer');
    const offer = panel(page, /^Offer WO-/);
    await search(page, field(offer, 'Or to a company or person who works outside Annex'), 'Wren', /Wren Vesper/);
    await save(offer, 'Offer');
    await take(page, 'Take it on', /^Take on WO-/, 'Take on');
    await press(page, 'Start');
    await take(page, 'Deliver', /^Deliver WO-/, 'Deliver', { 'Units (hours)': '6', 'What is delivered': 'Memo' });
    await take(page, 'Accept the work', /^Accept the work of WO-/, 'Accept the work', { 'Minutes of review': '15' });
    await press(page, 'Rate');
    const rate = panel(page, /^Rate WO-/);
    await rate.getByRole('radiogroup', { name: 'Accuracy, from 1 to 5' }).getByText('5').click();
    await fillIn(rate, { Note: 'Complete, and early.' });
    await save(rate, 'Rate');
    await assertAccessible(page, 'work orders');

    await readScreen(page, '/provider/invoices');
    await press(page, 'Enter an invoice');
    const invoice = panel(page, /Enter a contractor/);
    await search(page, field(invoice, 'Contractor'), 'Wren', /Wren Vesper/);
    await fillIn(invoice, { 'Invoice number': 'V-17' });
    await search(page, field(invoice, 'Work order of line 1'), 'Research', /WO-/);
    await fillIn(invoice, { 'Units of line 1': '6', 'Rate of line 1': '50', 'Description of line 1': 'Memo' });
    await save(invoice, 'Take in');
    await see(page, 'matches');
    await press(page, 'Decide');
    await save(panel(page, 'Decide on invoice V-17'), 'Decide');

    await press(page, 'Record payment');
    const pay = panel(page, 'Pay invoice V-17');
    await see(pay, 'Payment of $300.00');
    await save(pay, 'Record payment');
    await see(page, 'paid');
    assert.match(await readScreen(page, '/provider/payments'), /Wren Vesper.*V-17/s);
    assert.match(await readScreen(page, '/provider/year'), /Wren Vesper.*300\.00/s);
    await assertAccessible(page, 'the year of contractors');
  } finally {
    await running.close();
    folder.remove();
  }
});
