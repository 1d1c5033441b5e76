import { StyleSheet, Text, View } from '@react-pdf/renderer';
import type { ReactNode } from 'react';
import { paperTheme } from './paper-theme.ts';

const styles = StyleSheet.create({
  title: { fontSize: paperTheme.title, fontWeight: 600, lineHeight: 1.2, letterSpacing: -0.2 },
  subtitle: { color: paperTheme.muted, marginTop: 4 },
  section: { fontSize: paperTheme.section, fontWeight: 600, marginTop: 20, marginBottom: 5, lineHeight: 1.3 },
  label: { fontSize: paperTheme.small, color: paperTheme.muted, lineHeight: 1.4 },
  factRow: { flexDirection: 'row', justifyContent: 'space-between', marginBottom: 2 },
  factLabel: { color: paperTheme.muted, marginRight: 12 },
  factValue: { textAlign: 'right', flexShrink: 1 },
  strong: { fontWeight: 600 },
  totalsRow: { flexDirection: 'row', justifyContent: 'space-between', paddingVertical: 3.5 },
  totalsStrong: { borderTopWidth: 1, borderTopColor: paperTheme.strongRule, fontWeight: 600, marginTop: 2 },
  totalsGrand: {
    borderTopWidth: 1.25,
    borderTopColor: paperTheme.accent,
    borderBottomWidth: 1.25,
    borderBottomColor: paperTheme.accent,
    fontSize: 12,
    paddingVertical: 6,
    marginTop: 4,
  },
  signature: { flexDirection: 'row', marginTop: 40 },
  signatureCell: { flexGrow: 1, flexBasis: 0, borderTopWidth: 0.75, borderTopColor: paperTheme.ink, paddingTop: 4 },
});

/** The paper's name, large, and a muted line below it. */
export function PaperTitle({ title, subtitle }: { title: string; subtitle?: string | undefined }) {
  return (
    <View>
      <Text style={styles.title}>{title}</Text>
      {subtitle !== undefined && <Text style={styles.subtitle}>{subtitle}</Text>}
    </View>
  );
}

/** A heading that stays with what follows it. */
export function SectionTitle({ children }: { children: string }) {
  return (
    <Text minPresenceAhead={100} style={styles.section}>
      {children}
    </Text>
  );
}

/** A small muted label over its content. */
export function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <View>
      <Text style={styles.label}>{label}</Text>
      {children}
    </View>
  );
}

export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly isStrong?: boolean;
}

/** Label left, value right, one below the other. */
export function Facts({ facts, width }: { facts: readonly Fact[]; width: number }) {
  return (
    <View style={{ width }}>
      {facts.map((fact) => (
        <View key={fact.label} style={styles.factRow}>
          <Text style={styles.factLabel}>{fact.label}</Text>
          <Text style={fact.isStrong ? [styles.factValue, styles.strong] : styles.factValue}>{fact.value}</Text>
        </View>
      ))}
    </View>
  );
}

export interface TotalLine {
  readonly what: string;
  readonly amount: string;
  readonly weight?: 'strong' | 'grand';
}

/** A column of sums at the right edge that is never cut by a page. */
export function TotalsBlock({ lines, width = 230 }: { lines: readonly TotalLine[]; width?: number }) {
  return (
    <View wrap={false} style={{ width, alignSelf: 'flex-end', marginTop: 10 }}>
      {lines.map((line) => {
        const isStrong = line.weight !== undefined;
        const style = [
          styles.totalsRow,
          ...(isStrong ? [styles.totalsStrong] : []),
          ...(line.weight === 'grand' ? [styles.totalsGrand] : []),
        ];
        return (
          <View key={line.what} style={style}>
            <Text>{line.what}</Text>
            <Text>{line.amount}</Text>
          </View>
        );
      })}
    </View>
  );
}

/** Lines to sign on: a name and a date for each signer. */
export function SignatureBlock({ signers }: { signers: readonly string[] }) {
  return (
    <View wrap={false}>
      {signers.map((signer) => (
        <View key={signer} style={styles.signature}>
          <View style={[styles.signatureCell, { flexGrow: 3, marginRight: 24 }]}>
            <Text style={styles.label}>{signer}</Text>
          </View>
          <View style={styles.signatureCell}>
            <Text style={styles.label}>Date</Text>
          </View>
        </View>
      ))}
    </View>
  );
}
