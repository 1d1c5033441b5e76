import type { payPaymentsContract } from '../../../shared/contract/pay-payments.ts';
import { payeeYear, type ReportingThreshold, thresholdOf } from '../../../shared/domain/provider/nec-ledger.ts';
import type { PayMethod } from '../../../shared/domain/provider/provider-payment.ts';
import { accept } from '../../../shared/domain/refusal.ts';
import { reportingThresholdConfirmed } from '../../../shared/events/provider-pay.ts';
import type { RowReader } from '../projections/projection.ts';
import { firstAddress } from './billing-matter.ts';
import { toCsv } from './csv.ts';
import { refuseNow } from './found.ts';
import type { Implementer } from './implementer.ts';
import { addressLines, readLetterhead } from './letterhead.ts';
import { newEvent } from './new-event.ts';
import { containsPattern, readPage } from './page-query.ts';
import { publishedThresholds, type ReportForm } from './pay-codes.ts';
import { type ContractorSqlRow, contractorColumns, contractorJoins } from './pay-contractor-rows.ts';
import type { InputOf } from './procedure-input.ts';
import type { OpenFirm } from './turn.ts';

function readThreshold(rows: RowReader, form: ReportForm, year: number): ReportingThreshold | null {
  const confirmed = rows
    .all<{ threshold_cents: number; source: string | null }>(
      'SELECT threshold_cents, source FROM provider_threshold WHERE form = ? AND year = ? ORDER BY at_ms DESC, event_id DESC',
      [form, year],
    )
    .map((row) => ({ year, thresholdCents: row.threshold_cents, source: row.source ?? '', isVerified: true }));
  return thresholdOf(year, publishedThresholds(form), confirmed);
}

const inYear = 'y.reversed_on IS NULL AND y.paid_on BETWEEN @from AND @to AND y.contractor_id = c.contractor_id';
const reportableSql = `(SELECT COALESCE(SUM(y.amount_cents - y.interest_cents), 0) FROM provider_payment y
  WHERE ${inYear} AND y.method NOT IN ('card', 'payment service'))`;

function yearOf(
  firm: OpenFirm,
  row: ContractorSqlRow,
  days: { from: string; to: string },
  threshold: ReportingThreshold | null,
) {
  const payments = firm.rows.all<{ method: PayMethod; amountCents: number; backupCents: number }>(
    `SELECT y.method, SUM(y.amount_cents - y.interest_cents) AS amountCents, SUM(y.backup_cents) AS backupCents
     FROM provider_payment y, provider_contractor c
     WHERE c.contractor_id = @contractorId AND ${inYear} GROUP BY y.method ORDER BY y.method`,
    { ...days, contractorId: row.contractor_id },
  );
  const payee = {
    contractorId: row.contractor_id,
    entity: row.entity,
    form: row.form,
    hasTaxpayerNumber: row.has_taxpayer_number === 1,
    isAttorney: row.is_attorney === 1,
  };
  const { isAttorney: _, ...shown } = payee;
  const byMethod = payments.map(({ method, amountCents }) => ({ method, amountCents }));
  const year = payeeYear(payee, payments, threshold);
  return { ...shown, name: row.name, byMethod, ...year, flags: [...year.flags] };
}

const daysOf = (year: number) => ({ from: `${year}-01-01`, to: `${year}-12-31` });

function yearLedger(firm: OpenFirm, input: InputOf<typeof payPaymentsContract.yearLedger>) {
  const days = daysOf(input.year);
  const threshold = readThreshold(firm.rows, '1099-NEC', input.year);
  const isFiltered = input.filter.trim() !== '';
  const page = readPage<ContractorSqlRow>(firm.rows, input, {
    select: `${contractorColumns}, ${reportableSql} AS reportable`,
    from: contractorJoins,
    where: [
      `EXISTS (SELECT 1 FROM provider_payment y WHERE ${inYear})`,
      ...(isFiltered ? ["p.name LIKE @filter ESCAPE '\\'"] : []),
    ],
    parameters: { ...days, ...(isFiltered ? { filter: containsPattern(input.filter) } : {}) },
    sorts: { name: 'p.name COLLATE NOCASE', reportableCents: 'reportable' },
    tieBreak: 'c.contractor_id',
  });
  return {
    rows: page.rows.map((row) => yearOf(firm, row, days, threshold)),
    total: page.total,
    threshold,
    boxTenThreshold: readThreshold(firm.rows, '1099-MISC box 10', input.year),
  };
}

const csvColumns = [
  { key: 'form', title: 'Form', kind: 'text' },
  { key: 'year', title: 'Tax year', kind: 'text' },
  { key: 'payer', title: 'Payer name', kind: 'text' },
  { key: 'payee', title: 'Payee name', kind: 'text' },
  { key: 'entity', title: 'Payee tax classification', kind: 'text' },
  { key: 'number', title: 'Payee TIN', kind: 'text' },
  { key: 'address', title: 'Payee address', kind: 'text' },
  { key: 'compensation', title: 'Box 1 Nonemployee compensation', kind: 'amount' },
  { key: 'withheld', title: 'Box 4 Federal income tax withheld', kind: 'amount' },
  { key: 'state', title: 'Box 6 State', kind: 'text' },
  { key: 'check', title: 'To check before filing', kind: 'text' },
] as const;

/** The payees whose year is reported; refuses a year whose threshold nobody has confirmed. */
function yearCsv(firm: OpenFirm, year: number) {
  const days = daysOf(year);
  const threshold = readThreshold(firm.rows, '1099-NEC', year);
  if (threshold === null)
    return refuseNow(
      'provider.threshold-unknown',
      `From how much on payments of ${year} are reported is not known here. Confirm the threshold first.`,
      ['year'],
    );
  const payer = readLetterhead(firm.rows).name;
  const rows = firm.rows
    .all<ContractorSqlRow>(
      `SELECT ${contractorColumns} FROM ${contractorJoins}
       WHERE EXISTS (SELECT 1 FROM provider_payment y WHERE ${inYear})
       ORDER BY p.name COLLATE NOCASE, c.contractor_id`,
      days,
    )
    .map((row) => ({ row, own: yearOf(firm, row, days, threshold) }))
    .filter(({ own }) => own.standing === 'report')
    .map(({ row, own }) => ({
      form: '1099-NEC',
      year: String(year),
      payer,
      payee: row.name,
      entity: row.entity,
      number: row.taxpayer_number ?? '',
      address: addressLines(firstAddress(row.address)).join(', '),
      compensation: own.reportableCents,
      withheld: own.backupCents,
      state: row.state,
      check: own.flags.join(' '),
    }));
  return { csv: toCsv(csvColumns, rows), fileName: `1099-NEC ${year}.csv` };
}

/** What the firm reports of a calendar year's payments. */
export function createPayYearProcedures(os: Implementer) {
  return {
    yearLedger: os.pay.yearLedger.handler(({ input, context }) => yearLedger(context.firm(), input)),
    yearCsv: os.pay.yearCsv.handler(({ input, context }) => yearCsv(context.firm(), input.year)),
    confirmThreshold: os.pay.confirmThreshold.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const { commandId: _, source, ...head } = input;
        const id = turn.newId();
        return accept({ events: [newEvent(reportingThresholdConfirmed, id, head, { source })], answer: { id } });
      }),
    ),
  };
}
