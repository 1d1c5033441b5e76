import { StyleSheet, Text, View } from '@react-pdf/renderer';
import { formatDay } from '../../../shared/domain/day.ts';
import { formatCents, sumCents } from '../../../shared/domain/money.ts';
import { PaperFrame } from './page-frame.tsx';
import type { LongTable } from './paint-tables.ts';
import type { LedgerMovement, OutstandingItem, ReconciliationPaper } from './paper-data.ts';
import { Facts, PaperTitle, SectionTitle, SignatureBlock, TotalsBlock } from './paper-parts.tsx';
import type { PaperTableRow } from './paper-table.tsx';
import { paperTheme } from './paper-theme.ts';
import { formatInstant, formatTotal } from './paper-words.ts';

const styles = StyleSheet.create({
  head: { flexDirection: 'row', justifyContent: 'space-between', alignItems: 'flex-start' },
  three: { flexDirection: 'row', marginTop: 20 },
  total: { flexGrow: 1, flexBasis: 0, backgroundColor: paperTheme.tint, padding: 12, marginRight: 10 },
  totalLabel: { fontSize: paperTheme.small, color: paperTheme.muted },
  totalFigure: { fontSize: 17, fontWeight: 600, lineHeight: 1.3, marginTop: 2 },
  verdict: { flexDirection: 'row', alignItems: 'flex-start', marginTop: 14 },
  sign: { borderWidth: 1.25, borderColor: paperTheme.ink, paddingHorizontal: 7, paddingVertical: 2, marginRight: 10 },
  signText: { fontWeight: 600, fontSize: 9 },
  sentence: { flexGrow: 1, flexBasis: 0, fontSize: 10.5, paddingTop: 1.5 },
  signed: { marginTop: 18 },
  muted: { color: paperTheme.muted },
});

/** Throws unless every list in the packet makes the total that stands on its cover. */
function assertTies(paper: ReconciliationPaper): void {
  const checks = sumCents(paper.outstandingChecks.map((item) => item.amountCents));
  const deposits = sumCents(paper.depositsInTransit.map((item) => item.amountCents));
  const errors = sumCents(paper.bankErrors.map((item) => item.amountCents));
  if (paper.statementCents + deposits - checks + errors !== paper.adjustedBankCents) {
    throw new Error('The outstanding items do not lead from the statement to the adjusted bank balance.');
  }
  if (sumCents(paper.ledgers.map((ledger) => ledger.balanceCents)) !== paper.ledgersCents) {
    throw new Error('The client ledgers in this packet do not add up to their total.');
  }
  if (paper.openingJournalCents + sumCents(paper.journal.map((line) => line.amountCents)) !== paper.journalCents) {
    throw new Error('The journal in this packet does not lead from its opening to its closing balance.');
  }
  for (const { openingCents, entries, balanceCents } of paper.movements) {
    if (openingCents + sumCents(entries.map((entry) => entry.amountCents)) === balanceCents) continue;
    throw new Error('A ledger in this packet does not lead from its opening to its closing balance.');
  }
}

function isBalanced(paper: ReconciliationPaper): boolean {
  return paper.adjustedBankCents === paper.journalCents && paper.journalCents === paper.ledgersCents;
}

function ThreeTotals({ paper }: { paper: ReconciliationPaper }) {
  const totals = [
    { label: 'Bank, adjusted', cents: paper.adjustedBankCents },
    { label: 'Trust journal', cents: paper.journalCents },
    { label: 'Client ledgers', cents: paper.ledgersCents },
  ];
  return (
    <View wrap={false}>
      <View style={styles.three}>
        {totals.map((total, index) => (
          <View key={total.label} style={index === 2 ? [styles.total, { marginRight: 0 }] : styles.total}>
            <Text style={styles.totalLabel}>{total.label}</Text>
            <Text style={styles.totalFigure}>{formatTotal(total.cents)}</Text>
          </View>
        ))}
      </View>
      <View style={styles.verdict}>
        <View style={styles.sign}>
          <Text style={styles.signText}>{isBalanced(paper) ? 'Balanced' : 'Not balanced'}</Text>
        </View>
        <Text style={styles.sentence}>{paper.sentence}</Text>
      </View>
    </View>
  );
}

function BankBridge({ paper }: { paper: ReconciliationPaper }) {
  const checks = sumCents(paper.outstandingChecks.map((item) => item.amountCents));
  const deposits = sumCents(paper.depositsInTransit.map((item) => item.amountCents));
  return (
    <View>
      <SectionTitle>From the bank's balance to the journal's</SectionTitle>
      <TotalsBlock
        width={paperTheme.widthPortrait}
        lines={[
          {
            what: `Balance on the bank statement, ${formatDay(paper.asOf)}`,
            amount: formatCents(paper.statementCents),
          },
          { what: `Deposits in transit (${paper.depositsInTransit.length})`, amount: formatCents(deposits) },
          { what: `Outstanding checks (${paper.outstandingChecks.length})`, amount: formatCents(-checks) },
          ...paper.bankErrors.map((item) => ({
            what: `Bank error: ${item.what}, ${formatDay(item.day)}`,
            amount: formatCents(item.amountCents),
          })),
          { what: 'Adjusted bank balance', amount: formatTotal(paper.adjustedBankCents), weight: 'strong' },
        ]}
      />
    </View>
  );
}

function LedgerSigns({ paper }: { paper: ReconciliationPaper }) {
  const negative = paper.ledgers.filter((ledger) => ledger.balanceCents < 0);
  if (negative.length === 0) return null;
  const cents = sumCents(negative.map((ledger) => ledger.balanceCents));
  const what = negative.length === 1 ? 'One client ledger is' : `${negative.length} client ledgers are`;
  return (
    <Text>
      {`${what} below zero by ${formatTotal(-cents)} together. Ledgers above zero alone come to ${formatTotal(paper.ledgersCents - cents)}.`}
    </Text>
  );
}

function Cover({ paper }: { paper: ReconciliationPaper }) {
  return (
    <View>
      <View style={styles.head}>
        <PaperTitle title="Three-way reconciliation" subtitle={`${formatDay(paper.from)} – ${formatDay(paper.asOf)}`} />
        <Facts
          width={220}
          facts={[
            { label: 'Account', value: paper.account.name, isStrong: true },
            { label: 'Bank', value: `${paper.account.bankName} …${paper.account.lastDigits}` },
            { label: 'As of', value: formatDay(paper.asOf) },
          ]}
        />
      </View>
      <ThreeTotals paper={paper} />
      <BankBridge paper={paper} />
      {paper.exceptions.length + paper.ledgers.filter((ledger) => ledger.balanceCents < 0).length > 0 && (
        <View>
          <SectionTitle>Exceptions</SectionTitle>
          <LedgerSigns paper={paper} />
          {paper.exceptions.map((line) => (
            <Text key={line}>{line}</Text>
          ))}
        </View>
      )}
      <View wrap={false} style={styles.signed}>
        <Text>{`Prepared by ${paper.preparedBy}, ${formatInstant(paper.preparedAt, paper.timeZone)}.`}</Text>
        {paper.signed !== undefined && (
          <Text>{`Signed by ${paper.signed.by}, ${formatInstant(paper.signed.at, paper.timeZone)}.`}</Text>
        )}
        {paper.fingerprint !== undefined && (
          <Text style={styles.muted}>{`Hash of these figures (SHA-256) ${paper.fingerprint}`}</Text>
        )}
        {paper.signed === undefined && <SignatureBlock signers={['Reviewed and approved by (attorney)']} />}
      </View>
    </View>
  );
}

function outstandingTable(title: string, items: readonly OutstandingItem[], empty: string): LongTable {
  const total = sumCents(items.map((item) => item.amountCents));
  return {
    title,
    columns: [
      { title: 'Date', width: 62 },
      { title: 'Reference', width: 80 },
      { title: 'Payee or payor' },
      { title: 'Ledger', width: 50 },
      { title: 'Days', width: 44, align: 'right' },
      { title: 'Amount', width: 76, align: 'right' },
    ],
    rows: items.map((item) => ({
      cells: [
        formatDay(item.day),
        item.reference,
        item.what,
        item.ledgerNumber,
        `${item.ageDays}`,
        formatCents(item.amountCents),
      ],
    })),
    totals: ['', '', 'Total', '', '', formatCents(total)],
    emptySentence: empty,
  };
}

function ledgersTable(paper: ReconciliationPaper): LongTable {
  return {
    title: 'Client ledgers',
    columns: [
      { title: 'Ledger', width: 56 },
      { title: 'Client' },
      { title: 'Matter', grow: 1.3 },
      { title: 'Balance', width: 84, align: 'right' },
    ],
    rows: paper.ledgers.map((ledger) => ({
      cells: [ledger.number, ledger.client, ledger.matter, formatCents(ledger.balanceCents)],
    })),
    totals: ['', 'Total of all ledgers', '', formatCents(paper.ledgersCents)],
    emptySentence: 'No client ledger has a balance.',
  };
}

function journalTable(paper: ReconciliationPaper): LongTable {
  return {
    title: 'Trust journal and check register',
    columns: [
      { title: 'Date', width: 62 },
      { title: 'Reference', width: 84 },
      { title: 'What' },
      { title: 'Ledger', width: 50 },
      { title: 'Amount', width: 76, align: 'right' },
      { title: 'Balance', width: 80, align: 'right' },
    ],
    rows: [
      { cells: [formatDay(paper.from), '', 'Opening balance', '', '', formatCents(paper.openingJournalCents)] },
      ...paper.journal.map((line) => ({
        cells: [
          formatDay(line.day),
          line.reference,
          line.what,
          line.ledgerNumber,
          formatCents(line.amountCents),
          formatCents(line.balanceCents),
        ],
        below: [undefined, line.kind],
      })),
    ],
    totals: ['', '', 'Closing balance', '', '', formatCents(paper.journalCents)],
    emptySentence: '',
  };
}

function nameOfLedger({ number, client, matter }: LedgerMovement): string {
  return [number, client, matter].filter((part) => part !== '').join(' · ');
}

function movementRows(movement: LedgerMovement, from: string): PaperTableRow[] {
  return [
    { cells: [nameOfLedger(movement)], kind: 'group' },
    { cells: [formatDay(from), '', 'Opening balance', '', formatCents(movement.openingCents)] },
    ...movement.entries.map((entry) => ({
      cells: [
        formatDay(entry.day),
        entry.reference,
        entry.purpose === '' ? entry.who : `${entry.who}: ${entry.purpose}`,
        formatCents(entry.amountCents),
        formatCents(entry.balanceCents),
      ],
    })),
  ];
}

/** The card of every ledger that moved; the others are in the list of balances. */
function movementsTable(paper: ReconciliationPaper): LongTable {
  return {
    title: 'What moved on each ledger',
    columns: [
      { title: 'Date', width: 62 },
      { title: 'Reference', width: 84 },
      { title: 'Payor or payee, purpose' },
      { title: 'Amount', width: 76, align: 'right' },
      { title: 'Balance', width: 80, align: 'right' },
    ],
    rows: paper.movements.flatMap((movement) => movementRows(movement, paper.from)),
    emptySentence: 'No ledger moved in this period.',
  };
}

function Attached({ paper }: { paper: ReconciliationPaper }) {
  if (paper.attached.length === 0) return null;
  return (
    <View wrap={false}>
      <SectionTitle>Documents that follow</SectionTitle>
      {paper.attached.map((one) => (
        <Text key={one.sha256}>{`${one.title} (SHA-256 ${one.sha256})`}</Text>
      ))}
    </View>
  );
}

function statementTable(paper: ReconciliationPaper): LongTable {
  return {
    title: 'Bank statement',
    columns: [
      { title: 'Date', width: 62 },
      { title: 'Reference', width: 80 },
      { title: 'Description' },
      { title: 'Matched to', width: 130 },
      { title: 'Amount', width: 76, align: 'right' },
    ],
    rows: paper.statementLines.map((line) => ({
      cells: [
        formatDay(line.day),
        line.reference,
        line.what,
        line.matchedTo ?? 'Not matched',
        formatCents(line.amountCents),
      ],
    })),
    totals: ['', '', 'Balance on the statement', '', formatCents(paper.statementCents)],
    emptySentence: 'The statement has no lines.',
  };
}

/** The lists of the packet, each of which makes a total on its cover. */
export function reconciliationTables(paper: ReconciliationPaper): LongTable[] {
  return [
    outstandingTable('Outstanding checks', paper.outstandingChecks, 'No checks are outstanding.'),
    outstandingTable('Deposits in transit', paper.depositsInTransit, 'No deposits are in transit.'),
    ledgersTable(paper),
    journalTable(paper),
    movementsTable(paper),
    statementTable(paper),
  ];
}

/** The title at the head of the packet's pages. */
export function reconciliationTitle(paper: ReconciliationPaper): string {
  return `Reconciliation · ${paper.account.name} · ${formatDay(paper.asOf)}`;
}

/** The cover of the packet an auditor asks for: three totals and who signed. Throws when the lists do not make them. */
export function ReconciliationDocument({ paper }: { paper: ReconciliationPaper }) {
  assertTies(paper);
  return (
    <PaperFrame paper={paper} title={reconciliationTitle(paper)} isNumberedLater>
      <Cover paper={paper} />
      <Attached paper={paper} />
    </PaperFrame>
  );
}
