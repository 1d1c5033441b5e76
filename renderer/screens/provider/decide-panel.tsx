import { Button, Stack, Text, TextInput } from '@mantine/core';
import { formatCents } from '../../../shared/domain/money.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import type { InvoiceIn, InvoiceInLine } from './pay-words.ts';

interface LineDecision {
  readonly lineId: string;
  readonly approvedCents: number | null;
  readonly reason: string;
}
interface DecideValues {
  readonly lines: readonly LineDecision[];
}

/** To begin with: what was decided before; else what nothing speaks against, with the differences as the reason. */
function begin(line: InvoiceInLine): LineDecision {
  return {
    lineId: line.lineId,
    approvedCents: line.approvedCents ?? line.undisputedCents,
    reason: line.approvedCents === null ? line.differences.map(({ sentence }) => sentence).join(' ') : line.reason,
  };
}

/** Approves an invoice line by line; what is not approved is disputed with a reason. */
export function DecidePanel({ invoice, onClose }: { readonly invoice: InvoiceIn; readonly onClose: () => void }) {
  const draftKey = `provider/decide/${invoice.invoiceId}`;
  const decide = useCommand(api.pay.decideInvoice, { draft: draftKey, say: 'Decided' });
  return (
    <FormPanel<DecideValues>
      opened
      title={`Decide on invoice ${invoice.number}`}
      width={640}
      draftKey={draftKey}
      initial={{ lines: invoice.lines.map(begin) }}
      submitLabel="Decide"
      onClose={onClose}
      onSubmit={async ({ lines }) => {
        const answer = await decide.run({
          invoiceId: invoice.invoiceId,
          lines: lines.map(({ approvedCents, ...line }) => ({ ...line, approvedCents: approvedCents ?? 0 })),
        });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => {
        const put = (lineId: string, changes: Partial<LineDecision>): void =>
          form.set(
            'lines',
            form.values.lines.map((line) => (line.lineId === lineId ? { ...line, ...changes } : line)),
          );
        const approved = form.values.lines.reduce((sum, line) => sum + (line.approvedCents ?? 0), 0);
        return (
          <>
            {form.errors['lines'] !== undefined && <Text c="var(--annex-danger)">{form.errors['lines']}</Text>}
            {invoice.lines.map((line, place) => {
              const own = form.values.lines.find(({ lineId }) => lineId === line.lineId) ?? begin(line);
              const isDisputed = own.approvedCents !== line.amountCents;
              return (
                <Stack key={line.lineId} gap={4}>
                  <Text fw={600}>
                    {place + 1}. {line.description || line.orderNumber || line.kind}: {formatCents(line.amountCents)}
                  </Text>
                  {line.differences.map((difference) => (
                    <Text key={difference.code} size="sm" c="var(--annex-danger)">
                      {difference.sentence}
                    </Text>
                  ))}
                  <AmountInput
                    label={`Approve of line ${place + 1}`}
                    mayBeNegative={line.amountCents < 0}
                    value={own.approvedCents}
                    onChange={(approvedCents) => put(line.lineId, { approvedCents })}
                  />
                  {isDisputed && (
                    <TextInput
                      label={`Why the rest of line ${place + 1} is disputed`}
                      required
                      value={own.reason}
                      onChange={(event) => put(line.lineId, { reason: event.currentTarget.value })}
                    />
                  )}
                </Stack>
              );
            })}
            <Text role="status">
              {formatCents(approved)} of {formatCents(invoice.totalCents)} is approved and paid by its day.
            </Text>
            <Button
              variant="subtle"
              w="fit-content"
              onClick={() =>
                form.set(
                  'lines',
                  invoice.lines.map((line) => ({ lineId: line.lineId, approvedCents: line.amountCents, reason: '' })),
                )
              }
            >
              Approve every line whole
            </Button>
          </>
        );
      }}
    />
  );
}
