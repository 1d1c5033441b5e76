import { reportKinds } from '../../../shared/contract/reports.ts';
import type { SimDevice } from './sim-device.ts';
import type { TrustWorld } from './trust-world.ts';

/** Reports of other areas, and of what each device did by itself. */
const otherReports = new Set([
  'aging',
  'unbilled',
  'time-by-person',
  'billed-and-collected',
  'lead-sources',
  'audit-trail',
]);
const trustReports = reportKinds.filter((kind) => !otherReports.has(kind));

/** Days and instants that a report may be asked for: now, at each signature, before the last month, at any time. */
function spans(firm: TrustWorld): { to: string; knownOnMs?: number }[] {
  const [first] = firm.devices;
  const to = first?.today() ?? '';
  const signed = first?.rows.all<{ at_ms: number; statement_on: string }>(
    'SELECT at_ms, statement_on FROM trust_reconciliation ORDER BY at_ms',
  );
  const middle = Math.floor((Date.parse('2026-01-05') + firm.world.nowMs) / 2);
  return [
    { to },
    { to, knownOnMs: middle },
    ...(signed ?? []).slice(-3).map((row) => ({ to: row.statement_on, knownOnMs: row.at_ms })),
    ...(signed ?? []).slice(-1).map((row) => ({ to: row.statement_on })),
  ];
}

/** Everything that a device says of trust, as text: byte for byte what another one must say. */
async function tell(firm: TrustWorld, device: SimDevice): Promise<[string, string][]> {
  const { trust, reports } = device.client;
  const { accountId } = firm;
  const told: [string, string][] = [];
  const say = (what: string, answer: unknown) => told.push([what, JSON.stringify(answer)]);
  for (const span of spans(firm)) {
    for (const kind of trustReports) {
      const report = await reports.run({ kind, from: '2026-01-01', limit: 20_000, ...span });
      say(`${kind} ${JSON.stringify(span)}`, [report.rows, report.totals]);
    }
    const asOf = { accountId, asOf: span.to, ...(span.knownOnMs === undefined ? {} : { knownOnMs: span.knownOnMs }) };
    say(`balances ${JSON.stringify(span)}`, await trust.balancesAsOf(asOf));
  }
  say('journal', await trust.journal({ accountId, limit: 500 }));
  for (const ledgerId of [...firm.matterIds, 'firm', 'suspense']) {
    say(`card ${ledgerId}`, await trust.ledgerCard({ accountId, ledgerId, limit: 500 }));
  }
  say('ledgers', await trust.listLedgers({}));
  say('requests', await trust.listRequests({ state: 'all', limit: 200 }));
  say('reconciliations', await trust.listReconciliations({ accountId }));
  say('exceptions', await trust.listExceptions({ state: 'all' }));
  say('register', await trust.checkRegister({ accountId }));
  say('unidentified', await trust.listUnidentified({}));
  say('bank errors', await trust.listBankErrors({ accountId }));
  say('to review', await trust.listToReview({}));
  say('deposits', await trust.listDeposits({ accountId }));
  return told;
}

async function checkAlike(firm: TrustWorld): Promise<string[]> {
  const [first, ...others] = firm.devices;
  if (first === undefined) return [];
  const told = await tell(firm, first);
  const problems: string[] = [];
  for (const other of others) {
    const heard = new Map(await tell(firm, other));
    for (const [what, text] of told) {
      if (heard.get(what) !== text)
        problems.push(`${other.identity.name} says otherwise: ${what}\n${text}\n${heard.get(what)}`);
    }
  }
  return problems;
}

/** The three totals: journal and ledgers to the cent, and the bank but for what came late into what was signed. */
async function checkTotals(firm: TrustWorld, device: SimDevice): Promise<string[]> {
  const { accountId } = firm;
  const account = await device.client.trust.getAccount({ accountId });
  const { rows } = await device.client.trust.journal({ accountId, limit: 500, descending: false });
  const added = rows.reduce((sum, row) => sum + row.amountCents, 0);
  const late = device.rows.get<{ cents: number | null }>(
    `SELECT SUM(e.effect_cents) AS cents FROM trust_entry e JOIN trust_late t ON t.entry_id = e.entry_id
     WHERE t.reconciliation_id = (SELECT reconciliation_id FROM trust_reconciliation WHERE is_reopened = 0
       ORDER BY statement_on DESC LIMIT 1)`,
  );
  const bankCents = account.bankCents === null ? added : account.bankCents + (late?.cents ?? 0);
  const totals = { journal: account.journalCents, ledgers: account.ledgersCents, bank: bankCents };
  const isAlike = Object.values(totals).every((total) => total === added);
  return isAlike ? [] : [`${device.identity.name}: the totals differ from ${added}: ${JSON.stringify(totals)}`];
}

/** No ledger was below zero on any day without an exception, open or answered in writing. */
async function checkNegatives(firm: TrustWorld, device: SimDevice): Promise<string[]> {
  const { accountId } = firm;
  const exceptions = await device.client.trust.listExceptions({ state: 'all' });
  const problems: string[] = [];
  for (const ledgerId of [...firm.matterIds, 'firm', 'suspense']) {
    const { rows } = await device.client.trust.ledgerCard({ accountId, ledgerId, limit: 500 });
    const ends = rows.filter((row, at) => rows[at + 1]?.day !== row.day);
    const isShort = ends.some((row) => row.balanceCents < 0);
    const isShown = exceptions.rows.some((row) => row.key === `${accountId}/TC2/${ledgerId}`);
    if (isShort !== isShown) problems.push(`${device.identity.name}: ${ledgerId} short ${isShort}, shown ${isShown}`);
  }
  return problems;
}

/** What was acknowledged is at the hub and on every device. */
async function checkNothingLost(firm: TrustWorld): Promise<string[]> {
  const problems: string[] = [];
  for (const device of firm.devices) {
    const page = await device.disk.log.readFrom('trust', 0, 1_000_000);
    const here = new Set(page.events.map((event) => event.document._id));
    for (const author of firm.devices) {
      for (const event of author.acknowledged) {
        if (event.workspace === 'trust' && !here.has(event.id)) {
          problems.push(`${device.identity.name} lacks ${event.id} of ${author.identity.name}`);
        }
      }
    }
  }
  return problems;
}

/** Everything that does not hold of the account once all devices have met; empty when all is well. */
export async function checkTrustWorld(firm: TrustWorld): Promise<string[]> {
  const problems = [...(await checkAlike(firm)), ...(await checkNothingLost(firm))];
  for (const device of firm.devices) {
    problems.push(...(await checkTotals(firm, device)), ...(await checkNegatives(firm, device)));
  }
  return problems;
}
