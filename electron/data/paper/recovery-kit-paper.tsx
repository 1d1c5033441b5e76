import { StyleSheet, Text, View } from '@react-pdf/renderer';
import { PaperFrame } from './page-frame.tsx';
import type { RecoveryKitPaper } from './paper-data.ts';
import { Facts, PaperTitle, SectionTitle } from './paper-parts.tsx';
import { paperTheme } from './paper-theme.ts';
import { formatLongDay } from './paper-words.ts';

const styles = StyleSheet.create({
  head: { flexDirection: 'row', justifyContent: 'space-between', alignItems: 'flex-start' },
  lead: { fontSize: 10.5, marginTop: 16, lineHeight: 1.45 },
  grid: {
    flexDirection: 'row',
    flexWrap: 'wrap',
    marginTop: 18,
    borderTopWidth: 1,
    borderLeftWidth: 1,
    borderColor: paperTheme.ink,
  },
  cell: {
    width: '25%',
    flexDirection: 'row',
    alignItems: 'center',
    height: 36,
    paddingHorizontal: 8,
    borderRightWidth: 1,
    borderBottomWidth: 1,
    borderColor: paperTheme.ink,
  },
  number: { width: 20, fontSize: paperTheme.small, color: paperTheme.muted },
  word: { fontSize: 14, fontWeight: 600, lineHeight: 1.2 },
  step: { flexDirection: 'row', marginBottom: 5 },
  stepNumber: { width: 18, fontWeight: 600 },
  stepText: { flexGrow: 1, flexBasis: 0 },
  writeIn: { flexDirection: 'row', marginTop: 30 },
  line: {
    flexGrow: 1,
    flexBasis: 0,
    borderTopWidth: 0.75,
    borderTopColor: paperTheme.ink,
    paddingTop: 4,
    marginRight: 24,
  },
  lineText: { fontSize: paperTheme.small, color: paperTheme.muted },
});

const keepSteps = [
  'Print this page now, once, and do not keep it on a computer, in e-mail or in a cloud folder.',
  'Seal it in an envelope, sign across the flap, and put it where the firm keeps what must not be lost: a safe or a bank box.',
  'Tell a second person whom the firm trusts where the envelope is.',
];

const useSteps = [
  'With the firm\'s data folder, or a copy of it from a backup: start Annex with it, choose "Use the recovery kit" where it asks for the passphrase, and type the groups in order, row by row.',
  'With nothing but this page and a hub: start Annex on an empty computer, choose "Recover a firm", and give the groups, the address of the hub and an account there.',
  'Choose a new passphrase. On another computer this makes a new device of the firm; the old one can be removed.',
];

function Steps({ steps }: { steps: readonly string[] }) {
  return (
    <View>
      {steps.map((step, index) => (
        <View key={step} style={styles.step}>
          <Text style={styles.stepNumber}>{`${index + 1}.`}</Text>
          <Text style={styles.stepText}>{step}</Text>
        </View>
      ))}
    </View>
  );
}

/** The one page that opens the firm's data when every passphrase is lost. */
export function RecoveryKitDocument({ paper }: { paper: RecoveryKitPaper }) {
  return (
    <PaperFrame paper={paper} title={`Recovery kit ${paper.kitNumber}`}>
      <View style={styles.head}>
        <PaperTitle title="Recovery kit" subtitle={paper.firm.name} />
        <Facts
          width={210}
          facts={[
            { label: 'Kit', value: paper.kitNumber, isStrong: true },
            { label: 'Made', value: formatLongDay(paper.createdOn) },
            { label: 'Fingerprint', value: paper.fingerprint },
            ...(paper.hubUrl === '' ? [] : [{ label: 'Hub', value: paper.hubUrl }]),
          ]}
        />
      </View>
      <Text style={styles.lead}>
        Whoever holds this page can read everything this firm keeps in Annex. If every passphrase is lost, this page is
        the only way back in: nobody, the maker of Annex included, can open the data without it.
      </Text>
      <View wrap={false} style={styles.grid}>
        {paper.words.map((word, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a word is its place in the row
          <View key={index} style={styles.cell}>
            <Text style={styles.number}>{`${index + 1}`}</Text>
            <Text style={styles.word}>{word}</Text>
          </View>
        ))}
      </View>
      <SectionTitle>To keep it</SectionTitle>
      <Steps steps={keepSteps} />
      <SectionTitle>To use it</SectionTitle>
      <Steps steps={useSteps} />
      <View style={styles.writeIn}>
        <View style={styles.line}>
          <Text style={styles.lineText}>Sealed by</Text>
        </View>
        <View style={styles.line}>
          <Text style={styles.lineText}>Date</Text>
        </View>
        <View style={[styles.line, { marginRight: 0 }]}>
          <Text style={styles.lineText}>Kept at</Text>
        </View>
      </View>
    </PaperFrame>
  );
}
