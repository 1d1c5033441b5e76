import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { runAnnex } from '../integration/cli/run-annex.ts';
import { assertAccessible, assertScreen } from './harness/accessibility.ts';
import { makeDataFolder } from './harness/data-folder.ts';
import { startBeside, startInBrowser } from './harness/shells.ts';
import { choose, field, fillIn, panel, see } from './steps/form.ts';
import { confirmKit, createFirm, passphrase, unlock } from './steps/start.ts';

const at = (page: Page, place: string) => page.goto(page.url().replace(/#.*/, `#${place}`));

/** Calls a procedure at a machine whose window is open, from its command line. */
async function call(folder: string, name: string, input: object): Promise<Record<string, unknown>> {
  const ran = await runAnnex(folder, ['call', name, JSON.stringify(input)], { env: { ANNEX_PASSPHRASE: passphrase } });
  assert.equal(ran.status, 0, `${name}: ${ran.out}`);
  return ran.json;
}

/** A client with a matter that is shared, one with a matter that is withheld, and trust money of both. */
async function fillFirm(folder: string): Promise<void> {
  const account = { name: 'Client trust', bank: 'First Bank', lastFour: '4242', openedOn: '2026-01-02' };
  const { id: accountId } = await call(folder, 'trust.openAccount', account);
  for (const [name, title, withheld] of [
    ['Ona Open', 'Open v. Door', false],
    ['Wil Withheld', 'Withheld v. World', true],
  ] as const) {
    const { id } = await call(folder, 'office.recordParty', { party: { kind: 'person', name } });
    const { matterId } = await call(folder, 'office.openMatter', {
      clientPartyId: id,
      title,
      practiceArea: 'Family',
      openedOn: '2026-01-05',
      fee: { kind: 'hourly', rateCents: 30_000 },
      withheld,
    });
    await call(folder, 'trust.postReceipt', {
      accountId,
      ledgerId: matterId,
      day: '2026-02-03',
      amountCents: withheld ? 120_000 : 80_000,
      kind: 'advance fee',
      instrument: 'wire',
      payor: name,
      purpose: 'Deposit',
    });
  }
}

interface Ledgers {
  readonly rows: readonly { title: string; balanceCents: number }[];
}

/** Saves what a press of this button hands to the person. */
async function download(page: Page, button: string, path: string): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  await file.saveAs(path);
  return path;
}

/** The field that takes files of this kind. */
const fileField = (page: Page, accepts: string) => page.locator(`input[type=file][accept*="${accepts}"]`);

test('a provider’s bookkeeper joins by hand, sees what is shared and no more, and is removed', async (t) => {
  const [firmFolder, outsideFolder, stick] = [makeDataFolder(), makeDataFolder(), makeDataFolder()];
  const running = await startInBrowser(firmFolder.path);
  const beside = await startBeside(running, outsideFolder.path);
  const { page } = running;
  const outside = beside.page;
  for (const one of [page, outside]) {
    one.setDefaultTimeout(20_000);
    await one.setViewportSize({ width: 1280, height: 720 });
  }
  let isBroken = false;
  const step = (name: string, run: () => Promise<void>) =>
    t.test(name, { skip: isBroken ? 'an earlier step failed' : false }, async () => {
      isBroken = true;
      await run();
      isBroken = false;
    });
  const invitation = join(stick.path, 'pat.annexinvitation');
  try {
    await step('the owner invites by file and by QR', async () => {
      await createFirm(page, 'Alder Law', 'Ada Alder');
      await page.getByRole('button', { name: 'Save as a file' }).click();
      await see(page, 'A file is copied without a trace');
      await page.getByRole('button', { name: 'Do not save' }).click();
      await confirmKit(page);
      await fillFirm(firmFolder.path);
      await at(page, '/provider/members');
      await page.getByRole('button', { name: 'Invite', exact: true }).first().click();
      await fillIn(panel(page, 'Invite'), { Name: 'Pat Provider' });
      await choose(page, field(panel(page, 'Invite'), 'Role'), 'Provider: bookkeeper');
      await assertAccessible(page, 'inviting');
      await page.getByRole('button', { name: 'Make the invitation' }).click();
      await download(page, 'Save the invitation file', invitation);
      await page.getByText('QR', { exact: true }).click();
      const code = page.getByRole('img', { name: 'Invitation of Pat Provider as a QR' });
      writeFileSync(join(stick.path, 'qr.png'), await code.screenshot());
      await assertAccessible(page, 'an invitation as a QR');
      await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).click();
      await page.getByRole('table', { name: 'Invitations not used' }).getByText('Pat Provider').waitFor();
      await assertScreen(page, 'Members with an open invitation');
    });

    await step('the other machine reads the QR, refuses what is no invitation, and joins by the file', async () => {
      await outside.getByRole('button', { name: 'Join a firm' }).click();
      await fileField(outside, 'image').setInputFiles({
        name: 'photo.png',
        mimeType: 'image/png',
        buffer: Buffer.from('no picture'),
      });
      await see(outside, 'No QR can be read in photo.png.');
      await fileField(outside, 'image').setInputFiles(join(stick.path, 'qr.png'));
      await outside.waitForFunction(() => document.querySelector('textarea')?.value.startsWith('annex1-') === true);
      await fillIn(outside, {
        'Name of this machine': 'Desk 4',
        'Passphrase for this machine': passphrase,
        'Passphrase again': passphrase,
      });
      const joinButton = outside.getByRole('button', { name: 'Join the firm' });
      await joinButton.click();
      await see(outside, 'This firm has no hub, so the code alone is not enough.');
      const torn = readFileSync(invitation).subarray(0, -40);
      await fileField(outside, '.annexinvitation').setInputFiles({
        name: 'torn.annexinvitation',
        mimeType: 'application/json',
        buffer: torn,
      });
      await joinButton.click();
      await see(outside, 'This is not an invitation file, or a part of it is missing.');
      await fileField(outside, '.annexinvitation').setInputFiles(invitation);
      await assertAccessible(outside, 'joining by file');
      await joinButton.click();
      await outside.getByRole('heading', { name: 'Carry the answer back' }).waitFor();
      await assertAccessible(outside, 'the answer');
      await download(outside, 'Save the answer', join(stick.path, 'desk.annexanswer'));
      await outside.getByRole('button', { name: 'Go on' }).click();
      await outside.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
    });

    await step('the owner takes the answer in, and a bundle brings what is shared', async () => {
      await page.getByRole('button', { name: 'By hand' }).click();
      await page.getByRole('menuitem', { name: 'Take in an answer' }).click();
      await fileField(page, '.annexanswer').setInputFiles(invitation);
      await see(page, 'This is not an answer file, or a part of it is missing.');
      await fileField(page, '.annexanswer').setInputFiles(join(stick.path, 'desk.annexanswer'));
      const bundle = await download(page, 'Make a bundle for it', join(stick.path, 'pat.annexbundle'));
      await panel(page, 'Take in an answer').getByRole('button', { name: 'Close', exact: true }).click();
      await at(outside, '/provider/sync');
      await outside.getByRole('button', { name: 'Carry by hand' }).click();
      await fileField(outside, '.annexbundle').setInputFiles(bundle);
      await outside.getByRole('button', { name: 'Take it in' }).click();
      await see(outside, 'Taken from This computer');
      await outside.keyboard.press('Escape');
    });

    await step('it sees the shared matter, the withheld one by its number, and the same totals', async () => {
      await at(outside, '/matters');
      await see(outside, 'Open v. Door');
      await see(outside, /\(withheld\)/);
      assert.equal(await outside.getByText(/Withheld v\. World|Wil Withheld/).count(), 0);
      const ledgersAt = async (folder: string) =>
        ((await call(folder, 'trust.listLedgers', {})) as unknown as Ledgers).rows;
      const [there, here] = [await ledgersAt(outsideFolder.path), await ledgersAt(firmFolder.path)];
      // Lists go by title, which is not the same on both sides.
      const balances = (rows: Ledgers['rows']) => rows.map((row) => row.balanceCents).sort((a, b) => a - b);
      assert.deepEqual(balances(there), balances(here));
      assert.ok(there.some((row) => /^Ledger \S+ \(withheld\)$/.test(row.title)));
      await outside.getByText('Open v. Door').first().click();
      await outside.getByRole('heading', { level: 2, name: /Open v\. Door/ }).waitFor();
    });

    await step('what outside sees and has opened stands on the firm’s pages', async () => {
      const carried = join(stick.path, 'back.annexbundle');
      const carry = async (folder: string, way: 'export' | 'import') => {
        const ran = await runAnnex(folder, [way, 'bundle', carried], { env: { ANNEX_PASSPHRASE: passphrase } });
        assert.equal(ran.status, 0, ran.out);
      };
      // What is opened is gathered for some seconds.
      for (let tries = 0; tries < 10; tries += 1) {
        await outside.waitForTimeout(1_000);
        const { total } = (await call(outsideFolder.path, 'sharing.listOpenings', {})) as { total: number };
        if (total > 0) break;
      }
      await carry(outsideFolder.path, 'export');
      await carry(firmFolder.path, 'import');
      await at(page, '/provider/outside');
      const row = page.getByRole('table', { name: 'People outside' }).getByRole('row', { name: /Pat Provider/ });
      await see(row, 'Office');
      await see(page.getByRole('grid', { name: 'Matters as people outside see them' }), 'Withheld v. World');
      await assertScreen(page, 'What outside sees');
      await at(page, '/provider/opened');
      await see(page.getByRole('grid', { name: 'What was opened' }), 'Open v. Door');
      await assertScreen(page, 'What was opened');
    });

    await step('a PIN reopens the outside machine a few times, then the passphrase is asked', async () => {
      await call(outsideFolder.path, 'firm.setPin', { pin: '2580', passphrase });
      await outside.keyboard.press('Alt+l');
      for (let left = 4; left >= 0; left -= 1) {
        await field(outside, 'PIN').fill('1111');
        await outside.getByRole('button', { name: 'Unlock', exact: true }).click();
        if (left > 0) await see(outside, left === 1 ? 'one more try' : `${left} more tries`);
      }
      await field(outside, 'Passphrase').waitFor();
      await assertAccessible(outside, 'the lock screen');
      await unlock(outside);
      await outside.getByRole('navigation', { name: 'Areas' }).waitFor();
    });

    await step('the owner renames the machine, removes the member, and cannot remove herself', async () => {
      await at(page, '/provider/members');
      await page.getByRole('table', { name: 'Members' }).getByText('Pat Provider').click();
      await page.getByRole('button', { name: 'What to do with Desk 4' }).click();
      await page.getByRole('menuitem', { name: 'Rename' }).click();
      await fillIn(panel(page, 'Rename Desk 4'), { Name: 'Desk 5' });
      await page.getByRole('button', { name: 'Rename', exact: true }).click();
      await page.getByRole('table', { name: 'Devices' }).getByText('Desk 5').waitFor();
      await assertScreen(page, 'a member');
      await page.getByRole('button', { name: 'Remove', exact: true }).click();
      await page.getByRole('button', { name: 'Remove member' }).click();
      await see(page, 'Member removed');
      await page.getByRole('table', { name: 'Members' }).getByText('Ada Alder').click();
      await page.getByRole('heading', { level: 2, name: 'Ada Alder' }).waitFor();
      await page.getByRole('button', { name: 'Remove', exact: true }).click();
      await page.getByRole('button', { name: 'Remove member' }).click();
      await see(page, 'This is the firm’s last owner');
    });
  } finally {
    await beside.close();
    await running.close();
    for (const folder of [firmFolder, outsideFolder, stick]) folder.remove();
  }
});
