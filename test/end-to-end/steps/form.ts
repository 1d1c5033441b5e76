import type { Locator, Page } from 'playwright-core';

/** The panel or question with this title, open over the screen. */
export function panel(page: Page, title: string | RegExp): Locator {
  return page.getByRole('dialog', { name: title });
}

/** A field by its label: one that is typed into, or one that chooses. */
export function field(scope: Page | Locator, label: string): Locator {
  const name = { name: label, exact: true };
  return scope.getByRole('textbox', name).or(scope.getByRole('combobox', name));
}

/** Types into fields by their labels, in the order given. */
export async function fillIn(scope: Page | Locator, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(values)) await field(scope, label).fill(value);
}

/** Chooses by a few letters in a field that searches: types them, and takes the option that has them. */
export async function search(page: Page, input: Locator, letters: string, option: string | RegExp = letters) {
  await input.click();
  await input.fill(letters);
  await page.getByRole('option', { name: option }).first().click();
}

/** Chooses an option of a field with a fixed list. */
export async function choose(page: Page, input: Locator, option: string): Promise<void> {
  await input.click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** Goes to an area by the rail. */
export async function goTo(page: Page, area: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Areas' })
    .getByRole('link', { name: new RegExp(`^${area}`) })
    .click();
}

/** Goes to a part of the area by its tab. */
export async function goToTab(page: Page, tab: string | RegExp): Promise<void> {
  await page
    .getByRole('tab', { name: tab })
    .or(page.getByRole('navigation').getByRole('link', { name: tab }))
    .first()
    .click();
}

/** Waits until the page says these words somewhere. */
export async function see(scope: Page | Locator, words: string | RegExp): Promise<void> {
  await scope.getByText(words).first().waitFor({ timeout: 20_000 });
}

/** Saves the form that is open by its button, and waits until it is closed. */
export async function save(form: Locator, button: string): Promise<void> {
  await form.getByRole('button', { name: button, exact: true }).click();
  await form.waitFor({ state: 'detached' });
}

/** Waits until the figure under this name is the one given. */
export async function seeFigure(scope: Page | Locator, name: string, value: string): Promise<void> {
  const label = scope.getByText(name, { exact: true });
  await label.locator('xpath=following-sibling::*[1]').filter({ hasText: value }).first().waitFor();
}
