import type { Page } from 'playwright-core';
import { field, fillIn, goTo, goToTab, panel, save, search, see } from './form.ts';

/** Starts the timer on the matter that is open, lets it run, and records what was worked in its place. */
export async function recordFromTimer(page: Page, work: { time: string; narrative: string }): Promise<void> {
  await page.getByRole('button', { name: 'Start the timer' }).click();
  await page.getByRole('timer').getByText('0:00:01').waitFor();
  await page.getByRole('button', { name: /^Record \d/ }).click();
  const form = panel(page, 'Record time');
  await fillIn(form, { Time: work.time, Narrative: work.narrative });
  await save(form, 'Record time');
}

/** Records time from the billing screen. */
export async function recordTime(page: Page, work: { matter: string; time: string; narrative: string }): Promise<void> {
  await goTo(page, 'Billing');
  await page.getByRole('button', { name: 'Record time' }).first().click();
  const form = panel(page, 'Record time');
  await search(page, field(form, 'Matter'), work.matter, new RegExp(work.matter));
  await fillIn(form, { Time: work.time, Narrative: work.narrative });
  await save(form, 'Record time');
}

/** Records an expense from the billing screen. */
export async function recordExpense(
  page: Page,
  expense: { matter: string; amount: string; description: string },
): Promise<void> {
  await goTo(page, 'Billing');
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Record an expense' }).click();
  const form = panel(page, 'Record an expense');
  await search(page, field(form, 'Matter'), expense.matter, new RegExp(expense.matter));
  await fillIn(form, { Amount: expense.amount, Description: expense.description });
  await save(form, 'Record expense');
}

/** Drafts an invoice of all unbilled work of a matter; the draft stands open then. */
export async function draftInvoice(page: Page, matter: string): Promise<void> {
  await goTo(page, 'Billing');
  await goToTab(page, 'To bill');
  await page.getByRole('grid', { name: 'Matters to bill' }).getByText(matter).click();
  const form = panel(page, 'Draft an invoice');
  await form.getByRole('button', { name: 'Draft invoice', exact: true }).click();
  await page.getByRole('heading', { name: /^Draft for / }).waitFor();
}

/** Looks at the paper of the invoice that is open. Answers the words on its first page. */
export async function lookAtInvoice(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Look at the PDF' }).click();
  const paper = page.getByRole('img', { name: /^Invoice .*page 1 of \d+: / });
  await paper.waitFor({ timeout: 30_000 });
  const words = (await paper.getAttribute('aria-label')) ?? '';
  await page.keyboard.press('Escape');
  await paper.waitFor({ state: 'detached' });
  return words;
}

/** Issues the draft that is open. */
export async function issueInvoice(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Issue', exact: true }).click();
  const form = panel(page, 'Issue invoice');
  await save(form, 'Issue');
  await see(page, /Invoice \S+ issued/);
}
