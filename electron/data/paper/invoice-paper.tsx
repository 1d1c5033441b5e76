import { StyleSheet, Text, View } from '@react-pdf/renderer';
import type { ReactNode } from 'react';
import { formatDay } from '../../../shared/domain/day.ts';
import { formatCents, sumCents } from '../../../shared/domain/money.ts';
import { PaperFrame } from './page-frame.tsx';
import type { InvoicePaper } from './paper-data.ts';
import { type Fact, Facts, Labelled, PaperTitle, type TotalLine, TotalsBlock } from './paper-parts.tsx';
import { PaperTable } from './paper-table.tsx';
import { paperTheme } from './paper-theme.ts';
import { formatTenths, formatTotal } from './paper-words.ts';

const styles = StyleSheet.create({
  head: { flexDirection: 'row', justifyContent: 'space-between', alignItems: 'flex-start' },
  parties: { flexDirection: 'row', marginTop: 18 },
  party: { flexGrow: 1, flexBasis: 0, paddingRight: 24 },
  strong: { fontWeight: 600 },
  muted: { color: paperTheme.muted },
  box: { marginTop: 18, padding: 10, backgroundColor: paperTheme.tint },
});

/** Throws unless the lines make the totals: a paper that does not add up must not be printed. */
function assertTies(paper: InvoicePaper): { feesCents: number; expensesCents: number } {
  const feesCents = sumCents(paper.fees.map((line) => line.amountCents));
  const expensesCents = sumCents(paper.expenses.map((line) => line.amountCents));
  const adjustedCents = sumCents(paper.adjustments.map((line) => line.amountCents));
  const paidCents = sumCents(paper.payments.map((line) => line.amountCents));
  if (sumCents([feesCents, expensesCents, adjustedCents, paper.taxCents]) !== paper.totalCents) {
    throw new Error('The lines of this invoice do not add up to its total.');
  }
  if (paper.totalCents - paidCents !== paper.dueCents) {
    throw new Error('The payments on this invoice do not lead from its total to the amount due.');
  }
  return { feesCents, expensesCents };
}

function InvoiceHead({ paper }: { paper: InvoicePaper }) {
  const title = paper.number === undefined ? 'Draft invoice' : `Invoice ${paper.number}`;
  const facts: Fact[] = [
    { label: 'Date', value: formatDay(paper.issuedOn) },
    { label: 'Due', value: formatDay(paper.dueOn), isStrong: true },
  ];
  if (paper.terms !== undefined) facts.push({ label: 'Terms', value: paper.terms });
  if (paper.period !== undefined) {
    facts.push({ label: 'Work', value: `${formatDay(paper.period.from)} – ${formatDay(paper.period.to)}` });
  }
  facts.push({ label: 'Amount due', value: formatTotal(paper.dueCents), isStrong: true });
  return (
    <View>
      <View style={styles.head}>
        <PaperTitle
          title={title}
          subtitle={paper.state === 'void' ? 'Void. Nothing is due on this invoice.' : undefined}
        />
        <Facts facts={facts} width={190} />
      </View>
      <View style={styles.parties}>
        <View style={styles.party}>
          <Labelled label="Bill to">
            <Text style={styles.strong}>{paper.client.name}</Text>
            {paper.client.addressLines.map((line) => (
              <Text key={line}>{line}</Text>
            ))}
          </Labelled>
        </View>
        <View style={[styles.party, { paddingRight: 0 }]}>
          <Labelled label="Matter">
            <Text style={styles.strong}>{paper.matter.name}</Text>
            <Text>{paper.matter.number}</Text>
            {paper.clientReference !== undefined && (
              <Text style={styles.muted}>{`Your reference ${paper.clientReference}`}</Text>
            )}
          </Labelled>
        </View>
      </View>
    </View>
  );
}

interface LinesProps {
  readonly paper: InvoicePaper;
  readonly totalCents: number;
  readonly closing: ReactNode;
}

function Fees({ paper, totalCents, closing }: LinesProps) {
  const tenths = paper.fees.reduce((sum, line) => sum + line.tenths, 0);
  return (
    <PaperTable
      title="Professional services"
      columns={[
        { title: 'Date', width: 62 },
        { title: 'Who', width: 40 },
        { title: 'Description' },
        { title: 'Hours', width: 44, align: 'right' },
        { title: 'Rate', width: 56, align: 'right' },
        { title: 'Amount', width: 66, align: 'right' },
      ]}
      rows={paper.fees.map((line) => ({
        cells: [
          formatDay(line.day),
          line.timekeeper,
          line.narrative,
          formatTenths(line.tenths),
          formatCents(line.rateCents),
          line.isNoCharge === true ? 'no charge' : formatCents(line.amountCents),
        ],
        below: [undefined, undefined, line.taskCode],
      }))}
      totals={['', '', 'Total services', formatTenths(tenths), '', formatCents(totalCents)]}
      closing={closing}
      emptySentence="No professional services in this period."
    />
  );
}

function Expenses({ paper, totalCents, closing }: LinesProps) {
  return (
    <PaperTable
      title="Expenses"
      columns={[{ title: 'Date', width: 62 }, { title: 'Description' }, { title: 'Amount', width: 66, align: 'right' }]}
      rows={paper.expenses.map((line) => ({
        cells: [formatDay(line.day), line.narrative, formatCents(line.amountCents)],
      }))}
      totals={['', 'Total expenses', formatCents(totalCents)]}
      closing={closing}
      emptySentence="No expenses."
    />
  );
}

function Timekeepers({ paper }: { paper: InvoicePaper }) {
  return (
    <PaperTable
      title="Who worked on this"
      columns={[
        { title: 'Name' },
        { title: 'Hours', width: 60, align: 'right' },
        { title: 'Rate', width: 70, align: 'right' },
        { title: 'Amount', width: 80, align: 'right' },
      ]}
      rows={paper.timekeepers.map((person) => ({
        cells: [
          person.role === undefined ? person.name : `${person.name}, ${person.role}`,
          formatTenths(person.tenths),
          formatCents(person.rateCents),
          formatCents(person.amountCents),
        ],
      }))}
      emptySentence=""
    />
  );
}

function invoiceTotals(paper: InvoicePaper, feesCents: number, expensesCents: number): TotalLine[] {
  const lines: TotalLine[] = [{ what: 'Services', amount: formatCents(feesCents) }];
  if (paper.expenses.length > 0) lines.push({ what: 'Expenses', amount: formatCents(expensesCents) });
  for (const line of paper.adjustments) lines.push({ what: line.what, amount: formatCents(line.amountCents) });
  if (paper.taxCents !== 0) lines.push({ what: 'Tax', amount: formatCents(paper.taxCents) });
  lines.push({ what: 'Invoice total', amount: formatCents(paper.totalCents), weight: 'strong' });
  for (const line of paper.payments) {
    lines.push({ what: `${line.what}, ${formatDay(line.day)}`, amount: formatCents(-line.amountCents) });
  }
  lines.push({ what: 'Amount due', amount: formatTotal(paper.dueCents), weight: 'grand' });
  return lines;
}

function PaymentNotes({ paper }: { paper: InvoicePaper }) {
  const lines = [...paper.paymentLines];
  if (paper.trust !== undefined) {
    const { balanceCents, availableCents, asOf } = paper.trust;
    lines.push(
      `Held for you in trust on ${formatDay(asOf)}: ${formatTotal(balanceCents)}, of which ${formatTotal(availableCents)} available.`,
    );
  }
  if (paper.priorBalanceCents !== undefined && paper.priorBalanceCents !== 0) {
    lines.push(`Earlier invoices still open, not included above: ${formatTotal(paper.priorBalanceCents)}.`);
  }
  if (paper.note !== undefined) lines.push(paper.note);
  if (lines.length === 0) return null;
  return (
    <View wrap={false} style={styles.box}>
      {lines.map((line) => (
        <Text key={line}>{line}</Text>
      ))}
    </View>
  );
}

/** An invoice or its draft. Throws when lines and totals do not tie. */
export function InvoiceDocument({ paper }: { paper: InvoicePaper }) {
  const { feesCents, expensesCents } = assertTies(paper);
  const title = `${paper.number === undefined ? 'Draft invoice' : `Invoice ${paper.number}`} · ${paper.client.name}`;
  const mark = paper.state === 'draft' ? 'Draft' : paper.state === 'void' ? 'Void' : undefined;
  const hasExpenses = paper.expenses.length > 0;
  const totals = <TotalsBlock lines={invoiceTotals(paper, feesCents, expensesCents)} width={250} />;
  return (
    <PaperFrame paper={paper} title={title} subject={paper.matter.name} mark={mark}>
      <InvoiceHead paper={paper} />
      <Fees paper={paper} totalCents={feesCents} closing={hasExpenses ? null : totals} />
      {hasExpenses && <Expenses paper={paper} totalCents={expensesCents} closing={totals} />}
      <PaymentNotes paper={paper} />
      {paper.timekeepers.length > 1 && <Timekeepers paper={paper} />}
    </PaperFrame>
  );
}
