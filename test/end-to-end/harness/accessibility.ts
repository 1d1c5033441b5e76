import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Fails when axe finds a serious or critical violation on the page as it is; `where` names it in the message. */
export async function assertAccessible(page: Page, where: string): Promise<void> {
  await assertRules(page, where, []);
}

/** `rules` names axe's rules; none for all of them. */
async function assertRules(page: Page, where: string, rules: readonly string[]): Promise<void> {
  // The legacy mode opens no page of its own, which the shells would refuse.
  const builder = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations } = await (rules.length > 0 ? builder.withRules([...rules]) : builder).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const found = serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  assert.deepEqual(found, [], `${where} has violations`);
}

/** The same for a screen of an open firm, in light and in dark, and that it has one main heading and no sideways scroll. */
export async function assertScreen(page: Page, where: string): Promise<void> {
  assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1, `${where} has one main heading`);
  const overflowing = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(overflowing <= 0, `${where} scrolls sideways by ${overflowing} pixels`);
  // Colours are all that the dark changes.
  await showScheme(page, 'dark');
  await assertRules(page, `${where} (dark)`, ['color-contrast']);
  await showScheme(page, 'light');
  await assertAccessible(page, `${where} (light)`);
}

/** Shows the page in light or dark, as the system would ask for it. */
export async function showScheme(page: Page, scheme: 'light' | 'dark'): Promise<void> {
  // Half-way through a fade no contrast holds.
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await page.locator(`html[data-mantine-color-scheme=${scheme}]`).waitFor();
  await page.evaluate(async () => {
    const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(transitions.map((transition) => transition.finished));
  });
}
