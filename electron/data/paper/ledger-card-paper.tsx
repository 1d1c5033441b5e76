import { StyleSheet, Text, View } from '@react-pdf/renderer';
import { formatDay } from '../../../shared/domain/day.ts';
import { formatCents, sumCents } from '../../../shared/domain/money.ts';
import { PaperFrame } from './page-frame.tsx';
import type { LedgerCardPaper, LedgerEntry } from './paper-data.ts';
import { Facts, PaperTitle, SectionTitle, TotalsBlock } from './paper-parts.tsx';
import { PaperTable, type PaperTableRow } from './paper-table.tsx';
import { formatTotal } from './paper-words.ts';

const styles = StyleSheet.create({
  head: { flexDirection: 'row', justifyContent: 'space-between', alignItems: 'flex-start', marginBottom: 14 },
});

function entryRow(entry: LedgerEntry): PaperTableRow {
  const isIn = entry.amountCents >= 0;
  return {
    cells: [
      formatDay(entry.day),
      entry.reference,
      entry.who,
      isIn ? formatCents(entry.amountCents) : '',
      isIn ? '' : formatCents(-entry.amountCents),
      formatCents(entry.balanceCents),
    ],
    below: [undefined, entry.kind, entry.isCleared === false ? `${entry.purpose} (not cleared)` : entry.purpose],
  };
}

/** One client's ledger with the balance after each entry. Throws when the entries do not lead to the balance. */
export function LedgerCardDocument({ paper }: { paper: LedgerCardPaper }) {
  const movedCents = sumCents(paper.entries.map((entry) => entry.amountCents));
  if (paper.openingCents + movedCents !== paper.balanceCents) {
    throw new Error('The entries of this ledger card do not lead from its opening to its closing balance.');
  }
  const inCents = sumCents(paper.entries.filter((entry) => entry.amountCents >= 0).map((entry) => entry.amountCents));
  const title = paper.isAccounting ? 'Accounting to the client' : `Client ledger ${paper.ledger.number}`;
  const opening: PaperTableRow = {
    cells: [formatDay(paper.from), '', 'Opening balance', '', '', formatCents(paper.openingCents)],
  };
  return (
    <PaperFrame paper={paper} title={`${title} · ${paper.ledger.client}`}>
      <View style={styles.head}>
        <PaperTitle title={title} subtitle={`${formatDay(paper.from)} – ${formatDay(paper.asOf)}`} />
        <Facts
          width={240}
          facts={[
            { label: 'Client', value: paper.ledger.client, isStrong: true },
            { label: 'Matter', value: `${paper.ledger.matter.number} ${paper.ledger.matter.name}` },
            {
              label: 'Account',
              value: `${paper.account.name}, ${paper.account.bankName} …${paper.account.lastDigits}`,
            },
          ]}
        />
      </View>
      <PaperTable
        columns={[
          { title: 'Date', width: 62 },
          { title: 'Reference', width: 88 },
          { title: 'Payor or payee, purpose' },
          { title: 'In', width: 68, align: 'right' },
          { title: 'Out', width: 68, align: 'right' },
          { title: 'Balance', width: 70, align: 'right' },
        ]}
        rows={[opening, ...paper.entries.map(entryRow)]}
        totals={['', '', 'In the period', formatCents(inCents), formatCents(inCents - movedCents), '']}
        closing={
          <TotalsBlock
            lines={[
              { what: `Balance on ${formatDay(paper.asOf)}`, amount: formatTotal(paper.balanceCents), weight: 'grand' },
              { what: 'Available', amount: formatTotal(paper.availableCents), weight: 'strong' },
            ]}
            width={230}
          />
        }
        emptySentence=""
      />
      {paper.holds.length > 0 && (
        <View wrap={false}>
          <SectionTitle>On hold</SectionTitle>
          {paper.holds.map((hold) => (
            <Text key={`${hold.day}${hold.what}${hold.amountCents}`}>
              {`${formatCents(hold.amountCents)}: ${hold.what} ${formatDay(hold.day)}`}
            </Text>
          ))}
        </View>
      )}
    </PaperFrame>
  );
}
