import { createHash } from 'node:crypto';
import JsZip from 'jszip';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { type FirmAndProvider, openFirmAndProvider } from '../../support/firm-and-provider.ts';
import { makePdf } from '../../support/make-pdf.ts';
import { type TestHost, testPassphrase } from '../../support/open-test-firm.ts';
import { refusalOf } from '../../support/refusal-of.ts';
import { waitUntil } from '../../support/wait-until.ts';

let world: FirmAndProvider;
let firm: TestHost;
let provider: TestHost;
let accountId = '';
let depositId = '';
const matters = { open: '', withheld: '' };
const papers = { bank: '', secret: '' };

beforeAll(async () => {
  world = await openFirmAndProvider();
  ({ firm } = world);
  const { trust } = firm.client;
  matters.open = await openMatter('Cole v. Dunn', 'Carla Cole', false);
  matters.withheld = await openMatter('Quibble v. Zanzi', 'Quentin Quibble', true);
  const opened = { name: 'Client trust', bank: 'First Bank', lastFour: '4242', openedOn: '2026-01-02' };
  ({ id: accountId } = await trust.openAccount({ commandId: createId(), ...opened }));
  const receipt = { ledgerId: matters.open, day: '2026-01-12', amountCents: 100_000, payor: 'Carla Cole' };
  const money = { kind: 'advance fee', instrument: 'wire', purpose: 'Advance' } as const;
  ({ id: depositId } = await trust.postReceipt({ commandId: createId(), accountId, ...receipt, ...money }));
  papers.bank = await file('Bank statement', matters.open, 'What the bank wrote');
  papers.secret = await file('Quibble bank letter', matters.withheld, 'Only the firm reads this');
  provider = await world.join('Pat Provider', 'provider-supervisor');
  await world.settle();
});
afterAll(() => world.remove());

async function openMatter(title: string, name: string, withheld: boolean): Promise<string> {
  const { office } = firm.client;
  const { id } = await office.recordParty({ commandId: createId(), party: { kind: 'person', name } });
  const fee = { kind: 'hourly' as const, rateCents: 30_000 };
  const opening = { clientPartyId: id, title, practiceArea: 'Contract', openedOn: '2026-01-05', fee, withheld };
  return (await office.openMatter({ commandId: createId(), ...opening })).matterId;
}

async function file(title: string, matterId: string, words: string): Promise<string> {
  const { documents } = firm.client;
  const bytes = makePdf([words]);
  const upload = { commandId: createId(), fileName: `${title}.pdf`, size: bytes.length };
  const { uploadId } = await documents.startUpload(upload);
  await documents.uploadPart({ commandId: createId(), uploadId, index: 0, dataBase64: bytes.toString('base64') });
  const filing = { uploadId, matterId, title, folder: 'Bank', documentOn: '2026-01-31', receivedOn: '2026-01-31' };
  return (await documents.fileDocument({ commandId: createId(), ...filing })).id;
}

async function sign(statementOn: string, attachedDocumentIds: string[]): Promise<string> {
  const clearedEntryIds = statementOn === '2026-01-31' ? [depositId] : [];
  const statement = { accountId, statementOn, bankBalanceCents: 100_000, clearedEntryIds, attachedDocumentIds };
  const { trust } = firm.client;
  return (await trust.signReconciliation({ commandId: createId(), ...statement, passphrase: testPassphrase })).id;
}

const packetOf = (host: TestHost, reconciliationId: string) =>
  host.client.trust.reconciliationPdf({ reconciliationId });
const shaOf = (base64: string) => createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex');
const arrived = (statementOn: string) =>
  waitUntil(async () => {
    const { rows } = await provider.client.trust.listReconciliations({ accountId });
    return rows[0]?.statementOn === statementOn;
  });

describe('a packet on a device outside the firm', () => {
  it('[TR38] is the very file that was signed: the same bytes, and never made anew there', async () => {
    const id = await sign('2026-01-31', [papers.bank]);
    await arrived('2026-01-31');
    provider.firm.renderPaper = () => Promise.reject(new Error('A packet is never made again.'));
    const here = await packetOf(firm, id);
    let there = here.pdfBase64.slice(0, 0);
    await waitUntil(async () => {
      there = await packetOf(provider, id).then(
        (packet) => packet.pdfBase64,
        () => '',
      );
      return there !== '';
    });
    expect(there).toBe(here.pdfBase64);
    const [row] = (await provider.client.trust.listReconciliations({ accountId })).rows;
    expect(row?.packetSha256).toBe(shaOf(there));
    expect((await packetOf(firm, id)).pdfBase64).toBe(here.pdfBase64);
  });

  it('[TR38] stays inside where one of its pages is of a matter that is withheld', async () => {
    const pages = provider.client.trust.signReconciliation({
      commandId: createId(),
      accountId,
      statementOn: '2026-02-28',
      bankBalanceCents: 100_000,
      clearedEntryIds: [],
      attachedDocumentIds: [papers.secret],
      passphrase: testPassphrase,
    });
    expect((await refusalOf(pages)).code).toBe('firm.no-right');
    const id = await sign('2026-02-28', [papers.secret]);
    expect((await packetOf(firm, id)).pdfBase64.length).toBeGreaterThan(1_000);
    await arrived('2026-02-28');
    const refused = await refusalOf(packetOf(provider, id));
    expect(refused).toMatchObject({ code: 'trust.packet-withheld' });
    expect(refused.sentence).toContain('Ask the firm for it.');
  });

  it('[TR36] is left out of the audit bundle that is made there, which says so and names nobody', async () => {
    const period = { accountId, from: '2026-01-01', to: '2026-02-28' };
    const inside = await firm.client.trust.auditBundle(period);
    expect(inside.leftOut).toEqual([]);
    const made = await provider.client.trust.auditBundle(period);
    expect(made.leftOut).toEqual([
      'Reconciliation of 2026-02-28: The packet names clients whom the firm keeps to itself. Ask the firm for it.',
      expect.stringMatching(/: the firm keeps this document to itself\.$/),
    ]);
    const zip = await JsZip.loadAsync(made.zipBase64, { base64: true });
    const texts = await Promise.all(Object.values(zip.files).map((one) => one.async('string')));
    expect(Object.keys(zip.files)).toContain('reconciliations/2026-01-31.pdf');
    expect([...Object.keys(zip.files), ...texts].join('\n')).not.toMatch(/Quibble|Only the firm reads/);
  });
});
