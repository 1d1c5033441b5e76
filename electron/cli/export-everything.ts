import type { FirmClient } from './connection.ts';
import { readPages } from './read-pages.ts';

type Rows = AsyncIterable<object>;

/**
 * Everything that this member can read, as JSON lines: each object says under `record` what it is. The first line names
 * the firm and the instant; the audit trail comes last. Files themselves are read with documents.readDocument.
 */
export async function* exportEverything(client: FirmClient): AsyncGenerator<string, void, void> {
  const profile = await client.firm.profile({});
  const { today, version } = await client.firm.status({});
  yield line('firm', {
    ...profile,
    asOf: today,
    exportedAt: new Date().toISOString(),
    version,
  });
  for (const [record, rows] of listRecords(client)) for await (const row of rows) yield line(record, row);
}

function line(record: string, row: object): string {
  return `${JSON.stringify({ record, ...row })}\n`;
}

function* listRecords(client: FirmClient): Generator<[string, Rows], void, void> {
  const { office, intake, documents, billing, trust, provider, work, sops, talk } = client;
  yield ['member', whole(() => provider.listMembers({}))];
  yield [
    'party',
    each(
      readPages((page) => office.listParties(page)),
      ({ partyId }) => office.getParty({ partyId }),
    ),
  ];
  yield ['client', readPages((page) => office.listClients(page))];
  const matters = readPages((page) => office.listMatters({ ...page, state: 'all' }));
  yield ['matter', each(matters, ({ matterId }) => office.getMatter({ matterId }))];
  yield ['task', readPages((page) => office.listTasks({ ...page, state: 'all' }))];
  yield ['call', readPages((page) => intake.listCalls({ ...page, state: 'all' }))];
  const leads = readPages((page) => intake.listLeads({ ...page, stage: 'all' }));
  yield ['lead', each(leads, ({ leadId }) => intake.getLead({ leadId }))];
  const checks = readPages((page) => intake.listConflictChecks({ ...page, state: 'all' }));
  yield ['conflict check', each(checks, ({ conflictId }) => intake.getConflictCheck({ conflictId }))];
  const files = readPages((page) => documents.listDocuments(page));
  yield ['document', each(files, ({ documentId }) => documents.getDocument({ documentId }))];
  yield ['time', readPages((page) => billing.listTime({ ...page, state: 'all' }))];
  yield ['expense', readPages((page) => billing.listExpenses({ ...page, state: 'all' }))];
  const invoices = readPages((page) => billing.listInvoices({ ...page, state: 'all' }));
  yield ['invoice', each(invoices, ({ invoiceId }) => billing.getInvoice({ invoiceId }))];
  yield ['payment', readPages((page) => billing.listPayments(page))];
  yield ['trust account', whole(() => trust.listAccounts({}))];
  yield ['trust ledger', readPages((page) => trust.listLedgers(page))];
  yield [
    'trust entry',
    perAccount(client, (accountId) => readPages((page) => trust.journal({ ...page, accountId, descending: false }))),
  ];
  yield ['trust request', readPages((page) => trust.listRequests({ ...page, state: 'all' }))];
  yield ['reconciliation', perAccount(client, (accountId) => whole(() => trust.listReconciliations({ accountId })))];
  yield ['trust exception', whole(() => trust.listExceptions({ state: 'all' }))];
  const orders = readPages((page) => work.listOrders({ ...page, scope: 'all' }));
  yield ['work order', each(orders, ({ orderId }) => work.getOrder({ orderId }))];
  const procedures = readPages((page) => sops.listSops({ ...page, scope: 'all' }));
  yield ['SOP', each(procedures, ({ sopId }) => sops.getSop({ sopId }))];
  const talks = readPages((page) => talk.listConversations(page));
  yield ['conversation', each(talks, ({ conversationId }) => talk.getConversation({ conversationId, limit: 500 }))];
  yield ['event', readPages((page) => office.listEvents(page))];
}

async function* whole(ask: () => Promise<{ rows: object[] }>): AsyncGenerator<object, void, void> {
  yield* (await ask()).rows;
}

async function* each<Row>(
  rows: AsyncIterable<Row>,
  read: (row: Row) => Promise<object>,
): AsyncGenerator<object, void, void> {
  for await (const row of rows) yield await read(row);
}

async function* perAccount(client: FirmClient, read: (accountId: string) => Rows): AsyncGenerator<object, void, void> {
  for (const { accountId } of (await client.trust.listAccounts({})).rows) yield* read(accountId);
}
