import { fileURLToPath } from 'node:url';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, it } from 'vitest';
import type { PaperData, PaperKind } from '../../../electron/data/paper/paper-data.ts';
import { renderPaper } from '../../../electron/data/paper/render-paper.tsx';
import { makeInvoicePaper, makeReconciliationPaper, makeSamplePapers } from './sample-papers.ts';

const fontFolder = fileURLToPath(new URL('../../../assets/fonts', import.meta.url));

function render<K extends PaperKind>(kind: K, data: PaperData[K]): Promise<Uint8Array> {
  return renderPaper(kind, data, { fontFolder });
}

/** The text of each page, and what the file says about itself. */
async function readBack(bytes: Uint8Array) {
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const content = await page.getTextContent();
    pages.push(
      content.items
        .map((item) => ('str' in item ? item.str : ''))
        .join(' ')
        .replace(/\s+/g, ' '),
    );
  }
  const first = await pdf.getPage(1);
  const { info } = await pdf.getMetadata();
  await pdf.loadingTask.destroy();
  return { pages, info: info as Record<string, unknown>, size: [first.view[2], first.view[3]] };
}

const samples = makeSamplePapers();
const kinds = Object.keys(samples) as PaperKind[];

/** Said on every page by the paper of this kind, in the file's own words. */
const saidOn: Record<PaperKind, readonly string[]> = {
  invoice: ['Invoice 2026-0012', 'Łukasz Żółć', 'Amount due', 'Held for you in trust', 'Дело 17-Ж'],
  receipt: ['Trust receipt R-1071', 'Two thousand five hundred and 00/100 dollars', 'on hold until 04/06/2026'],
  'balance-letter': ['Your money in trust', 'Held for you', '$3,000.00', '12 Elm Street'],
  'deposit-slip': ['Deposit slip', 'Deposit of 2 items', '$2,625.00', 'Check 1071'],
  check: ['1043', 'Two hundred forty and 00/100 dollars', 'Pierce County Clerk', '240.00'],
  reconciliation: [
    'Three-way reconciliation',
    'Balanced',
    'Outstanding checks',
    'Not matched',
    'Reviewed and approved',
  ],
  'ledger-card': ['Client ledger 0417', 'Opening balance', 'Available', '(not cleared)'],
  'closing-statement': ['Settlement closing statement', '$46,500.00', 'Lien release', 'Approved by Ada Alder'],
  'recovery-kit': ['Recovery kit', 'anchor', 'zephyr', '7F3A 91C0 55DE 02B8'],
  'conflict-report': ['Conflict check', 'Shevonne Reed', 'Not decided', 'Searched 1,204 names'],
  table: ['Hours by timekeeper', '124.3', '99,854.50'],
  aging: ['Receivables by age', 'Over 120', 'Total'],
};

describe.each(kinds)('the %s paper', (kind) => {
  it('says what it is of, numbers its pages, and is titled and signed in the file', async () => {
    const { pages, info, size } = await readBack(await render(kind, samples[kind]));
    const text = pages.join(' ');
    for (const words of saidOn[kind]) expect(text).toContain(words);
    pages.forEach((page, index) => {
      expect(page).toContain(`${index + 1} of ${pages.length}`);
      expect(page).toContain('Hollis & Marsh, Attorneys at Law');
    });
    expect(info.Author).toBe('Hollis & Marsh, Attorneys at Law');
    expect(String(info.Title).length).toBeGreaterThan(5);
    expect(info.Language).toBe('en-US');
    expect(size.toSorted()).toEqual([612, 792]);
  });

  it('is the same file when it is made again', async () => {
    const first = await render(kind, samples[kind]);
    const second = await render(kind, structuredClone(samples[kind]));
    expect(Buffer.compare(first, second)).toBe(0);
  });
});

describe('long papers', () => {
  it('repeat the table head, and keep rows with the totals at the end', async () => {
    const { pages } = await readBack(await render('invoice', makeInvoicePaper(400)));
    expect(pages.length).toBeGreaterThan(15);
    const withFees = pages.filter((page) => page.includes('03/') || page.includes('02/'));
    for (const page of withFees.slice(0, -1)) expect(page).toContain('Description Hours Rate Amount');
    const last = pages.find((page) => page.includes('Amount due') && page.includes('Invoice total'));
    expect(last).toContain('Total expenses');
    expect(last).toContain('Court reporter');
  });

  it('never leave totals or a heading alone, whatever the number of lines', async () => {
    for (let count = 1; count <= 24; count += 1) {
      const paper = { ...makeInvoicePaper(count), expenses: [], adjustments: [], payments: [] };
      const totalCents = paper.fees.reduce((sum, fee) => sum + fee.amountCents, 0);
      const { pages } = await readBack(await render('invoice', { ...paper, totalCents, dueCents: totalCents }));
      const last = pages.find((page) => page.includes('Total services')) ?? '';
      expect(last).toContain('Invoice total');
      const lastFee = paper.fees.at(-1);
      expect(last).toContain(lastFee?.narrative.slice(0, 30));
      for (const page of pages) {
        if (page.includes('Who worked on this')) expect(page).toContain('Jane Hollis, partner');
      }
    }
  });

  it('cut only a narrative that is longer than a page', async () => {
    const narrative = 'A very long narrative that goes on and on. '.repeat(260).trim();
    const paper = makeInvoicePaper(3);
    const fees = paper.fees.map((fee, index) => (index === 1 ? { ...fee, narrative } : fee));
    const { pages } = await readBack(await render('invoice', { ...paper, fees }));
    const count = pages.join(' ').match(/goes on/g)?.length ?? 0;
    expect(count).toBe(260);
  });
});

describe('figures that do not tie', () => {
  it('are not printed', async () => {
    const invoice = makeInvoicePaper(3);
    await expect(render('invoice', { ...invoice, totalCents: invoice.totalCents + 1 })).rejects.toThrow(/add up/);
    await expect(render('invoice', { ...invoice, dueCents: invoice.dueCents - 1 })).rejects.toThrow(/amount due/);
    const packet = makeReconciliationPaper(6);
    await expect(render('reconciliation', { ...packet, adjustedBankCents: 1 })).rejects.toThrow(/adjusted bank/);
    await expect(render('reconciliation', { ...packet, ledgersCents: 1 })).rejects.toThrow(/client ledgers/);
    await expect(render('reconciliation', { ...packet, journalCents: 1 })).rejects.toThrow(/journal/);
    const [moved, ...others] = packet.movements;
    const movements = moved === undefined ? others : [{ ...moved, balanceCents: 1 }, ...others];
    await expect(render('reconciliation', { ...packet, movements })).rejects.toThrow(/ledger in this packet/);
    const card = samples['ledger-card'];
    await expect(render('ledger-card', { ...card, balanceCents: 1 })).rejects.toThrow(/ledger card/);
  });

  it('are printed as "not balanced" where the three totals differ, and the ledgers below zero are named', async () => {
    const packet = makeReconciliationPaper(6);
    const ledgers = packet.ledgers.map((item, index) => (index === 0 ? { ...item, balanceCents: -5_000 } : item));
    const ledgersCents = packet.ledgersCents - (packet.ledgers[0]?.balanceCents ?? 0) - 5_000;
    const sentence = 'The client ledgers are short of the journal.';
    const { pages } = await readBack(await render('reconciliation', { ...packet, ledgers, ledgersCents, sentence }));
    expect(pages[0]).toContain('Not balanced');
    expect(pages[0]).toContain(sentence);
    expect(pages[0]).toContain('One client ledger is below zero by $50.00');
  });
});

describe('names in any writing', () => {
  it('print as they are, or as an empty box, never as other letters', async () => {
    const client = { name: 'Łukasz Żółć · Ελένη · Жанна · Nguyễn · דוד · 山田', addressLines: [] };
    const { pages } = await readBack(await render('invoice', { ...makeInvoicePaper(1), client }));
    for (const name of ['Łukasz Żółć', 'Ελένη', 'Жанна', 'Nguyễn', '□□']) expect(pages[0]).toContain(name);
    for (const letter of ['ד', 'ו']) expect(pages[0]).toContain(letter);
  });
});
