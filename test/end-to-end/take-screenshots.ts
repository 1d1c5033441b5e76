import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Locator, Page } from 'playwright-core';
import { showScheme } from './harness/accessibility.ts';
import { makeDataFolder } from './harness/data-folder.ts';
import { startInBrowser } from './harness/shells.ts';
import { fillIn, panel } from './steps/form.ts';
import { seeOpen } from './steps/start.ts';
import { readScreen } from './steps/sync.ts';

/**
 * Takes a picture of every screen of the sample firm: `--out FOLDER` (assets/screenshots), `--size 1440x900`,
 * `--scheme light|dark`, `--all` for more than the README shows, `--data FOLDER` for a sample firm that is there already, `--passphrase` to open it.
 */
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: join(import.meta.dirname, '../../assets/screenshots') },
    size: { type: 'string', default: '1440x900' },
    scheme: { type: 'string', default: 'light' },
    data: { type: 'string' },
    all: { type: 'boolean', default: false },
    passphrase: { type: 'string', default: 'sample firm passphrase' },
  },
});

/** A picture's name, the place it shows, and what is opened there first. */
interface Picture {
  readonly name: string;
  readonly place: string;
  readonly open?: (page: Page) => Promise<void>;
}

/** Opens a row of the list, so that its detail stands beside it. */
const openRow =
  (list: string, row: number) =>
  async (page: Page): Promise<void> => {
    await page.getByRole('grid', { name: list, exact: true }).getByRole('row').nth(row).click();
    await page.getByRole('region', { name: 'Detail' }).waitFor();
  };

/** Opens the first trust account at one of its tabs, and a row of the list there. */
const openAccountAt =
  (tab: string, list?: string) =>
  async (page: Page): Promise<void> => {
    await page.getByRole('main').getByRole('link', { name: 'Client trust account' }).click();
    await page.getByRole('navigation').getByRole('link', { name: tab, exact: true }).click();
    if (list !== undefined) await openRow(list, 4)(page);
  };

/** A check that found somebody, still to be decided. */
const openHits = async (page: Page): Promise<void> => {
  const rows = page.getByRole('grid', { name: 'Conflict checks' }).getByRole('row');
  for (let row = 1; row < 6 && (await page.getByText(/^Why: /).count()) === 0; row += 1) {
    await rows.nth(row).click();
    await readScreen(page);
  }
};

/** The workspace of the running month: every entry ticked, against a balance that is a little off. */
const openReconciliation = async (page: Page): Promise<void> => {
  await openAccountAt('Reconcile')(page);
  await page
    .getByRole('button', { name: /^Reconcile / })
    .first()
    .click();
  await fillIn(page, { 'Statement to': 'today', 'Ending balance': '73,248.25' });
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Tick all', exact: true }).click();
};

const pressKeys =
  (keys: string, then: (page: Page) => Locator) =>
  async (page: Page): Promise<void> => {
    await page.keyboard.press(keys);
    await then(page).waitFor();
  };

/** The README shows these; `--all` takes the others too. */
const inReadme = [
  'today',
  'reception-call',
  'reception-conflicts',
  'matters',
  'documents',
  'billing',
  'billing-invoices',
  'trust',
  'trust-account',
  'trust-reconcile',
  'provider-order',
  'provider-sops',
  'provider',
  'provider-invoices',
  'reports',
  'settings',
];

const pictures: readonly Picture[] = [
  { name: 'today', place: '/today' },
  { name: 'reception', place: '/reception/calls', open: openRow('Calls', 2) },
  {
    name: 'reception-call',
    place: '/reception/calls',
    open: pressKeys('Control+Shift+C', (page) => panel(page, 'Log a call')),
  },
  { name: 'reception-leads', place: '/reception/leads', open: openRow('Leads', 2) },
  { name: 'reception-conflicts', place: '/reception/conflicts', open: openHits },
  { name: 'matters', place: '/matters', open: openRow('Matters', 3) },
  { name: 'documents', place: '/documents', open: openRow('Documents', 2) },
  { name: 'billing', place: '/billing' },
  { name: 'billing-time', place: '/billing/time' },
  { name: 'billing-to-bill', place: '/billing/unbilled' },
  { name: 'billing-invoices', place: '/billing/invoices', open: openRow('Invoices', 3) },
  { name: 'billing-payments', place: '/billing/payments' },
  { name: 'billing-aging', place: '/billing/aging' },
  { name: 'trust', place: '/trust' },
  { name: 'trust-account', place: '/trust', open: openAccountAt('Account') },
  { name: 'trust-ledgers', place: '/trust', open: openAccountAt('Ledgers', 'Ledgers') },
  { name: 'trust-journal', place: '/trust', open: openAccountAt('Journal') },
  { name: 'trust-reconcile', place: '/trust', open: openReconciliation },
  { name: 'trust-requests', place: '/trust/requests', open: openRow('Requests', 1) },
  { name: 'trust-exceptions', place: '/trust/exceptions' },
  { name: 'trust-rules', place: '/trust/rules' },
  { name: 'provider', place: '/provider/members' },
  { name: 'provider-orders', place: '/provider/orders' },
  { name: 'provider-order', place: '/provider/orders', open: openRow('Work orders', 1) },
  { name: 'provider-sops', place: '/provider/sops', open: openRow('SOPs', 1) },
  { name: 'provider-messages', place: '/provider/messages' },
  { name: 'provider-agreement', place: '/provider/agreement' },
  { name: 'provider-scorecard', place: '/provider/scorecard' },
  { name: 'provider-feedback', place: '/provider/feedback' },
  { name: 'provider-forecast', place: '/provider/forecast' },
  { name: 'provider-relationship', place: '/provider/relationship' },
  { name: 'provider-contractors', place: '/provider/contractors' },
  { name: 'provider-invoices', place: '/provider/invoices' },
  { name: 'provider-payments', place: '/provider/payments' },
  { name: 'provider-year', place: '/provider/year' },
  { name: 'provider-outside', place: '/provider/outside' },
  { name: 'provider-opened', place: '/provider/opened' },
  { name: 'provider-sync', place: '/provider/sync' },
  { name: 'reports', place: '/reports/aging' },
  { name: 'settings', place: '/settings' },
  {
    name: 'palette',
    place: '/today',
    open: pressKeys('Control+k', (page) => page.getByRole('dialog').getByRole('textbox')),
  },
];

const [width = 1440, height = 900] = values.size.split('x').map(Number);
const made = values.data === undefined ? makeDataFolder() : undefined;
const folder = values.data ?? made?.path ?? '';
mkdirSync(values.out, { recursive: true });
const running = await startInBrowser(folder);
const { page } = running;
try {
  page.setDefaultTimeout(20_000);
  await page.setViewportSize({ width, height });
  await showScheme(page, values.scheme === 'dark' ? 'dark' : 'light');
  if (made !== undefined) {
    await page.getByRole('button', { name: 'Open the sample firm' }).click();
    await page.getByRole('navigation', { name: 'Areas' }).waitFor({ timeout: 600_000 });
  } else {
    await page.getByLabel('Passphrase').first().fill(values.passphrase);
    await page.getByRole('button', { name: 'Unlock', exact: true }).click();
    await seeOpen(page);
  }
  for (const picture of pictures) {
    if (!values.all && !inReadme.includes(picture.name)) continue;
    await readScreen(page, picture.place);
    await picture.open?.(page);
    await page.mouse.move(width / 2, 2);
    await readScreen(page);
    await page.screenshot({ path: join(values.out, `${picture.name}.png`) });
    console.log(picture.name);
    await page.keyboard.press('Escape');
  }
} finally {
  await running.close();
  made?.remove();
}
