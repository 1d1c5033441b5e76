import type { Locator, Page } from 'playwright-core';
import { field, fillIn, goTo, goToTab, panel, save, search, see } from './form.ts';
import { confirmWithPassphrase } from './trust.ts';

/** The books of another system: what the person types, and a CSV with the rest. */
export interface OldBooks {
  readonly name: string;
  readonly day: string;
  readonly balance: string;
  readonly firmFunds: string;
  readonly csv: string;
}

/** Fills the cut-over: the firm's own funds typed, the clients from a list whose matters are opened here. */
export async function typeOldBooks(page: Page, books: OldBooks): Promise<Locator> {
  await goTo(page, 'Trust');
  await page.getByRole('button', { name: 'Take over an account' }).click();
  const form = panel(page, 'Take over a trust account');
  await fillIn(form, {
    Name: books.name,
    Bank: 'First Bank of Illinois',
    'Last four digits': '0417',
    'Day of the old books': books.day,
    "Bank's balance": books.balance,
    "Journal's balance": books.balance,
    'Next check number': '1001',
  });
  await form.getByLabel('List of balances').setInputFiles(books.csv);
  await see(form, /Guessed by the titles/);
  await see(form, 'Not known here');
  await form.getByRole('button', { name: 'Take 2 lines' }).click();
  await fillIn(form, { 'Hourly rate of the new matters': '350' });
  await page.keyboard.press('Tab');
  await form.getByRole('button', { name: 'Open the 2 that are not known' }).click();
  await form.getByText(/^To choose/).waitFor({ state: 'detached' });
  await form.getByRole('button', { name: 'Add a ledger' }).click();
  await search(page, field(form, 'Ledger of line 3'), 'own', /own funds/);
  await see(form, 'One line waits for a matter or a balance.');
  await fillIn(form, { 'Balance of line 3': books.firmFunds });
  await page.keyboard.press('Tab');
  await see(form, /All three agree on/);
  return form;
}

/** One check that came in. */
export interface SlipLine {
  readonly matter: string;
  readonly amount: string;
  readonly number: string;
}

/** Writes the receipts of one deposit down and counts them; `counted` is what the person finds. */
export async function typeDeposit(page: Page, lines: readonly SlipLine[], counted: string): Promise<Locator> {
  await page.getByRole('button', { name: 'More ways to receive' }).click();
  await page.getByRole('menuitem', { name: 'Receipts of one deposit' }).click();
  const form = panel(page, 'Receipts of one deposit');
  for (const [at, line] of lines.entries()) {
    const of = (what: string): string => `${what} of line ${at + 1}`;
    await search(page, field(form, of('Client ledger')), line.matter, new RegExp(line.matter));
    await fillIn(form, { [of('Number')]: line.number, [of('Amount')]: line.amount });
    await page.keyboard.press('Tab');
  }
  await fillIn(form, { Counted: counted });
  return form;
}

/** Asks for a payment, approves it under the passphrase and posts it on this device. */
export async function payByRequest(
  page: Page,
  payment: { matter: string; amount: string; payee: string; purpose: string },
): Promise<void> {
  await page.getByRole('button', { name: 'Pay out' }).click();
  await page.getByRole('menuitem', { name: 'Request a disbursement' }).click();
  const form = panel(page, 'Request a disbursement');
  await search(page, field(form, 'Client ledger'), payment.matter, new RegExp(payment.matter));
  await fillIn(form, { Amount: payment.amount, Payee: payment.payee, Purpose: payment.purpose });
  await save(form, 'Request disbursement');
  await goToTab(page, /^Requests/);
  await page.getByRole('grid', { name: 'Requests' }).getByText(payment.payee).click();
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await confirmWithPassphrase(page, 'Approve request', 'Approve');
}

/** Posts the approved request that stands open. */
export async function postRequest(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Post', exact: true }).click();
  await save(panel(page, 'Post request'), 'Post disbursement');
}
