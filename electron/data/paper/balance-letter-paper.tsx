import { StyleSheet, Text, View } from '@react-pdf/renderer';
import { formatCents } from '../../../shared/domain/money.ts';
import { PaperFrame } from './page-frame.tsx';
import type { BalanceLetterPaper } from './paper-data.ts';
import { PaperTitle, SignatureBlock, TotalsBlock } from './paper-parts.tsx';
import { paperTheme } from './paper-theme.ts';
import { formatLongDay, formatTotal } from './paper-words.ts';

const styles = StyleSheet.create({
  to: { marginTop: 20 },
  strong: { fontWeight: 600 },
  paragraph: { marginTop: 12 },
  small: { marginTop: 18, color: paperTheme.muted },
});

/** The letter that tells a client what is held in trust for one matter, on a day. */
export function BalanceLetterDocument({ paper }: { paper: BalanceLetterPaper }) {
  const { account, matter } = paper;
  const moved = [
    { what: 'Held before', amount: formatCents(paper.openingCents) },
    { what: 'Received', amount: formatCents(paper.receivedCents) },
    { what: 'Paid out', amount: formatCents(paper.paidCents) },
  ];
  if (paper.openingCents + paper.receivedCents - paper.paidCents !== paper.balanceCents) {
    throw new Error('The lines of a balance letter do not make its balance.');
  }
  return (
    <PaperFrame paper={paper} title={`Trust balance ${matter.number}`}>
      <PaperTitle title="Your money in trust" subtitle={formatLongDay(paper.asOf)} />
      <View style={styles.to}>
        <Text style={styles.strong}>{paper.client.name}</Text>
        {paper.client.addressLines.map((line) => (
          <Text key={line}>{line}</Text>
        ))}
      </View>
      <Text style={styles.paragraph}>{`Matter ${matter.number}, ${matter.name}`}</Text>
      <Text style={styles.paragraph}>
        {`On ${formatLongDay(paper.asOf)} we hold ${formatTotal(paper.balanceCents)} for you in our trust account ${account.name} at ${account.bankName}, ending in ${account.lastDigits}. Since ${formatLongDay(paper.from)} it moved as follows.`}
      </Text>
      <TotalsBlock
        lines={[...moved, { what: 'Held for you', amount: formatTotal(paper.balanceCents), weight: 'grand' }]}
      />
      {paper.availableCents !== paper.balanceCents && (
        <Text style={styles.paragraph}>
          {`Of this ${formatTotal(paper.availableCents)} can be paid out today; the rest is not collected by the bank yet, or is asked for already.`}
        </Text>
      )}
      <Text style={styles.paragraph}>
        This money is yours. It is kept apart from the firm's own. Ask us at any time for the full ledger with every
        entry, and tell us if this figure is not the one you expect.
      </Text>
      <SignatureBlock signers={[`For ${paper.firm.name}`]} />
      <Text style={styles.small}>{`Ledger ${paper.matter.number}`}</Text>
    </PaperFrame>
  );
}
