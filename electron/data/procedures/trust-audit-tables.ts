import { setImmediate } from 'node:timers/promises';
import { type Cell, type CellKind, toCsv } from './csv.ts';
import { balancesAsOf } from './trust-balances.ts';
import { journalPage } from './trust-entries.ts';
import { listAnsweredExceptions } from './trust-exceptions.ts';
import { listSigned } from './trust-reconciliation.ts';
import type { OpenFirm } from './turn.ts';

type Entry = ReturnType<typeof journalPage>['rows'][number];
type Column = readonly [key: string, title: string, kind: CellKind];

export interface AuditPeriod {
  readonly accountId: string;
  readonly from: string;
  readonly to: string;
}

const pageRows = 1_000;

/** Every entry of the account up to the end of the period, oldest first; others have their turn between the pages. */
async function readJournal(firm: OpenFirm, { accountId, to }: AuditPeriod): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (;;) {
    const page = journalPage(firm, { accountId, to, descending: false, offset: entries.length, limit: pageRows });
    entries.push(...page.rows);
    if (page.rows.length < pageRows) return entries;
    await setImmediate();
  }
}

const entryColumns: readonly Column[] = [
  ['day', 'Day', 'day'],
  ['type', 'Type', 'text'],
  ['kind', 'Kind', 'text'],
  ['ledgerTitle', 'Ledger', 'text'],
  ['name', 'Payor or payee', 'text'],
  ['purpose', 'Purpose', 'text'],
  ['instrument', 'Instrument', 'text'],
  ['checkNumber', 'Check', 'count'],
  ['reference', 'Reference', 'text'],
  ['invoiceNumber', 'Invoice', 'text'],
  ['amountCents', 'Amount', 'amount'],
  ['balanceCents', 'Balance after', 'amount'],
  ['collectedOn', 'Collected', 'day'],
  ['clearedOn', 'Cleared', 'day'],
  ['isReversed', 'Reversed', 'text'],
  ['isLate', 'Late', 'text'],
  ['preparedBy', 'Prepared by', 'text'],
  ['approvedBy', 'Approved by', 'text'],
  ['institution', 'Other institution', 'text'],
  ['accountEnding', 'Other account, last digits', 'text'],
  ['authorisedBy', 'Transfer authorised by', 'text'],
  ['confirmedWith', 'Instructions confirmed with', 'text'],
  ['documents', 'Documents', 'count'],
  ['missingWords', 'Missing', 'text'],
  ['ledgerId', 'Ledger id', 'text'],
  ['entryId', 'Entry id', 'text'],
  ['eventId', 'Event id', 'text'],
];

function entryCells(entry: Entry): Readonly<Record<string, Cell>> {
  const { late, reversed, documentIds, missing, transferEnd, callBack, ...cells } = entry;
  return {
    ...cells,
    institution: transferEnd?.institution ?? '',
    accountEnding: transferEnd?.accountEnding ?? '',
    authorisedBy: transferEnd?.authorisedBy ?? '',
    confirmedWith: callBack === null ? '' : `${callBack.person}, ${callBack.calledOn}, by ${callBack.calledBy}`,
    documents: documentIds.length,
    missingWords: missing.join(', '),
    isReversed: reversed ? 'yes' : '',
    isLate: late ? 'yes' : '',
  };
}

/** The entries ledger by ledger, each with its own running balance. */
function byLedger(entries: readonly Entry[]): Entry[] {
  const balances = new Map<string, number>();
  const run = entries.map((entry) => {
    const balanceCents = (balances.get(entry.ledgerId) ?? 0) + entry.amountCents;
    balances.set(entry.ledgerId, balanceCents);
    return { ...entry, balanceCents };
  });
  // Sorting is stable: within a ledger the order of the journal stays.
  return run.sort((a, b) => (a.ledgerId < b.ledgerId ? -1 : a.ledgerId > b.ledgerId ? 1 : 0));
}

function csv(columns: readonly Column[], rows: readonly Readonly<Record<string, Cell>>[]): string {
  return toCsv(
    columns.map(([key, title, kind]) => ({ key, title, kind })),
    rows,
  );
}

/** The tables of an audit bundle by file name [TR36]. Balances in them count from the account's opening. */
export async function auditTables(firm: OpenFirm, period: AuditPeriod): Promise<ReadonlyMap<string, string>> {
  const journal = await readJournal(firm, period);
  const isWithin = (entry: Entry) => entry.day >= period.from;
  const balances = balancesAsOf(firm.rows, period.accountId, period.to).rows.map((row) => ({ ...row }));
  const signed = listSigned(firm, period.accountId).rows.map((row) => ({
    ...row,
    signedAt: new Date(row.signedAtMs).toISOString(),
    state: row.reopened ? 'reopened' : 'stands',
  }));
  const exceptions = listAnsweredExceptions(firm, { accountId: period.accountId, state: 'all' });
  return new Map([
    ['journal.csv', csv(entryColumns, journal.filter(isWithin).map(entryCells))],
    ['ledgers.csv', csv(entryColumns, byLedger(journal).filter(isWithin).map(entryCells))],
    [
      'balances.csv',
      csv(
        [
          ['title', 'Ledger', 'text'],
          ['balanceCents', `Balance on ${period.to}`, 'amount'],
          ['ledgerId', 'Ledger id', 'text'],
        ],
        balances,
      ),
    ],
    [
      'reconciliations.csv',
      csv(
        [
          ['statementFrom', 'From', 'day'],
          ['statementOn', 'Statement', 'day'],
          ['bankBalanceCents', 'Bank', 'amount'],
          ['adjustedBankCents', 'Adjusted bank', 'amount'],
          ['journalCents', 'Journal', 'amount'],
          ['ledgersCents', 'Ledgers', 'amount'],
          ['signedBy', 'Signed by', 'text'],
          ['signedAt', 'Signed at', 'text'],
          ['state', 'State', 'text'],
          ['reopenReason', 'Why reopened', 'text'],
          ['lateEntries', 'Late entries', 'count'],
          ['packetSha256', 'Packet, SHA-256', 'text'],
        ],
        signed
          .filter((row) => row.statementOn >= period.from && row.statementFrom <= period.to)
          .map(({ reopened, cutOver, ...row }) => ({ ...row, state: cutOver ? 'books taken over' : row.state })),
      ),
    ],
    [
      'exceptions.csv',
      csv(
        [
          ['day', 'Day', 'day'],
          ['code', 'Code', 'text'],
          ['sentence', 'What was found', 'text'],
          ['amountCents', 'Amount', 'amount'],
          ['who', 'Who must act', 'text'],
          ['dueOn', 'By', 'day'],
          ['resolvedBy', 'Answered by', 'text'],
          ['explanation', 'Answer', 'text'],
        ],
        exceptions.map(({ overdue, ...row }) => row),
      ),
    ],
  ]);
}
