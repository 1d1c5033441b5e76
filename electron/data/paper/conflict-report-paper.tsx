import { StyleSheet, Text, View } from '@react-pdf/renderer';
import { PaperFrame } from './page-frame.tsx';
import type { ConflictHit, ConflictReportPaper } from './paper-data.ts';
import { Facts, PaperTitle, SignatureBlock } from './paper-parts.tsx';
import { PaperTable, type PaperTableRow } from './paper-table.tsx';
import { paperTheme } from './paper-theme.ts';
import { formatInstant } from './paper-words.ts';

const styles = StyleSheet.create({
  head: { flexDirection: 'row', justifyContent: 'space-between', alignItems: 'flex-start' },
  conclusion: {
    marginTop: 16,
    paddingVertical: 9,
    paddingHorizontal: 12,
    backgroundColor: paperTheme.tint,
    fontSize: 10.5,
    fontWeight: 600,
  },
  scope: { marginTop: 8, color: paperTheme.muted },
});

const strengthWords: Record<ConflictHit['strength'], string> = {
  exact: 'Same name',
  strong: 'Strong match',
  possible: 'Possible match',
};

const decisionWords: Record<NonNullable<ConflictHit['decision']>, string> = {
  clear: 'No conflict',
  conflict: 'Conflict',
  waived: 'Waived in writing',
};

function decisionDetail(hit: ConflictHit, timeZone: string | undefined): string | undefined {
  const by = hit.decidedBy === undefined ? undefined : `by ${hit.decidedBy}`;
  const at = hit.decidedAt === undefined ? undefined : formatInstant(hit.decidedAt, timeZone);
  const detail = [by, at, hit.note].filter((part) => part !== undefined).join(', ');
  return detail === '' ? undefined : detail;
}

function hitRow(hit: ConflictHit, timeZone: string | undefined): PaperTableRow {
  return {
    cells: [hit.found, hit.where, hit.why, hit.decision === undefined ? 'Not decided' : decisionWords[hit.decision]],
    below: [
      `${hit.role}; searched for ${hit.searched}`,
      undefined,
      strengthWords[hit.strength],
      decisionDetail(hit, timeZone),
    ],
  };
}

/** What was searched for, what was found and why, and what was decided. */
export function ConflictReportDocument({ paper }: { paper: ConflictReportPaper }) {
  return (
    <PaperFrame paper={paper} title={`Conflict check · ${paper.subject}`}>
      <View style={styles.head}>
        <PaperTitle title="Conflict check" subtitle={paper.subject} />
        <Facts
          width={210}
          facts={[
            { label: 'Checked', value: formatInstant(paper.checkedAt, paper.timeZone) },
            { label: 'By', value: paper.checkedBy },
            { label: 'Hits', value: `${paper.hits.length}`, isStrong: true },
          ]}
        />
      </View>
      <Text style={styles.conclusion}>{paper.conclusion}</Text>
      <Text style={styles.scope}>{paper.scope}</Text>
      <PaperTable
        title="Who was searched for"
        columns={[{ title: 'Name' }, { title: 'Part' }, { title: 'Also known as' }]}
        rows={paper.parties.map((party) => ({ cells: [party.name, party.role, party.alsoKnownAs ?? ''] }))}
        emptySentence="No names were given."
      />
      <PaperTable
        title="What was found"
        columns={[
          { title: 'Found', grow: 1.15 },
          { title: 'Where', grow: 1.15 },
          { title: 'Why it matched', grow: 1.3 },
          { title: 'Decision', grow: 1.2 },
        ]}
        rows={paper.hits.map((hit) => hitRow(hit, paper.timeZone))}
        emptySentence="Nobody the firm knows matched."
      />
      <SignatureBlock signers={['Attorney']} />
    </PaperFrame>
  );
}
