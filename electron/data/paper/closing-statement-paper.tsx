import { Text, View } from '@react-pdf/renderer';
import { formatDay } from '../../../shared/domain/day.ts';
import { formatCents, sumCents } from '../../../shared/domain/money.ts';
import { PaperFrame } from './page-frame.tsx';
import type { ClosingStatementPaper } from './paper-data.ts';
import { Facts, PaperTitle, SignatureBlock, TotalsBlock } from './paper-parts.tsx';
import { PaperTable } from './paper-table.tsx';
import { formatTotal } from './paper-words.ts';

/** A settlement divided to the cent. Throws when the lines and the client's share do not make the settlement. */
export function ClosingStatementDocument({ paper }: { paper: ClosingStatementPaper }) {
  const takenCents = sumCents(paper.lines.map((line) => line.amountCents));
  if (paper.grossCents !== takenCents + paper.netCents) {
    throw new Error('The lines of a closing statement do not make the settlement.');
  }
  return (
    <PaperFrame paper={paper} title={`Closing statement ${formatDay(paper.day)}`}>
      <PaperTitle title="Settlement closing statement" subtitle={formatDay(paper.day)} />
      <View style={{ height: 14 }} />
      <Facts
        width={360}
        facts={[
          { label: 'Client', value: paper.client, isStrong: true },
          { label: 'Matter', value: `${paper.matter.number} ${paper.matter.name}` },
          {
            label: 'Held in',
            value: `${paper.account.name} at ${paper.account.bankName}, ending in ${paper.account.lastDigits}`,
          },
        ]}
      />
      <View style={{ height: 10 }} />
      <PaperTable
        columns={[
          { title: 'For', width: 70 },
          { title: 'Payee and purpose' },
          { title: 'Rests on', width: 130 },
          { title: 'Amount', width: 84, align: 'right' },
        ]}
        rows={paper.lines.map((line) => ({
          cells: [line.kind, line.payee, line.basis, formatCents(line.amountCents)],
          below: [undefined, line.purpose],
        }))}
        closing={
          <TotalsBlock
            width={280}
            lines={[
              { what: 'Settlement received', amount: formatCents(paper.grossCents) },
              { what: 'Fees, costs, liens and others', amount: formatCents(-takenCents) },
              { what: 'To the client', amount: formatTotal(paper.netCents), weight: 'grand' },
              { what: 'Left over', amount: formatCents(0) },
            ]}
          />
        }
        emptySentence="Nothing is taken from the settlement."
      />
      <Text style={{ marginTop: 18 }}>
        {paper.approvedBy === ''
          ? 'Prepared for approval. Nothing is paid on it yet.'
          : `Approved by ${paper.approvedBy}. Prepared by ${paper.preparedBy}.`}
      </Text>
      <SignatureBlock signers={['Client', 'Attorney']} />
    </PaperFrame>
  );
}
