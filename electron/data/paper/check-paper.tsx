import { Document, Page, StyleSheet, Text, View } from '@react-pdf/renderer';
import { formatDay } from '../../../shared/domain/day.ts';
import { formatCents } from '../../../shared/domain/money.ts';
import type { CheckPaper } from './paper-data.ts';
import { paperTheme } from './paper-theme.ts';
import { spellAmount } from './paper-words.ts';

/** US Letter in three parts of one height: the check on top, two vouchers to keep, as voucher stock is cut. */
const partHeight = 264;
const side = 40;

const styles = StyleSheet.create({
  page: { fontFamily: [...paperTheme.fontFamily], fontSize: 9.5, color: paperTheme.ink },
  part: { height: partHeight, paddingHorizontal: side, paddingTop: 26 },
  outline: { borderWidth: 0.5, borderColor: paperTheme.muted },
  row: { flexDirection: 'row', justifyContent: 'space-between' },
  strong: { fontWeight: 600 },
  small: { fontSize: paperTheme.small, color: paperTheme.muted },
  number: { fontSize: 12, fontWeight: 600 },
  day: { position: 'absolute', top: 62, right: side },
  payee: { position: 'absolute', top: 96, left: side + 50, width: 340, fontSize: 11 },
  payeeLabel: { position: 'absolute', top: 98, left: side },
  amount: {
    position: 'absolute',
    top: 92,
    right: side,
    width: 96,
    paddingVertical: 4,
    paddingHorizontal: 6,
    borderWidth: 0.75,
    borderColor: paperTheme.ink,
    textAlign: 'right',
    fontSize: 11,
  },
  words: {
    position: 'absolute',
    top: 126,
    left: side,
    right: side,
    paddingBottom: 3,
    borderBottomWidth: 0.75,
    borderBottomColor: paperTheme.ink,
  },
  memo: { position: 'absolute', top: 176, left: side, width: 270 },
  signature: {
    position: 'absolute',
    top: 186,
    right: side,
    width: 210,
    paddingTop: 3,
    borderTopWidth: 0.75,
    borderTopColor: paperTheme.ink,
  },
  voucherLine: { flexDirection: 'row', marginTop: 6 },
  voucherLabel: { width: 80, color: paperTheme.muted },
  foot: { position: 'absolute', bottom: 18, left: side, right: side },
});

function CheckPart({ paper }: { paper: CheckPaper }) {
  const outline = paper.isAlignment ? [styles.outline] : [];
  const stars = paper.isAlignment ? 'VOID' : `**${formatCents(paper.amountCents)}`;
  return (
    <View style={[styles.part, ...outline]}>
      <View style={styles.row}>
        <View>
          <Text style={styles.strong}>{paper.firm.name}</Text>
          <Text>{paper.account.name}</Text>
          {paper.firm.addressLines.map((line) => (
            <Text key={line} style={styles.small}>
              {line}
            </Text>
          ))}
        </View>
        <Text>{paper.account.bankName}</Text>
        <Text style={styles.number}>{String(paper.checkNumber)}</Text>
      </View>
      <Text style={styles.day}>{formatDay(paper.day)}</Text>
      <Text style={[styles.payeeLabel, styles.small]}>Pay to</Text>
      <Text style={[styles.payee, ...outline]}>{paper.payee}</Text>
      <Text style={styles.amount}>{stars}</Text>
      <Text style={styles.words}>
        {paper.isAlignment ? 'Void. Only to align the stock. Not to be paid' : `${spellAmount(paper.amountCents)} ***`}
      </Text>
      <Text style={[styles.memo, ...outline]}>{paper.memo}</Text>
      <Text style={[styles.signature, styles.small]}>Authorized signature</Text>
    </View>
  );
}

function VoucherPart({ paper, foot }: { paper: CheckPaper; foot: string }) {
  const lines: readonly (readonly [string, string])[] = [
    ['Check', String(paper.checkNumber)],
    ['Date', formatDay(paper.day)],
    ['Paid to', paper.payee],
    ['For', paper.memo],
    ['Account', `${paper.account.name} at ${paper.account.bankName}, ending in ${paper.account.lastDigits}`],
    ['Amount', paper.isAlignment ? 'VOID' : formatCents(paper.amountCents)],
  ];
  return (
    <View style={paper.isAlignment ? [styles.part, styles.outline] : styles.part}>
      <Text style={styles.strong}>{paper.firm.name}</Text>
      {lines.map(([label, value]) => (
        <View key={label} style={styles.voucherLine}>
          <Text style={styles.voucherLabel}>{label}</Text>
          <Text>{value}</Text>
        </View>
      ))}
      <Text style={[styles.foot, styles.small]}>{foot}</Text>
    </View>
  );
}

/** What stands where on the page, from above, by the stock. */
const places = {
  'check on top': ['check', 'payee', 'file'],
  'check in the middle': ['payee', 'check', 'file'],
  'check at the foot': ['payee', 'file', 'check'],
} as const;

function PagePart({ part, paper }: { part: 'check' | 'payee' | 'file'; paper: CheckPaper }) {
  if (part === 'check') return <CheckPart paper={paper} />;
  return <VoucherPart paper={paper} foot={part === 'payee' ? 'For the payee' : 'For the file. 1 of 1'} />;
}

/**
 * A check on three-part voucher stock. The bank's own line of machine-readable figures is on the stock and not printed;
 * where it stands, at the foot of the check, is left free.
 */
export function CheckDocument({ paper }: { paper: CheckPaper }) {
  const title = paper.isAlignment ? 'Alignment of check stock' : `Check ${paper.checkNumber}`;
  return (
    <Document
      title={title}
      author={paper.firm.name}
      subject={title}
      creator="Annex"
      producer="Annex"
      language="en-US"
      pdfVersion="1.7"
      creationDate={new Date(paper.madeAt)}
      modificationDate={new Date(paper.madeAt)}
    >
      <Page size="LETTER" style={styles.page}>
        {places[paper.layout].map((part) => (
          <PagePart key={part} part={part} paper={paper} />
        ))}
      </Page>
    </Document>
  );
}
