import type { Page } from 'playwright-core';
import { choose, field, fillIn, goTo, panel, save, search, see } from './form.ts';

export interface Caller {
  readonly name: string;
  readonly number: string;
  readonly reason: string;
  readonly message: string;
}

/** Logs a call; with `isLead` the form for a lead opens next. */
export async function logCall(page: Page, caller: Caller, { isLead = false } = {}): Promise<void> {
  await goTo(page, 'Reception');
  await page.getByRole('button', { name: 'Log a call' }).first().click();
  const form = panel(page, 'Log a call');
  await fillIn(form, {
    Caller: caller.name,
    Number: caller.number,
    Reason: caller.reason,
    Message: caller.message,
  });
  if (isLead) await form.getByText('New lead', { exact: true }).click();
  await form.getByRole('button', { name: 'Log the call', exact: true }).click();
  if (!isLead) await form.waitFor({ state: 'detached' });
}

/** Fills the form for a lead that is open, with one more person on the other side, and opens the lead. */
export async function openLead(
  page: Page,
  lead: { other: string; practiceArea: string; summary: string },
): Promise<void> {
  const form = panel(page, 'New lead');
  await form.getByLabel('Name 2').fill(lead.other);
  await page.getByRole('option', { name: `New: ${lead.other}` }).click();
  await choose(page, form.getByLabel('Role 2'), 'adverse');
  await fillIn(form, { 'Practice area': lead.practiceArea });
  await page.keyboard.press('Tab');
  await fillIn(form, { Summary: lead.summary });
  await save(form, 'Open the lead');
}

/** Runs the conflict check of the lead that is open, and waits for its report. */
export async function runConflictCheck(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run the conflict check' }).click();
  await page.getByRole('heading', { level: 2, name: 'Conflict check' }).waitFor();
}

/** Decides every hit of the report that is open as no conflict, with a reason. */
export async function decideNoConflict(page: Page, reason: string): Promise<void> {
  const choices = page.getByRole('combobox', { name: /^Decision on / });
  const count = await choices.count();
  for (let place = 0; place < count; place += 1) {
    await choose(page, choices.nth(place), 'not the same person');
    await page.getByLabel('Why', { exact: true }).nth(place).fill(reason);
  }
  await field(page, 'Reason for the whole').fill(reason);
  await page.getByRole('button', { name: 'Decide', exact: true }).click();
  await see(page, 'Decision kept');
}

/** Turns the lead that is open into a client and an hourly matter with a deposit. */
export async function convertLead(
  page: Page,
  fee: { title: string; rate: string; deposit: string; attorney: string },
): Promise<void> {
  await page.getByRole('button', { name: 'Open a matter' }).click();
  const form = panel(page, 'Open a matter');
  await fillIn(form, { Title: fee.title });
  await search(page, field(form, 'Responsible attorney'), fee.attorney);
  await fillIn(form, { 'Hourly rate': fee.rate, 'Advance fee deposit': fee.deposit });
  await save(form, 'Open the matter');
}
