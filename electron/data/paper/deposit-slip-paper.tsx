import { Text, View } from '@react-pdf/renderer';
import { formatDay } from '../../../shared/domain/day.ts';
import { formatCents, sumCents } from '../../../shared/domain/money.ts';
import { PaperFrame } from './page-frame.tsx';
import type { DepositSlipPaper } from './paper-data.ts';
import { PaperTitle, SignatureBlock, TotalsBlock } from './paper-parts.tsx';
import { PaperTable } from './paper-table.tsx';
import { formatTotal } from './paper-words.ts';

/** One deposit, intact: every item with who paid it and whose ledger it is for. Throws when the items do not make it. */
export function DepositSlipDocument({ paper }: { paper: DepositSlipPaper }) {
  const { account, items } = paper;
  if (sumCents(items.map((item) => item.amountCents)) !== paper.totalCents) {
    throw new Error('The items of a deposit slip do not make its total.');
  }
  const cash = sumCents(items.filter((item) => item.isCash).map((item) => item.amountCents));
  const count = items.length === 1 ? '1 item' : `${items.length} items`;
  return (
    <PaperFrame paper={paper} title={`Deposit slip ${formatDay(paper.day)}`}>
      <PaperTitle
        title="Deposit slip"
        subtitle={`${formatDay(paper.day)}, ${account.name} at ${account.bankName}, ending in ${account.lastDigits}`}
      />
      <View style={{ height: 14 }} />
      <PaperTable
        columns={[
          { title: 'From' },
          { title: 'Item', width: 130 },
          { title: 'Ledger', width: 150 },
          { title: 'Amount', width: 80, align: 'right' },
        ]}
        rows={items.map((item) => ({
          cells: [item.payor, item.instrument, item.ledger, formatCents(item.amountCents)],
        }))}
        closing={
          <TotalsBlock
            lines={[
              { what: 'Cash', amount: formatCents(cash) },
              { what: 'Checks', amount: formatCents(paper.totalCents - cash) },
              { what: `Deposit of ${count}`, amount: formatTotal(paper.totalCents), weight: 'grand' },
            ]}
          />
        }
        emptySentence="Nothing was received by check or in cash on this day."
      />
      <Text style={{ marginTop: 18 }}>Deposited whole. Nothing was kept back in cash.</Text>
      <SignatureBlock signers={['Deposited by']} />
    </PaperFrame>
  );
}
