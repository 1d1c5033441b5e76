import { Document, Page, StyleSheet, Text, View } from '@react-pdf/renderer';
import { formatDay } from '../../../shared/domain/day.ts';
import { formatCents } from '../../../shared/domain/money.ts';
import type { CheckPaper, PrintedCheck } from './paper-data.ts';
import { paperTheme } from './paper-theme.ts';
import { spellAmount } from './paper-words.ts';

/** US Letter in three parts of one height, as check stock is cut. */
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
  voucherValue: { flex: 1 },
  foot: { position: 'absolute', bottom: 18, left: side, right: side },
});

interface PartProps {
  readonly paper: CheckPaper;
  readonly check: PrintedCheck;
}

function CheckPart({ paper, check }: PartProps) {
  const outline = paper.isAlignment ? [styles.outline] : [];
  const stars = paper.isAlignment ? 'VOID' : `**${formatCents(check.amountCents)}`;
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
        <Text style={styles.number}>{String(check.checkNumber)}</Text>
      </View>
      <Text style={styles.day}>{formatDay(check.day)}</Text>
      <Text style={[styles.payeeLabel, styles.small]}>Pay to</Text>
      <Text style={[styles.payee, ...outline]}>{check.payee}</Text>
      <Text style={styles.amount}>{stars}</Text>
      <Text style={styles.words}>
        {paper.isAlignment ? 'Void. Only to align the stock. Not to be paid' : `${spellAmount(check.amountCents)} ***`}
      </Text>
      <Text style={[styles.memo, ...outline]}>{check.memo}</Text>
      <Text style={[styles.signature, styles.small]}>Authorized signature</Text>
    </View>
  );
}

function VoucherPart({ paper, check, foot }: PartProps & { readonly foot: string }) {
  const lines: readonly (readonly [string, string])[] = [
    ['Check', String(check.checkNumber)],
    ['Date', formatDay(check.day)],
    ['Paid to', check.payee],
    ['For', check.memo],
    ['Account', `${paper.account.name} at ${paper.account.bankName}, ending in ${paper.account.lastDigits}`],
    ['Amount', paper.isAlignment ? 'VOID' : formatCents(check.amountCents)],
  ];
  return (
    <View style={paper.isAlignment ? [styles.part, styles.outline] : styles.part}>
      <Text style={styles.strong}>{paper.firm.name}</Text>
      {lines.map(([label, value]) => (
        <View key={label} style={styles.voucherLine}>
          <Text style={styles.voucherLabel}>{label}</Text>
          <Text style={styles.voucherValue}>{value}</Text>
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

interface VoucherPageProps extends PartProps {
  readonly layout: keyof typeof places;
  /** "2 of 5": stands on the voucher that the firm keeps. */
  readonly place: string;
}

/** A check with its two vouchers, as voucher stock of three parts is cut. */
function VoucherPage({ paper, check, layout, place }: VoucherPageProps) {
  const feet = { payee: 'For the payee', file: `For the file. ${place}` };
  return (
    <Page size="LETTER" style={styles.page}>
      {places[layout].map((part) =>
        part === 'check' ? (
          <CheckPart key={part} paper={paper} check={check} />
        ) : (
          <VoucherPart key={part} paper={paper} check={check} foot={feet[part]} />
        ),
      )}
    </Page>
  );
}

/** Three places to a page, the first of them left free where the page was begun. */
function fillPlaces(checks: readonly PrintedCheck[], firstPlace: number): (PrintedCheck | null)[][] {
  const placed: (PrintedCheck | null)[] = [...Array.from({ length: firstPlace - 1 }, () => null), ...checks];
  return Array.from({ length: Math.ceil(placed.length / 3) }, (_, page) => placed.slice(page * 3, page * 3 + 3));
}

function CheckPages({ paper }: { readonly paper: CheckPaper }) {
  const { checks, layout, firstPlace } = paper;
  if (layout !== 'three to a page') {
    return checks.map((check, at) => (
      <VoucherPage
        key={check.checkNumber}
        paper={paper}
        check={check}
        layout={layout}
        place={`${at + 1} of ${checks.length}`}
      />
    ));
  }
  return fillPlaces(checks, firstPlace).map((page) => (
    <Page key={page.find((check) => check !== null)?.checkNumber} size="LETTER" style={styles.page}>
      {page.map((check, place) =>
        check === null ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a free place has nothing but its place.
          <View key={place} style={styles.part} />
        ) : (
          <CheckPart key={check.checkNumber} paper={paper} check={check} />
        ),
      )}
    </Page>
  ));
}

/**
 * Checks on stock of three parts: each with two vouchers to keep, or three checks to a page. The bank's own line of
 * machine-readable figures is on the stock and not printed; where it stands, at the foot of a check, is left free.
 */
export function CheckDocument({ paper }: { paper: CheckPaper }) {
  const [first] = paper.checks;
  const last = paper.checks.at(-1);
  if (first === undefined || last === undefined) throw new Error('A file of checks has no check.');
  const numbers = first === last ? `Check ${first.checkNumber}` : `Checks ${first.checkNumber} to ${last.checkNumber}`;
  const title = paper.isAlignment ? 'Alignment of check stock' : numbers;
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
      {CheckPages({ paper })}
    </Document>
  );
}
