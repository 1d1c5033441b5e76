import { StyleSheet, Text, View } from '@react-pdf/renderer';
import { formatDay } from '../../../shared/domain/day.ts';
import { formatCents } from '../../../shared/domain/money.ts';
import { PaperFrame } from './page-frame.tsx';
import type { ReceiptPaper } from './paper-data.ts';
import { type Fact, Facts, Labelled, PaperTitle, SignatureBlock } from './paper-parts.tsx';
import { paperTheme } from './paper-theme.ts';
import { formatTotal, spellAmount } from './paper-words.ts';

const styles = StyleSheet.create({
  amount: {
    flexDirection: 'row',
    justifyContent: 'space-between',
    alignItems: 'center',
    marginTop: 18,
    paddingVertical: 12,
    paddingHorizontal: 12,
    backgroundColor: paperTheme.tint,
  },
  amountWords: { flexShrink: 1, paddingRight: 24 },
  amountFigure: { fontSize: 20, fontWeight: 600, lineHeight: 1.2 },
  columns: { flexDirection: 'row', justifyContent: 'space-between', marginTop: 18 },
  after: { borderLeftWidth: 1.25, borderLeftColor: paperTheme.accent, paddingLeft: 12 },
  gap: { height: 4 },
  strong: { fontWeight: 600 },
  sentence: { marginTop: 20, color: paperTheme.muted },
});

/** The receipt for money taken into trust, with balance and available side by side. */
export function ReceiptDocument({ paper }: { paper: ReceiptPaper }) {
  const left: Fact[] = [
    { label: 'Client', value: paper.ledger.client },
    { label: 'Matter', value: `${paper.ledger.matter.number} ${paper.ledger.matter.name}` },
    { label: 'Client ledger', value: paper.ledger.number },
    { label: 'Trust account', value: `${paper.account.name}, ${paper.account.bankName} …${paper.account.lastDigits}` },
    { label: 'Received as', value: paper.instrument },
    { label: 'For', value: paper.purpose },
    { label: 'Received by', value: paper.receivedBy },
  ];
  const right: Fact[] = [
    { label: 'Balance', value: formatCents(paper.balanceCents), isStrong: true },
    { label: 'Available', value: formatCents(paper.availableCents), isStrong: true },
  ];
  return (
    <PaperFrame paper={paper} title={`Trust receipt ${paper.number}`}>
      <PaperTitle title={`Trust receipt ${paper.number}`} subtitle={`Received ${formatDay(paper.receivedOn)}`} />
      <View style={styles.amount}>
        <View style={styles.amountWords}>
          <Labelled label="Received from">
            <Text style={styles.strong}>{paper.payor}</Text>
            {(paper.payorAddressLines ?? []).map((line) => (
              <Text key={line}>{line}</Text>
            ))}
            <Text>{spellAmount(paper.amountCents)}</Text>
          </Labelled>
        </View>
        <Text style={styles.amountFigure}>{formatTotal(paper.amountCents)}</Text>
      </View>
      <View style={styles.columns}>
        <Facts facts={left} width={300} />
        <View style={styles.after}>
          <Text style={styles.strong}>Ledger after this receipt</Text>
          <View style={styles.gap} />
          <Facts facts={right} width={150} />
        </View>
      </View>
      {paper.holdUntil !== undefined && (
        <Text style={styles.sentence}>
          {`These funds are on hold until ${formatDay(paper.holdUntil)}, when they count as collected. Until then they are part of the balance but not available.`}
        </Text>
      )}
      <Text style={styles.sentence}>
        This money is held in trust for the client named above and is kept apart from the firm's own. It is paid out
        only as the client's agreement and the rules of professional conduct allow, and every payment is shown on the
        client's ledger.
      </Text>
      <SignatureBlock signers={[`For ${paper.firm.name}`]} />
    </PaperFrame>
  );
}
