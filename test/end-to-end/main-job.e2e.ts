import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { makePdf } from '../support/make-pdf.ts';
import { assertAccessible, assertScreen } from './harness/accessibility.ts';
import { makeDataFolder } from './harness/data-folder.ts';
import { findInFiles } from './harness/find-in-files.ts';
import { runHub } from './harness/hub-program.ts';
import { type RunningShell, shells, startBeside } from './harness/shells.ts';
import {
  draftInvoice,
  issueInvoice,
  lookAtInvoice,
  recordExpense,
  recordFromTimer,
  recordTime,
} from './steps/billing.ts';
import { fileDocument, findDocument } from './steps/documents.ts';
import { goTo, goToTab, panel, see, seeFigure } from './steps/form.ts';
import { convertLead, decideNoConflict, logCall, openLead, runConflictCheck } from './steps/reception.ts';
import { confirmKit, createFirm, joinFirm, lock, seeOpen, unlock } from './steps/start.ts';
import { connectHub, inviteDevice, readScreen, seeSynced, topLine } from './steps/sync.ts';
import { disburse, openAccount, openLedger, postReceipt, reconcile, transferFee } from './steps/trust.ts';

const firmName = 'Hollis & Marsh';
const attorney = 'Dana Hollis';
const client = 'Catherine Alder';
const account = 'Client trust account';
const matter = 'Alder v. Birch';

for (const shell of shells) {
  test(`the main job, end to end [${shell.name}]`, { skip: shell.skip ?? false }, async (t) => {
    const folder = makeDataFolder();
    const secondFolder = makeDataFolder();
    const hubFolder = makeDataFolder();
    const hub = await runHub(hubFolder.path);
    let running = await shell.start(folder.path);
    let beside: RunningShell | undefined;
    const { page } = running;
    prepare(page);
    // The screens are the same in every shell: looked at once.
    const seeScreen = shell === shells[0] ? assertScreen : async () => {};
    let isBroken = false;
    const step = (name: string, run: () => Promise<void>) =>
      t.test(name, { skip: isBroken ? 'an earlier step failed' : false }, async () => {
        isBroken = true;
        await run();
        isBroken = false;
      });
    try {
      await step('1. a firm is created and its recovery kit kept', async () => {
        await createFirm(page, firmName, attorney);
        await seeScreen(page, 'the recovery kit');
        const kit = await confirmKit(page);
        assert.equal(kit.split('-').length, 12);
        await seeScreen(page, 'Today of a new firm');
      });
      await step('2. a call becomes a lead, is checked for conflicts, and becomes a client and a matter', async () => {
        await logCall(
          page,
          { name: 'Jonathan Birch', number: '312 555 0133', reason: 'A will', message: 'Wants a will.' },
          { isLead: true },
        );
        await openLead(page, { other: 'Miriam Stone', practiceArea: 'Estate planning', summary: 'A will for two.' });
        await logCall(
          page,
          { name: client, number: '312 555 0147', reason: 'Sued by a supplier', message: 'Served yesterday.' },
          { isLead: true },
        );
        await openLead(page, {
          other: 'Jon Birch',
          practiceArea: 'Business',
          summary: 'A supplier wants 40,000 for goods that never came.',
        });
        await seeScreen(page, 'the lead');
        await runConflictCheck(page);
        await see(page, /^Why: .*Jon.*Jonathan/);
        await seeScreen(page, 'the conflict report');
        await decideNoConflict(page, 'Another Birch, born 1951');
        await page.getByRole('link', { name: 'Go to the lead' }).click();
        await convertLead(page, { title: matter, rate: '350', deposit: '2.5k', attorney });
        await page.getByRole('heading', { level: 2, name: new RegExp(matter) }).waitFor();
        await seeScreen(page, 'the matter');
      });
      await step('3. a trust account is opened and the deposit posted', async () => {
        await openAccount(page, { name: account, bank: 'First Bank of Illinois', lastFour: '0417' });
        await postReceipt(page, { matter, amount: '2,500', payor: client, purpose: 'Advance fee deposit' });
        await seeScreen(page, 'the trust account');
      });
      await step('4. time from the timer, an expense, an invoice looked at and issued', async () => {
        await goTo(page, 'Matters');
        await page.getByRole('grid', { name: 'Matters' }).getByText(matter).click();
        await recordFromTimer(page, { time: '1:30', narrative: 'Read the complaint; call with the client.' });
        await recordExpense(page, { matter, amount: '388', description: 'Filing fee' });
        await draftInvoice(page, matter);
        await seeScreen(page, 'the draft');
        const words = await lookAtInvoice(page);
        assert.match(words, /913\.00/);
        await issueInvoice(page);
        await seeScreen(page, 'the invoice');
      });
      await step('5. the earned fee goes from trust to the invoice; one cent too much does not go', async () => {
        await transferFee(page);
        const invoice = page.getByRole('region', { name: 'Detail' });
        await see(invoice, 'paid');
        await goTo(page, 'Trust');
        await page.getByRole('link', { name: account }).click();
        const card = await openLedger(page, matter);
        await seeFigure(card, 'Balance', '$1,587.00');
        await seeFigure(card, 'Available', '$1,587.00');
        await see(page.getByRole('grid', { name: 'Entries of the ledger' }), /Fee transfer/);
        await seeScreen(page, 'the ledger card');
        await goToTab(page, 'Journal');
        await see(page.getByRole('grid', { name: 'Journal' }), /Fee transfer/);
        await seeScreen(page, 'the journal');
        await disburse(page, { matter, amount: '1587.01', payee: 'Lakeside Experts', purpose: 'Report' });
        const form = panel(page, 'Post a disbursement');
        await see(form, /1,587\.00 available/);
        await page.keyboard.press('Escape');
        await form.waitFor({ state: 'detached' });
      });
      await step('6. the month is reconciled three ways and signed', async () => {
        await reconcile(page, { endingBalance: '1587' });
        await page.getByRole('img', { name: /^Packet of .*page 1 of/ }).waitFor({ timeout: 30_000 });
        await seeScreen(page, 'the signed reconciliation');
      });
      await step('7. a document is filed from the disk, found by its words, and opened', async () => {
        const file = join(folder.path, 'Complaint.pdf');
        writeFileSync(
          file,
          makePdf(['Count one: breach of contract.', 'The consignment of heliotrope never arrived.']),
        );
        await fileDocument(page, file, matter);
        rmSync(file);
        await see(page, 'Document filed');
        const found = await findDocument(page, 'heliotrope');
        assert.match(found, /consignment of heliotrope/);
        await page.getByRole('img', { name: /page 1 of 1: .*heliotrope/ }).waitFor();
        await seeScreen(page, 'the document');
      });
      await step('8. a second device joins over the hub; cut apart, both go on; joined again, they agree', async () => {
        await connectHub(page, hub);
        await seeScreen(page, 'Sync');
        const code = await inviteDevice(page, attorney);
        await seeScreen(page, 'the member');
        beside = await startBeside(running, secondFolder.path);
        const other = beside.page;
        prepare(other);
        await joinFirm(other, code, 'Laptop');
        await seeSynced(other);
        await seeTheSame(page, other);

        await hub.stop();
        await recordTime(other, { matter, time: '0.4', narrative: 'Call with the court clerk.' });
        await recordExpense(page, { matter, amount: '45.50', description: 'Courier' });
        await see(topLine(page), /^Offline since .*waiting/);
        await see(topLine(other), /^Offline since .*waiting/);
        await hub.start();
        await seeSynced(page);
        await seeSynced(other);
        await seeTheSame(page, other);
        await goTo(other, 'Billing');
        await goToTab(other, 'To bill');
        await see(other.getByRole('grid', { name: 'Matters to bill' }), '185.50');
      });
      await step('9. locked, ended and started again, all is there, and the disk reads nothing', async () => {
        const before = await readScreen(page, '/billing/invoices');
        await lock(page, attorney);
        await assertAccessible(page, 'the locked firm');
        await unlock(page, 'not the passphrase');
        await see(page.getByRole('alert'), /passphrase/);
        await running.close();
        assert.deepEqual(findInFiles(folder.path, [client, 'heliotrope', 'Birch', matter, firmName]), []);
        running = await shell.start(folder.path);
        prepare(running.page);
        await unlock(running.page);
        await seeOpen(running.page);
        assert.equal(await readScreen(running.page, '/billing/invoices'), before);
      });
    } finally {
      await beside?.close();
      await running.close().catch(() => {});
      await hub.stop();
      for (const made of [folder, secondFolder, hubFolder]) made.remove();
    }
  });
}

const compared = [
  '/matters',
  '/billing',
  '/billing/time',
  '/billing/unbilled',
  '/billing/invoices',
  '/trust',
  '/documents',
];

/** The same figures and words on both machines, screen by screen. What is on its way is waited for. */
async function seeTheSame(one: Page, other: Page): Promise<void> {
  for (const place of compared) {
    let [here, there] = ['', 'nothing yet'];
    for (let tries = 0; tries < 30 && here !== there; tries += 1) {
      here = await readScreen(one, place);
      there = await readScreen(other, place);
    }
    assert.equal(there, here, `${place} on both machines`);
  }
}

function prepare(page: Page): void {
  page.setDefaultTimeout(15_000);
}
