import { Document, Page, StyleSheet, Text, View } from '@react-pdf/renderer';
import type { ReactNode } from 'react';
import type { Letterhead, PaperBase } from './paper-data.ts';
import { paperTheme } from './paper-theme.ts';
import { formatInstant } from './paper-words.ts';

const styles = StyleSheet.create({
  page: {
    fontFamily: [...paperTheme.fontFamily],
    fontSize: paperTheme.text,
    color: paperTheme.ink,
    paddingTop: paperTheme.marginTop,
    paddingBottom: paperTheme.marginBottom,
    paddingHorizontal: paperTheme.marginSide,
  },
  // Line height stands here and not on the page: what is fixed is laid out anew for every page, and the renderer
  // multiplies an inherited line height each time until the number overflows.
  content: { fontSize: paperTheme.text, lineHeight: 1.4 },
  running: {
    position: 'absolute',
    top: 30,
    left: paperTheme.marginSide,
    right: paperTheme.marginSide,
    color: paperTheme.muted,
    fontSize: paperTheme.small,
  },
  runningLine: { flexDirection: 'row', justifyContent: 'space-between' },
  footer: {
    position: 'absolute',
    bottom: 30,
    left: paperTheme.marginSide,
    right: paperTheme.marginSide,
    flexDirection: 'row',
    justifyContent: 'space-between',
    fontSize: paperTheme.small,
    color: paperTheme.muted,
  },
  letterhead: {
    flexDirection: 'row',
    justifyContent: 'space-between',
    alignItems: 'flex-end',
    marginTop: -12,
    paddingBottom: 10,
    marginBottom: 22,
    borderBottomWidth: 1.25,
    borderBottomColor: paperTheme.accent,
  },
  firmName: { fontSize: 14, fontWeight: 600, color: paperTheme.accent, lineHeight: 1.25, maxWidth: 300 },
  firmLines: { fontSize: paperTheme.small, color: paperTheme.muted, lineHeight: 1.45 },
  firmContact: { alignItems: 'flex-end' },
  mark: {
    position: 'absolute',
    top: 330,
    left: 0,
    right: 0,
    textAlign: 'center',
    fontSize: 110,
    fontWeight: 600,
    color: '#f0f2f1',
    transform: 'rotate(-30deg)',
  },
});

function contactLine(firm: Letterhead): string {
  return [firm.phone, firm.email, firm.website].filter((part) => part !== undefined && part !== '').join('  ·  ');
}

/** The firm's name and address above a green rule. */
export function LetterheadBlock({ firm }: { firm: Letterhead }) {
  const contact = contactLine(firm);
  return (
    <View style={styles.letterhead}>
      <Text style={styles.firmName}>{firm.name}</Text>
      <View style={styles.firmContact}>
        {firm.addressLines.length > 0 && <Text style={styles.firmLines}>{firm.addressLines.join(', ')}</Text>}
        {contact !== '' && <Text style={styles.firmLines}>{contact}</Text>}
      </View>
    </View>
  );
}

/** When and by whom a paper was made, for its foot. */
export function madeLine(paper: PaperBase): string {
  const madeBy = paper.madeBy === undefined ? '' : ` by ${paper.madeBy}`;
  return `Made ${formatInstant(paper.madeAt, paper.timeZone)}${madeBy}`;
}

export interface PaperFrameProps {
  readonly paper: PaperBase;
  /** The file's title, also at the head of the second and later pages. */
  readonly title: string;
  readonly subject?: string;
  readonly orientation?: 'portrait' | 'landscape' | undefined;
  /** One word printed large and pale behind the text, such as "Draft". */
  readonly mark?: string | undefined;
  /** Pages follow that are painted by others, so the numbers come later. */
  readonly isNumberedLater?: boolean;
  readonly children: ReactNode;
}

/** One US Letter document: letterhead, running head from page two on, "2 of 5" at the foot, title and author in the file. */
export function PaperFrame({
  paper,
  title,
  subject,
  orientation = 'portrait',
  mark,
  isNumberedLater,
  children,
}: PaperFrameProps) {
  return (
    <Document
      title={title}
      author={paper.firm.name}
      subject={subject ?? title}
      creator="Annex"
      producer="Annex"
      language="en-US"
      pdfVersion="1.7"
      creationDate={new Date(paper.madeAt)}
      modificationDate={new Date(paper.madeAt)}
    >
      <Page size="LETTER" orientation={orientation} style={styles.page}>
        {mark !== undefined && (
          <Text fixed style={styles.mark}>
            {mark}
          </Text>
        )}
        <View
          fixed
          style={styles.running}
          render={({ pageNumber }) =>
            pageNumber > 1 ? (
              <View style={styles.runningLine}>
                <Text>{paper.firm.name}</Text>
                <Text>{title}</Text>
              </View>
            ) : null
          }
        />
        <View fixed style={styles.footer}>
          <Text>{madeLine(paper)}</Text>
          {isNumberedLater !== true && (
            <Text render={({ pageNumber, totalPages }) => `${pageNumber} of ${totalPages}`} />
          )}
        </View>
        <View style={styles.content}>
          <LetterheadBlock firm={paper.firm} />
          {children}
        </View>
      </Page>
    </Document>
  );
}
