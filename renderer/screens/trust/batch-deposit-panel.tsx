import { Text } from '@mantine/core';
import { sumCents } from '../../../shared/domain/money.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { usePlace } from '../../app/use-place.ts';
import { useToday } from '../../app/use-status.ts';
import { FormPanel } from '../../components/form-panel.tsx';
import { BatchLines } from './batch-lines.tsx';
import { type BatchLine, emptyLine, filledLines, lineProblem } from './batch-values.ts';
import { emptySlip, SlipFields, type SlipValues, validateSlip } from './slip-fields.tsx';

interface BatchValues extends SlipValues {
  readonly items: readonly BatchLine[];
}

/** Writes the receipts of one deposit down and makes their slip: all of it, or nothing. */
export function BatchDepositPanel({
  accountId,
  onClose,
}: {
  readonly accountId: string;
  readonly onClose: () => void;
}) {
  const today = useToday();
  const { go } = usePlace();
  const draftKey = `trust/batch/${accountId}`;
  const receive = useCommand(api.trust.receiveDeposit, {
    draft: draftKey,
    say: (done) =>
      `${done.receipts.length === 1 ? 'One receipt' : `${done.receipts.length} receipts`} posted, slip made`,
    onDone: (done) => go(`/trust/${accountId}/deposits/${done.id}`),
  });
  return (
    <FormPanel<BatchValues>
      opened
      title="Receipts of one deposit"
      draftKey={draftKey}
      width={1100}
      initial={{ day: today, items: [emptyLine], ...emptySlip }}
      submitLabel="Post receipts and make the slip"
      onClose={onClose}
      validate={(values) => {
        const lines = filledLines(values.items);
        const problem = lines.length === 0 ? 'Write down one receipt at least.' : lines.map(lineProblem).find(Boolean);
        return { ...validateSlip(values), ...(problem === undefined ? {} : { items: problem }) };
      }}
      onSubmit={async ({ day, items, countedCents, lessCashCents, note }) => {
        const answer = await receive.run({
          accountId,
          day: day ?? '',
          items: filledLines(items).map((line) => ({
            ledgerId: line.ledger?.value ?? '',
            amountCents: line.amountCents ?? 0,
            kind: line.kind,
            instrument: line.instrument,
            payor: line.payor,
            purpose: line.purpose,
            reference: line.reference,
          })),
          countedCents: countedCents ?? 0,
          lessCashCents: lessCashCents ?? 0,
          note,
        });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => {
        const lines = filledLines(form.values.items);
        return (
          <>
            <Text>
              One line for each check and for each client's cash. They are posted together, and none of them where one
              cannot be.
            </Text>
            <BatchLines lines={form.values.items} errors={form.errors} onChange={(items) => form.set('items', items)} />
            <SlipFields
              form={form}
              today={today}
              items={lines.length}
              listedCents={sumCents(lines.map((line) => line.amountCents ?? 0))}
            />
          </>
        );
      }}
    />
  );
}
