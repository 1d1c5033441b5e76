import type { Page } from 'playwright-core';
import { field, goTo, panel, save, search } from './form.ts';

/** Files one file from the disk to a matter; the document stands open then. */
export async function fileDocument(page: Page, path: string, matter: string): Promise<void> {
  await goTo(page, 'Documents');
  await page.getByRole('button', { name: 'File a document' }).first().click();
  const form = panel(page, 'File a document');
  await form.locator('input[type=file]').setInputFiles(path);
  await search(page, field(form, 'Matter'), matter, new RegExp(matter));
  await save(form, 'File document');
}

/** Searches documents by their words and opens the best hit. Answers the place where the words stand. */
export async function findDocument(page: Page, words: string): Promise<string> {
  await goTo(page, 'Documents');
  await page.getByLabel('Search titles and words').fill(words);
  const hit = page
    .getByRole('listitem')
    .filter({ has: page.locator('mark') })
    .first();
  await hit.waitFor({ timeout: 30_000 });
  const snippet = (await hit.textContent()) ?? '';
  await hit.getByRole('button').click();
  return snippet;
}
