import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertScreen } from './harness/accessibility.ts';
import { makeDataFolder } from './harness/data-folder.ts';
import { type RunningShell, shells, startInBrowser } from './harness/shells.ts';
import { field, fillIn, goTo, panel, see } from './steps/form.ts';
import { logCall } from './steps/reception.ts';
import { confirmKit, createFirm, lock, seeOpen, unlock } from './steps/start.ts';

const attorney = 'Dana Hollis';

/** Runs with a new firm open, in a folder of its own. */
async function withFirm(
  start: (dataFolder: string) => Promise<RunningShell>,
  run: (running: RunningShell) => Promise<void>,
): Promise<void> {
  const folder = makeDataFolder();
  const running = await start(folder.path);
  running.page.setDefaultTimeout(15_000);
  try {
    await createFirm(running.page, 'Hollis & Marsh', attorney);
    await confirmKit(running.page);
    await run(running);
  } finally {
    await running.close();
    folder.remove();
  }
}

for (const shell of shells) {
  test(`a day at the keyboard alone, a reload, a wrong passphrase [${shell.name}]`, {
    skip: shell.skip ?? false,
  }, async (t) => {
    await withFirm(shell.start, async ({ page }) => {
      await t.test('a call is logged without the mouse', async () => {
        await page.keyboard.press('Control+Shift+C');
        await panel(page, 'Log a call').waitFor();
        await page.keyboard.type('Rowan Ash');
        await page.keyboard.press('Tab');
        await page.keyboard.type('312 555 0190');
        await page.keyboard.press('Tab');
        await page.keyboard.type('A lease');
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { level: 2, name: 'Rowan Ash' }).waitFor();
      });
      await t.test('the palette goes anywhere and finds people by letters', async () => {
        await page.keyboard.press('Control+k');
        await page.getByRole('dialog').getByRole('textbox').waitFor();
        await page.keyboard.type('go to billing');
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { level: 1, name: 'Billing' }).waitFor();
        await page.keyboard.press('Alt+2');
        await page.getByRole('heading', { level: 1, name: 'Reception' }).waitFor();
      });
      await t.test('a list is walked by arrows and opened by Enter, its back is there again', async () => {
        const grid = page.getByRole('grid', { name: 'Calls' });
        await grid.focus();
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { level: 2, name: 'Rowan Ash' }).waitFor();
        await page.goBack();
        await page.getByRole('heading', { level: 2, name: 'Rowan Ash' }).waitFor({ state: 'detached' });
        await page.keyboard.press('Shift+?');
        await panel(page, 'Shortcuts').waitFor();
        await page.keyboard.press('Escape');
        await panel(page, 'Shortcuts').waitFor({ state: 'detached' });
      });
      await t.test('what was typed survives Esc, a reload and a lock, and nothing else does', async () => {
        await page.keyboard.press('Control+Shift+C');
        const form = panel(page, 'Log a call');
        await fillIn(form, { Caller: 'Vera Vetch', Message: 'Half of a message' });
        await page.keyboard.press('Escape');
        await form.waitFor({ state: 'detached' });
        await page.reload();
        await page.getByRole('heading', { level: 1, name: 'Reception' }).waitFor();
        await lock(page, attorney);
        await unlock(page);
        await seeOpen(page);
        await page.keyboard.press('Control+Shift+C');
        await see(form, 'What you typed before is here again.');
        assert.equal(await field(form, 'Caller').inputValue(), 'Vera Vetch');
        assert.equal(await field(form, 'Message').inputValue(), 'Half of a message');
        await form.getByRole('button', { name: 'Start afresh' }).click();
        assert.equal(await field(form, 'Caller').inputValue(), '');
        await page.keyboard.press('Escape');
        await form.waitFor({ state: 'detached' });
      });
      await t.test('a wrong passphrase says no more than that, and the right one opens afterwards', async () => {
        await lock(page, attorney);
        await unlock(page, 'not the passphrase');
        await see(page.getByRole('alert'), 'passphrase');
        await unlock(page);
        await seeOpen(page);
      });
    });
  });
}

const places = [
  '/today',
  '/reception/calls',
  '/reception/leads',
  '/reception/conflicts',
  '/matters',
  '/documents',
  '/billing',
  '/billing/time',
  '/billing/expenses',
  '/billing/unbilled',
  '/billing/invoices',
  '/billing/payments',
  '/billing/aging',
  '/trust',
  '/trust/requests',
  '/trust/exceptions',
  '/trust/rules',
  '/provider/orders',
  '/provider/sops',
  '/provider/messages',
  '/provider/members',
  '/provider/outside',
  '/provider/sync',
  '/provider/set-aside',
  '/reports',
  '/settings',
];

test('every screen of a new firm can be used by anybody, on a small screen too', async () => {
  await withFirm(startInBrowser, async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 720 });
    for (const place of places) {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, place);
      await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      await assertScreen(page, place);
    }
  });
});

test('a page whose line drops comes back by itself and shows what it missed', async () => {
  await withFirm(startInBrowser, async ({ page }) => {
    const lines: { close(): Promise<void> }[] = [];
    await page.routeWebSocket(/\/socket/, (socket) => {
      socket.connectToServer();
      lines.push(socket);
    });
    await page.reload();
    await goTo(page, 'Reception');
    await see(page, 'Log a call');
    const second = await page.context().newPage();
    second.setDefaultTimeout(15_000);
    await second.goto(page.url());
    await second.getByRole('heading', { level: 1, name: 'Reception' }).waitFor();
    // One line is bound to the firm, one to the machine; both drop.
    assert.equal(lines.length, 2);
    for (const line of [...lines]) await line.close();
    await logCall(second, { name: 'Petra Pine', number: '312 555 0110', reason: 'A deed', message: '' });
    await see(page.getByRole('grid', { name: 'Calls' }), 'Petra Pine');
    assert.ok(lines.length > 2);
    await logCall(second, { name: 'Owen Oak', number: '312 555 0111', reason: 'A claim', message: '' });
    await see(page.getByRole('grid', { name: 'Calls' }), 'Owen Oak');
  });
});

test('a page that crashes loses nothing that was typed', async () => {
  await withFirm(startInBrowser, async ({ page }) => {
    await page.keyboard.press('Control+Shift+C');
    await fillIn(panel(page, 'Log a call'), { Caller: 'Vera Vetch', Message: 'Half of a message' });
    // A draft is kept a quarter of a second after the last key.
    await page.waitForTimeout(1_000);
    const place = page.url();
    const after = await page.context().newPage();
    after.setDefaultTimeout(15_000);
    const crashed = page.waitForEvent('crash');
    await page.goto('chrome://crash').catch(() => undefined);
    await crashed;
    await after.goto(place);
    await seeOpen(after);
    await after.keyboard.press('Control+Shift+C');
    const form = panel(after, 'Log a call');
    await see(form, 'What you typed before is here again.');
    assert.equal(await field(form, 'Message').inputValue(), 'Half of a message');
  });
});
