import { createHash } from 'node:crypto';
import { addDays, type Day } from '../../../shared/domain/day.ts';
import { sumCents } from '../../../shared/domain/money.ts';
import { firmLedgerId } from '../../../shared/domain/trust/entry.ts';
import type { OpenItem } from '../../../shared/domain/trust/reconcile.ts';
import type {
  JournalLine,
  LedgerMovement,
  OutstandingItem,
  ReconciliationPaper,
  StatementLine,
} from '../paper/paper-data.ts';
import type { RowReader } from '../projections/projection.ts';
import { paperBase } from './letterhead.ts';
import { matterClientSql } from './shown-names.ts';
import { type AccountSqlRow, accountName, lastSigned, ledgerTitleSql } from './trust-account-rows.ts';
import { balancesAsOf } from './trust-balances.ts';
import { openTrustExceptions } from './trust-exceptions.ts';
import type { ReconciliationDraft, StatementInput } from './trust-reconciliation-input.ts';
import type { OpenFirm } from './turn.ts';

interface MovementSqlRow {
  entry_id: string;
  ledger_id: string;
  day: string;
  type: string;
  check_number: number | null;
  reference: string | null;
  name: string | null;
  purpose: string | null;
  effect_cents: number;
  is_late: number;
}

/** What moved in the period; late entries of signed periods first: they belong to this one [TR29]. */
function readMovements(rows: RowReader, accountId: string, from: Day, on: Day): MovementSqlRow[] {
  return rows.all<MovementSqlRow>(
    `SELECT e.entry_id, e.ledger_id, e.day, e.type, e.check_number, e.reference, e.name, e.purpose, e.effect_cents,
       e.day < @from AS is_late
     FROM trust_entry e WHERE e.account_id = @account AND (e.day BETWEEN @from AND @on
       OR e.entry_id IN (SELECT entry_id FROM trust_late WHERE reconciliation_id = @last))
     ORDER BY e.day, e.clock, e.entry_id`,
    { account: accountId, from, on, last: lastSigned(rows, accountId)?.reconciliation_id ?? '' },
  );
}

interface LedgerName {
  readonly number: string;
  readonly client: string;
  readonly matter: string;
}

function readLedgerNames(rows: RowReader, accountId: string): ReadonlyMap<string, LedgerName> {
  const found = rows.all<{ ledger_id: string; number: string | null; title: string; client: string | null }>(
    `SELECT l.ledger_id, m.number, ${ledgerTitleSql('l.ledger_id', 'm')} AS title, ${matterClientSql('m', 'c', 'p')} AS client
     FROM trust_ledger l LEFT JOIN office_matter m ON m.matter_id = l.ledger_id
     LEFT JOIN office_client c ON c.client_id = m.client_id LEFT JOIN office_party p ON p.party_id = c.party_id
     WHERE l.account_id = ?`,
    [accountId],
  );
  return new Map(
    found.map((row) => [
      row.ledger_id,
      {
        number: row.ledger_id === firmLedgerId ? 'Firm' : (row.number ?? ''),
        client: row.client ?? '',
        matter: row.title,
      },
    ]),
  );
}

function referenceOf(row: { check_number: number | null; reference: string | null }): string {
  return row.check_number === null ? (row.reference ?? '') : `Check ${row.check_number}`;
}

function outstandingOf(items: readonly OpenItem[], names: ReadonlyMap<string, LedgerName>): OutstandingItem[] {
  return items.map(({ entry, amountCents, ageDays }) => ({
    day: entry.day,
    reference: entry.checkNumber === undefined ? '' : `Check ${entry.checkNumber}`,
    what: entry.name,
    ledgerNumber: names.get(entry.ledgerId)?.number ?? '',
    amountCents,
    ageDays,
  }));
}

function journalOf(
  movements: readonly MovementSqlRow[],
  openingCents: number,
  names: ReadonlyMap<string, LedgerName>,
): JournalLine[] {
  let balanceCents = openingCents;
  return movements.map((row) => {
    balanceCents += row.effect_cents;
    return {
      day: row.day,
      kind: row.is_late === 1 ? `${row.type}, late` : row.type,
      reference: referenceOf(row),
      what: row.name ?? 'Withheld',
      ledgerNumber: names.get(row.ledger_id)?.number ?? '',
      amountCents: row.effect_cents,
      balanceCents,
    };
  });
}

/** The card of every ledger that moved, with what it held before. */
function ledgersMoved(
  movements: readonly MovementSqlRow[],
  before: ReadonlyMap<string, number>,
  names: ReadonlyMap<string, LedgerName>,
): LedgerMovement[] {
  const byLedger = new Map<string, MovementSqlRow[]>();
  for (const row of movements) {
    const known = byLedger.get(row.ledger_id);
    if (known) known.push(row);
    else byLedger.set(row.ledger_id, [row]);
  }
  return [...byLedger]
    .map(([ledgerId, own]) => {
      const late = sumCents(own.filter((row) => row.is_late === 1).map((row) => row.effect_cents));
      const openingCents = (before.get(ledgerId) ?? 0) - late;
      let balanceCents = openingCents;
      const entries = own.map((row) => {
        balanceCents += row.effect_cents;
        return {
          day: row.day,
          kind: row.is_late === 1 ? `${row.type}, late` : row.type,
          reference: referenceOf(row),
          who: row.name ?? 'Withheld',
          purpose: row.purpose ?? '',
          amountCents: row.effect_cents,
          balanceCents,
        };
      });
      const name = names.get(ledgerId) ?? { number: '', client: '', matter: '' };
      return { ...name, openingCents, entries, balanceCents };
    })
    .sort((a, b) => (a.number < b.number ? -1 : a.number > b.number ? 1 : 0));
}

/** The bank's own lines of the period with what each stands for. */
function statementOf(draft: ReconciliationDraft, movements: readonly MovementSqlRow[]): StatementLine[] {
  const words = new Map(movements.map((row) => [row.entry_id, referenceOf(row) || (row.name ?? 'Withheld')]));
  const candidates = new Map(draft.candidates.map((entry) => [entry.id, entry]));
  const nameOf = (entryId: string): string => {
    const entry = candidates.get(entryId);
    return words.get(entryId) ?? (entry?.checkNumber ? `Check ${entry.checkNumber}` : (entry?.name ?? ''));
  };
  const matched = new Map(draft.bank.matches.flatMap((match) => match.lineIds.map((id) => [id, match] as const)));
  return draft.bank.lines.map((line) => {
    const match = matched.get(line.lineId);
    const isError = draft.bank.errorLineIds.has(line.lineId);
    const [first = '', ...more] = (match?.entryIds ?? []).map(nameOf);
    const matchedTo = isError
      ? 'Bank error'
      : match === undefined
        ? undefined
        : first === ''
          ? 'Another line of the bank'
          : `${first}${more.length === 0 ? '' : ` and ${more.length} more`}`;
    return {
      day: line.day,
      reference: line.checkNumber === null ? '' : `Check ${line.checkNumber}`,
      what: line.name,
      amountCents: line.amountCents,
      ...(matchedTo === undefined ? {} : { matchedTo }),
    };
  });
}

/** The account as papers print it. */
export function accountLine(account: AccountSqlRow) {
  return { name: accountName(account), bankName: account.bank ?? '', lastDigits: account.last_four ?? '' };
}

/** Who stands under a packet, and the pages that are added to it. */
export interface PacketSigners {
  readonly preparedByMemberId: string;
  readonly signedAtMs: number;
  readonly attached: readonly { readonly title: string; readonly sha256: string }[];
}

function hashFigures(figures: object): string {
  return createHash('sha256').update(JSON.stringify(figures)).digest('hex');
}

/**
 * The packet of a reconciliation that is about to be signed, from the draft itself, and the hash of its figures. It is
 * made once and kept [TR38].
 */
export function packetOf(
  firm: OpenFirm,
  account: AccountSqlRow,
  input: StatementInput,
  draft: ReconciliationDraft,
  signers: PacketSigners,
): { paper: ReconciliationPaper; figuresHash: string } {
  const { rows } = firm;
  const accountId = account.account_id;
  const names = readLedgerNames(rows, accountId);
  const movements = readMovements(rows, accountId, draft.statementFrom, input.statementOn);
  const before = balancesAsOf(rows, accountId, addDays(draft.statementFrom, -1));
  const lateCents = sumCents(movements.filter((row) => row.is_late === 1).map((row) => row.effect_cents));
  const openingJournalCents = before.journalCents - lateCents;
  const { result } = draft;
  const figures = {
    account: accountLine(account),
    from: draft.statementFrom,
    asOf: input.statementOn,
    statementCents: input.bankBalanceCents,
    bankErrors: draft.bankErrors.map(({ day, what, amountCents }) => ({ day, what, amountCents })),
    outstandingChecks: outstandingOf(result.outstandingChecks, names),
    depositsInTransit: outstandingOf(result.depositsInTransit, names),
    adjustedBankCents: result.adjustedBankCents,
    journalCents: result.journalCents,
    ledgersCents: result.ledgersCents,
    ledgers: result.ledgers
      .filter((ledger) => ledger.balanceCents !== 0)
      .map(({ ledgerId, name, balanceCents }) => ({
        ...(names.get(ledgerId) ?? { number: '', client: '', matter: name }),
        balanceCents,
      })),
    openingJournalCents,
    journal: journalOf(movements, openingJournalCents, names),
    movements: ledgersMoved(movements, new Map(before.rows.map((row) => [row.ledgerId, row.balanceCents])), names),
    statementLines: statementOf(draft, movements),
    sentence: result.sentence,
    exceptions: openTrustExceptions(rows, firm.today())
      .filter((exception) => exception.accountId === accountId)
      .map((exception) => exception.sentence),
    attached: [...signers.attached],
  };
  const figuresHash = hashFigures(figures);
  const at = new Date(signers.signedAtMs).toISOString();
  const paper = {
    ...paperBase(firm),
    ...figures,
    preparedBy: firm.memberName(signers.preparedByMemberId),
    preparedAt: at,
    signed: { by: firm.memberName(firm.me.memberId), at },
    fingerprint: figuresHash,
  };
  return { paper, figuresHash };
}
