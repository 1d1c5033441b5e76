import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { contract } from '../../../shared/contract/contract.ts';
import type { ProcedureMeta } from '../../../shared/contract/procedure.ts';
import { type FirmAndProvider, openFirmAndProvider } from '../../support/firm-and-provider.ts';
import type { TestHost } from '../../support/open-test-firm.ts';

/** Words that stand in a withheld or restricted matter and nowhere else. */
const words = ['quibblethorpe', 'zanzibarr', 'xylophonic', 'gallimaufry', 'wherewithal'];
const ids: Record<string, string> = {};
let world: FirmAndProvider;
let provider: TestHost;

beforeAll(async () => {
  world = await openFirmAndProvider();
  provider = await world.join('Pat Provider', 'provider-supervisor');
  await fillMatter(world.firm);
  await world.settle();
});
afterAll(() => world.remove());

const day = '2026-02-03';

/** A confidential call that became a lead and a matter, with work, an invoice, a task, a document and trust money. */
async function fillMatter({ client }: TestHost): Promise<void> {
  const at = Date.parse('2026-02-03T17:00:00Z');
  const commandId = createId;
  const call = await client.intake.logCall({
    commandId: commandId(),
    startedAtMs: at,
    endedAtMs: at + 60_000,
    outcome: 'lead',
    callerName: 'Quentin Quibblethorpe',
    message: 'A gallimaufry of claims',
    confidential: true,
  });
  const lead = await client.intake.openLead({
    commandId: commandId(),
    callId: call.id,
    practiceArea: 'Family',
    summary: 'gallimaufry',
    parties: [
      { name: 'Quentin Quibblethorpe', role: 'prospective client' },
      { name: 'Zed Zanzibarr', role: 'adverse' },
    ],
  });
  const check = await client.intake.runConflictCheck({ commandId: commandId(), leadId: lead.id });
  await client.intake.decideConflict({
    commandId: commandId(),
    conflictId: check.conflictId,
    result: 'clear',
    hits: [],
    reason: 'wherewithal',
  });
  const { matterId, clientId } = await client.office.openMatter({
    commandId: commandId(),
    leadId: lead.id,
    title: 'Quibblethorpe v. Zanzibarr',
    practiceArea: 'Family',
    openedOn: '2026-01-05',
    fee: { kind: 'hourly', rateCents: 30_000 },
  });
  const { id: accountId } = await client.trust.openAccount({
    commandId: commandId(),
    name: 'Client trust',
    bank: 'First Bank',
    lastFour: '4242',
    openedOn: '2026-01-02',
  });
  await client.trust.postReceipt({
    commandId: commandId(),
    accountId,
    ledgerId: matterId,
    day,
    amountCents: 500_000,
    kind: 'advance fee',
    instrument: 'wire',
    payor: 'Quentin Quibblethorpe',
    purpose: 'xylophonic deposit',
  });
  await client.billing.recordTime({
    commandId: commandId(),
    matterId,
    workedOn: day,
    minutes: 60,
    narrative: 'xylophonic research',
  });
  const draft = await client.billing.draftInvoice({ commandId: commandId(), matterId, periodFrom: day, periodTo: day });
  await client.billing.issueInvoice({ commandId: commandId(), invoiceId: draft.id, issuedOn: day, dueOn: day });
  await client.billing.recordTime({
    commandId: commandId(),
    matterId,
    workedOn: day,
    minutes: 30,
    narrative: 'more xylophonic research',
  });
  await client.office.addTask({ commandId: commandId(), matterId, title: 'wherewithal hearing', dueOn: day });
  const bytes = Buffer.from('a gallimaufry of words');
  const { uploadId } = await client.documents.startUpload({
    commandId: commandId(),
    fileName: 'zanzibarr.txt',
    size: bytes.length,
  });
  const dataBase64 = bytes.toString('base64');
  await client.documents.uploadPart({ commandId: commandId(), uploadId, index: 0, dataBase64 });
  const filing = { uploadId, matterId, title: 'Gallimaufry memo', receivedOn: day };
  const document = await client.documents.fileDocument({ commandId: commandId(), ...filing });
  Object.assign(ids, {
    matterId,
    clientId,
    accountId,
    ledgerId: matterId,
    invoiceId: draft.id,
    documentId: document.id,
    leadId: lead.id,
    callId: call.id,
    conflictId: check.conflictId,
  });
}

type Callable = (input: object) => Promise<unknown>;

/** Everything that a person outside can ask, with whatever a list is filtered or a report bounded by. */
function inputs(): object[] {
  const bounds = { from: '2026-01-01', to: '2026-12-31', asOf: '2026-12-31', on: '2026-12-31', day, weeks: 4 };
  const aggregate = { aggregate: `matter:${ids['matterId'] ?? ''}`, report: 'work in progress', limit: 100 };
  const [word = ''] = words;
  const asked = { text: word, words: word, filter: word, name: word, names: [{ name: word, role: 'adverse' }] };
  return [{}, { ...ids, ...bounds, ...aggregate, text: 'a', words: 'a' }, { ...ids, ...bounds, ...asked }];
}

describe('somebody from outside', () => {
  it('[SH3] finds no word of a withheld matter in any list, search or report', async () => {
    const found: string[] = [];
    const answered: string[] = [];
    for (const [area, procedures] of Object.entries(contract)) {
      for (const [name, procedure] of Object.entries(procedures)) {
        const meta = (procedure as { '~orpc': { meta: ProcedureMeta } })['~orpc'].meta;
        // A paper is made of the same rows as the lists, and is not to be read as text.
        if (meta.kind !== 'query' || area === 'firm' || /pdf|paper|packet|letter|card|kit/i.test(name)) continue;
        const call = (provider.client as unknown as Record<string, Record<string, Callable>>)[area]?.[name];
        for (const input of inputs()) {
          const answer = await call?.(input).catch(() => undefined);
          if (answer === undefined) continue;
          answered.push(`${area}.${name}`);
          const text = JSON.stringify(answer, (key, value: unknown) => (isEcho(key) ? undefined : value)) ?? '';
          const leaked = words.filter((word) => text.toLowerCase().includes(word));
          if (leaked.length > 0) found.push(`${area}.${name}: ${leaked.join(', ')}`);
        }
      }
    }
    expect([...new Set(found)]).toEqual([]);
    const lists = new Set(answered);
    for (const name of ['office.search', 'office.listMatters', 'documents.searchDocuments', 'trust.listLedgers'])
      expect(lists).toContain(name);
    expect(lists.size).toBeGreaterThan(40);
  });

  it('[SH3] sees the same totals as the firm, with the ledger by its number', async () => {
    const ledgersOf = async ({ client }: TestHost) => (await client.trust.listLedgers({})).rows;
    const [outside, inside] = [await ledgersOf(provider), await ledgersOf(world.firm)];
    expect(outside.map((row) => row.balanceCents)).toEqual(inside.map((row) => row.balanceCents));
    expect(outside[0]?.title).toMatch(/^Ledger 2026-0001 \(withheld\)$/);
    expect(inside[0]?.title).toContain('Quibblethorpe');
  });
});

/** What a search answers of what was typed is no leak. */
function isEcho(key: string): boolean {
  return key === 'queries' || key === 'asked' || key === 'filter';
}
