import { sumCents } from '../../../shared/domain/money.ts';
import { type CheckLayout, checksOnPage } from '../../../shared/domain/trust/check-register.ts';
import { firmLedgerId, suspenseLedgerId } from '../../../shared/domain/trust/entry.ts';
import type { BalanceLetterPaper, CheckPaper, DepositSlipPaper } from '../paper/paper-data.ts';
import type { RowReader } from '../projections/projection.ts';
import { readBilledMatter } from './billing-matter.ts';
import { found, refuseNow } from './found.ts';
import type { Implementer } from './implementer.ts';
import { addressLines, paperAnswer, paperBase } from './letterhead.ts';
import { ledgerTitleSql, nextCheckNumber, readAccount } from './trust-account-rows.ts';
import { type EntrySqlRow, readEntry } from './trust-entries.ts';
import { viewLedger } from './trust-ledgers.ts';
import { accountLine } from './trust-packet.ts';
import type { OpenFirm } from './turn.ts';

function balanceLetter(firm: OpenFirm, accountId: string, ledgerId: string, since?: string): BalanceLetterPaper {
  if (ledgerId === firmLedgerId || ledgerId === suspenseLedgerId) {
    refuseNow('trust.no-client', "This ledger has no client to write to. Choose a matter's ledger.", ['ledgerId']);
  }
  const account = readAccount(firm.rows, accountId);
  const ledger = viewLedger(firm, accountId, ledgerId);
  const matter = readBilledMatter(firm.rows, ledgerId);
  const asOf = firm.today();
  const from = since ?? `${asOf.slice(0, 4)}-01-01`;
  if (from > asOf) refuseNow('trust.period-reversed', 'The letter cannot begin after today. Check the day.', ['from']);
  const moved = firm.rows.get<{ opening: number; received: number; paid: number }>(
    `SELECT COALESCE(SUM(CASE WHEN day < @from THEN effect_cents ELSE 0 END), 0) AS opening,
       COALESCE(SUM(CASE WHEN day >= @from AND effect_cents > 0 THEN effect_cents ELSE 0 END), 0) AS received,
       COALESCE(-SUM(CASE WHEN day >= @from AND effect_cents < 0 THEN effect_cents ELSE 0 END), 0) AS paid
     FROM trust_entry WHERE account_id = @account AND ledger_id = @ledger`,
    { account: accountId, ledger: ledgerId, from },
  );
  return {
    ...paperBase(firm),
    client: { name: matter.clientName, addressLines: addressLines(matter.clientAddress) },
    matter: { number: matter.number, name: matter.title },
    account: accountLine(account),
    from,
    asOf,
    openingCents: moved?.opening ?? 0,
    receivedCents: moved?.received ?? 0,
    paidCents: moved?.paid ?? 0,
    balanceCents: ledger.balanceCents,
    availableCents: ledger.availableCents,
  };
}

interface DepositSqlRow {
  instrument: string;
  name: string | null;
  reference: string | null;
  effect_cents: number;
  ledger: string;
}

/** Everything received by check or in cash on a day. */
function receivedOn(rows: RowReader, accountId: string, day: string): DepositSqlRow[] {
  return rows.all<DepositSqlRow>(
    `SELECT e.instrument, e.name, e.reference, e.effect_cents, ${ledgerTitleSql('e.ledger_id', 'm')} AS ledger
     FROM trust_entry e LEFT JOIN office_matter m ON m.matter_id = e.ledger_id
     WHERE e.account_id = ? AND e.day = ? AND e.type = 'receipt' AND e.is_reversed = 0 AND e.kind <> 'carried over'
       AND e.instrument IN ('check', 'certified check', 'cash')
     ORDER BY e.clock, e.entry_id`,
    [accountId, day],
  );
}

/** What went to the bank on a slip: also what was taken back since, for it was on it. */
function depositedOn(rows: RowReader, depositId: string): DepositSqlRow[] {
  return rows.all<DepositSqlRow>(
    `SELECT e.instrument, e.name, e.reference, e.effect_cents, ${ledgerTitleSql('e.ledger_id', 'm')} AS ledger
     FROM trust_deposit_item i JOIN trust_entry e ON e.entry_id = i.entry_id
     LEFT JOIN office_matter m ON m.matter_id = e.ledger_id WHERE i.deposit_id = ? ORDER BY i.place`,
    [depositId],
  );
}

function readDeposit(rows: RowReader, accountId: string, depositId: string): { day: string } {
  const row = rows.get<{ day: string }>('SELECT day FROM trust_deposit WHERE deposit_id = ? AND account_id = ?', [
    depositId,
    accountId,
  ]);
  return found(row, 'trust', 'deposit slip', 'depositId');
}

function depositSlip(
  firm: OpenFirm,
  input: { accountId: string; day?: string | undefined; depositId?: string | undefined },
): DepositSlipPaper {
  const { accountId, depositId } = input;
  const account = readAccount(firm.rows, accountId);
  const day = depositId === undefined ? (input.day ?? firm.today()) : readDeposit(firm.rows, accountId, depositId).day;
  const deposited = depositId === undefined ? receivedOn(firm.rows, accountId, day) : depositedOn(firm.rows, depositId);
  if (deposited.length === 0) {
    refuseNow('trust.nothing-deposited', 'Nothing was received by check or in cash on this day. Choose another day.', [
      'day',
    ]);
  }
  const items = deposited.map((row) => ({
    payor: row.name ?? 'Withheld',
    instrument: [row.instrument.charAt(0).toUpperCase() + row.instrument.slice(1), row.reference ?? '']
      .join(' ')
      .trim(),
    isCash: row.instrument === 'cash',
    ledger: row.ledger,
    amountCents: row.effect_cents,
  }));
  const totalCents = sumCents(items.map((item) => item.amountCents));
  return { ...paperBase(firm), day, account: accountLine(account), items, totalCents };
}

/** A posted check that may go through a printer. Refuses anything else, and one that was taken back. */
export function readPrintable(rows: RowReader, entryId: string): EntrySqlRow & { check_number: number; name: string } {
  const entry = found(readEntry(rows, entryId), 'trust', 'check', 'entryId');
  const { check_number: number, name } = entry;
  if (number === null || entry.type === 'reversal' || entry.kind === 'carried over') {
    return refuseNow('trust.not-a-check', 'Only what was posted as a check is printed as one. Choose a check.', [
      'entryId',
    ]);
  }
  if (entry.is_reversed === 1) {
    return refuseNow('trust.check-is-void', 'This check was taken back and must not go out. Post a new one.', [
      'entryId',
    ]);
  }
  if (name === null) {
    return refuseNow('trust.withheld', 'The firm keeps the payee of this check to itself.', ['entryId']);
  }
  return { ...entry, check_number: number, name };
}

interface PrintSqlRow {
  entry_id: string;
  layout: CheckLayout;
  member_id: string;
  at_ms: number;
}

const printForMs = 60 * 60_000;

/** One recorded printing: for who printed it, and within the hour [TE16]. */
function readPrint(firm: OpenFirm, printId: string) {
  const row = firm.rows.get<PrintSqlRow>(
    'SELECT entry_id, layout, member_id, at_ms FROM trust_check_print WHERE print_id = ?',
    [printId],
  );
  const print = found(row, 'trust', 'printing', 'printId');
  if (print.member_id !== firm.me.memberId || firm.nowMs() - print.at_ms > printForMs) {
    refuseNow('trust.print-is-over', 'This printing is over. Print the check again, and say why.', ['printId']);
  }
  const entry = readPrintable(firm.rows, print.entry_id);
  const check = {
    checkNumber: entry.check_number,
    day: entry.day,
    payee: entry.name,
    amountCents: -entry.effect_cents,
    memo: [entry.ledger_title, entry.purpose ?? ''].filter((part) => part !== '').join(': '),
  };
  return { accountId: entry.account_id, layout: print.layout, check };
}

/** The pages of printings of one account and one stock. */
function checkPaper(firm: OpenFirm, printIds: readonly string[], firstPlace: number): CheckPaper {
  const prints = printIds.map((printId) => readPrint(firm, printId));
  const first = found(prints[0], 'trust', 'printing', 'printIds');
  if (prints.some((print) => print.accountId !== first.accountId || print.layout !== first.layout)) {
    refuseNow('trust.prints-differ', 'Checks of one file are of one account and one stock. Print them apart.', [
      'printIds',
    ]);
  }
  return {
    ...paperBase(firm),
    layout: first.layout,
    account: accountLine(readAccount(firm.rows, first.accountId)),
    checks: prints.map((print) => print.check),
    firstPlace,
    isAlignment: false,
  };
}

function alignmentPaper(firm: OpenFirm, accountId: string, layout: CheckLayout): CheckPaper {
  const account = readAccount(firm.rows, accountId);
  const next = nextCheckNumber(firm.rows, account);
  const checks = Array.from({ length: checksOnPage(layout) }, (_, place) => ({
    checkNumber: next + place,
    day: firm.today(),
    payee: 'Void',
    amountCents: 0,
    memo: 'Matter and purpose stand here',
  }));
  return { ...paperBase(firm), account: accountLine(account), checks, firstPlace: 1, isAlignment: true, layout };
}

function nameChecks(paper: CheckPaper): string {
  const numbers = paper.checks.map((check) => check.checkNumber);
  return numbers.length === 1 ? `Check ${numbers[0]}.pdf` : `Checks ${numbers[0]} to ${numbers.at(-1)}.pdf`;
}

/** Letters, slips and checks of the trust accounts [TR37]. */
export function createTrustLetterProcedures(os: Implementer) {
  return {
    balanceLetterPdf: os.trust.balanceLetterPdf.handler(({ input, context }) => {
      const firm = context.firm();
      const paper = balanceLetter(firm, input.accountId, input.ledgerId, input.from);
      return paperAnswer(firm, 'balance-letter', paper, `Trust balance ${paper.matter.number} ${paper.asOf}.pdf`);
    }),

    depositSlipPdf: os.trust.depositSlipPdf.handler(({ input, context }) => {
      const firm = context.firm();
      const paper = depositSlip(firm, input);
      return paperAnswer(firm, 'deposit-slip', paper, `Deposit ${paper.day}.pdf`);
    }),

    checkPdf: os.trust.checkPdf.handler(({ input, context }) => {
      const firm = context.firm();
      const paper = checkPaper(firm, [input.printId], 1);
      return paperAnswer(firm, 'check', paper, nameChecks(paper));
    }),

    checksPdf: os.trust.checksPdf.handler(({ input, context }) => {
      const firm = context.firm();
      const paper = checkPaper(firm, [...new Set(input.printIds)], input.firstPlace);
      return paperAnswer(firm, 'check', paper, nameChecks(paper));
    }),

    checkAlignmentPdf: os.trust.checkAlignmentPdf.handler(({ input, context }) => {
      const firm = context.firm();
      return paperAnswer(firm, 'check', alignmentPaper(firm, input.accountId, input.layout), 'Check alignment.pdf');
    }),
  };
}
