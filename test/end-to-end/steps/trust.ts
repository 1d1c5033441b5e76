import type { Locator, Page } from 'playwright-core';
import { field, fillIn, goTo, goToTab, panel, save, search } from './form.ts';
import { passphrase } from './start.ts';

/** Opens an IOLTA account; its page stands open then. */
export async function openAccount(page: Page, account: { name: string; bank: string; lastFour: string }) {
  await goTo(page, 'Trust');
  await page.getByRole('button', { name: 'Open a trust account' }).first().click();
  const form = panel(page, 'Open a trust account');
  await fillIn(form, { Name: account.name, Bank: account.bank, 'Last four digits': account.lastFour });
  await save(form, 'Open account');
  await page.getByRole('heading', { level: 1, name: account.name }).waitFor();
}

/** Posts a receipt by wire, collected the same day, from the trust screen that is open. */
export async function postReceipt(
  page: Page,
  receipt: { matter: string; amount: string; payor: string; purpose: string },
): Promise<void> {
  await page.getByRole('button', { name: 'Post a receipt' }).first().click();
  const form = panel(page, 'Post a receipt');
  await search(page, field(form, 'Client ledger'), receipt.matter, new RegExp(receipt.matter));
  await fillIn(form, { Amount: receipt.amount, 'Received from': receipt.payor, Purpose: receipt.purpose });
  await field(form, 'By').click();
  await page.getByRole('option', { name: 'Wire' }).click();
  await save(form, 'Post receipt');
}

/** Fills the form for a disbursement and gives the passphrase; what comes of it is for the caller to see. */
export async function disburse(
  page: Page,
  payment: { matter: string; amount: string; payee: string; purpose: string },
): Promise<void> {
  await page.getByRole('button', { name: 'Pay out' }).click();
  await page.getByRole('menuitem', { name: 'Post a disbursement' }).click();
  const form = panel(page, 'Post a disbursement');
  await search(page, field(form, 'Client ledger'), payment.matter, new RegExp(payment.matter));
  await fillIn(form, { Amount: payment.amount, Payee: payment.payee, Purpose: payment.purpose });
  await form.getByRole('button', { name: 'Post disbursement', exact: true }).click();
  await confirmWithPassphrase(page, 'Pay out of trust', 'Post disbursement');
}

/** Transfers all that is owed and available against the invoice whose page is open. */
export async function transferFee(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Transfer from trust' }).click();
  const form = panel(page, 'Transfer an earned fee');
  await form.getByRole('button', { name: 'Transfer fee', exact: true }).click();
  await confirmWithPassphrase(page, 'Transfer an earned fee', 'Transfer fee');
  await form.waitFor({ state: 'detached' });
}

/** Reconciles to a statement of today with everything cleared, and signs it. */
export async function reconcile(page: Page, statement: { endingBalance: string }): Promise<void> {
  await goToTab(page, 'Reconcile');
  await page
    .getByRole('button', { name: /^Reconcile / })
    .first()
    .click();
  await fillIn(page, { 'Statement to': 'today', 'Ending balance': statement.endingBalance });
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Tick all', exact: true }).click();
  await page.getByText('All three agree on').waitFor();
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  await confirmWithPassphrase(page, 'Sign the reconciliation', 'Sign');
}

export async function confirmWithPassphrase(page: Page, title: string, button: string): Promise<void> {
  const question = page.getByRole('dialog', { name: title }).filter({ has: page.getByLabel('Your passphrase') });
  await question.getByLabel('Your passphrase').fill(passphrase);
  await save(question, button);
}

/** Opens the card of a matter's ledger in the account that is open. */
export async function openLedger(page: Page, matter: string): Promise<Locator> {
  await goToTab(page, 'Ledgers');
  await page.getByRole('grid', { name: 'Ledgers' }).getByText(matter).click();
  return page.getByRole('region', { name: 'Detail' });
}
