import { afterAll, describe, expect, it } from 'vitest';
import { createJobs } from '../../../electron/data/jobs/jobs.ts';
import { textCharactersMax } from '../../../electron/data/jobs/text/extract-text.ts';
import { makeInvoicePaper, makeSamplePapers } from '../../unit/paper/sample-papers.ts';
import { makeDocx, makeMail } from './sample-files.ts';

const jobs = createJobs();

afterAll(() => jobs.close());

function extract(fileName: string, bytes: Uint8Array, mediaType = '') {
  return jobs.start('extract-text', `Words of ${fileName}`, { fileName, mediaType, bytes }).finished;
}

async function textOf(fileName: string, bytes: Uint8Array, mediaType = ''): Promise<string> {
  const outcome = await extract(fileName, bytes, mediaType);
  if (outcome.state !== 'done') throw new Error(`The words of ${fileName} were not read.`);
  return outcome.result.text;
}

async function renderPdf(feeCount: number): Promise<Uint8Array> {
  const outcome = await jobs.start('pdf', 'Invoice', { kind: 'invoice', data: makeInvoicePaper(feeCount) }).finished;
  if (outcome.state !== 'done') throw new Error('The invoice was not rendered.');
  return outcome.result;
}

describe('the words of a file', () => {
  it('come out of a PDF that the pdf job made, names of all alphabets included', async () => {
    const outcome = await extract('invoice.pdf', await renderPdf(20));
    if (outcome.state !== 'done') throw new Error('The words were not read.');
    const { text, pages, isComplete } = outcome.result;
    expect(pages).toBe(3);
    expect(isComplete).toBe(true);
    for (const words of ['Łukasz Żółć', 'Ορέστης Freight', 'Дело 17-Ж', 'Total services', '1 of 3', '3 of 3']) {
      expect(text).toContain(words);
    }
  });

  it('come out of a DOCX, a line for each paragraph', async () => {
    const text = await textOf('letter.docx', await makeDocx(['Dear Łukasz,', 'The hearing is on Friday.']));
    expect(text.split('\n').filter((line) => line !== '')).toEqual(['Dear Łukasz,', 'The hearing is on Friday.']);
  });

  it('come out of a mail: who, subject, plain text before its twin, what is forwarded and attached', async () => {
    const text = await textOf('mail.eml', makeMail());
    expect(text).toContain('From: Łukasz Żółć <lukasz@example.com>');
    expect(text).toContain('Subject: Deposition of Σ. Παππά and the calendar');
    expect(text).toContain('Please move the deposition to Łódź.');
    expect(text).not.toContain('Twin');
    expect(text).toContain('Settlement & release');
    expect(text).not.toMatch(/alert|color/);
    expect(text).toContain('Attachment: retainer.pdf');
  });

  it('come out of text in UTF-8, in UTF-16 and in Windows Latin', async () => {
    expect(await textOf('a.txt', Buffer.from('Żółć\r\n\r\n\r\n\r\nfin\u0007', 'utf8'))).toBe('Żółć\n\nfin');
    expect(await textOf('a.txt', Buffer.from('\ufeffŻółć', 'utf16le'))).toBe('Żółć');
    expect(await textOf('a.txt', Buffer.from([0x93, 0x48, 0x69, 0x94]))).toBe('“Hi”');
    expect(await textOf('page', Buffer.from('<h1>Notice</h1><p>of hearing</p>'), 'text/html')).toBe(
      'Notice\nof hearing',
    );
  });

  it('are cut, and said to be cut, where there are too many', async () => {
    const outcome = await extract('long.txt', Buffer.from(`${'x'.repeat(textCharactersMax - 1)}😀 and more`, 'utf8'));
    expect(outcome).toMatchObject({ state: 'done', result: { isComplete: false } });
    if (outcome.state === 'done') expect(outcome.result.text).toBe('x'.repeat(textCharactersMax - 1));
  });

  it('are none in a picture, an archive and an empty file', async () => {
    expect(await textOf('scan.png', Buffer.from([0x89, 0x50, 0x4e, 0x47]), 'image/png')).toBe('');
    expect(await textOf('files.zip', Buffer.from('PK\u0003\u0004rest'))).toBe('');
    expect(await textOf('empty.txt', new Uint8Array())).toBe('');
  });

  it('are refused where the file is damaged', async () => {
    const pdf = await renderPdf(1);
    const refused = { state: 'failed', refusal: { code: 'documents.unreadable' } };
    expect(await extract('cut.pdf', Buffer.from('%PDF-1.7\nnothing'))).toMatchObject(refused);
    expect(await extract('cut.docx', Buffer.from('PK\u0003\u0004rest'))).toMatchObject(refused);
    // A PDF cut in half is mended as far as it goes, or refused; it never ends the worker.
    expect(['done', 'failed']).toContain((await extract('half.pdf', pdf.subarray(0, pdf.length / 2))).state);
    expect(await textOf('whole.pdf', pdf)).toContain('Amount due');
  });
});

describe('the pdf job', () => {
  it('renders every paper, and fails on one whose figures do not tie', async () => {
    const { receipt } = makeSamplePapers();
    const outcome = await jobs.start('pdf', 'Receipt', { kind: 'receipt', data: receipt }).finished;
    expect(outcome.state).toBe('done');
    if (outcome.state === 'done') expect(await textOf('receipt.pdf', outcome.result)).toContain('Trust receipt R-1071');
    const wrong = { ...makeInvoicePaper(3), totalCents: 1 };
    expect(await jobs.start('pdf', 'Wrong', { kind: 'invoice', data: wrong }).finished).toMatchObject({
      state: 'failed',
      fault: { message: 'The lines of this invoice do not add up to its total.' },
    });
  });
});
