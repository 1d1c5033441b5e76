import { Checkbox, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';

interface AccountPanelProps {
  readonly accountId: string;
  readonly onClose: () => void;
}

/** The second look at what one person alone prepared and approved. */
export function ReviewPanel({ accountId, onClose }: AccountPanelProps) {
  const draftKey = `trust/review/${accountId}`;
  const review = useCommand(api.trust.reviewPayments, { draft: draftKey, say: 'Review recorded' });
  const rows = useQuery(api.trust.listToReview.queryOptions({ input: { accountId } })).data?.rows;
  if (rows === undefined) return null;
  if (rows.length === 0) {
    return (
      <SidePanel opened title="Review payments" onClose={onClose}>
        <EmptyState
          title="Nothing waits for a second look"
          text="Every payment was prepared and approved by two people, or reviewed."
        />
      </SidePanel>
    );
  }
  return (
    <FormPanel<{ compared: string }>
      opened
      title="Review payments"
      draftKey={draftKey}
      width={860}
      initial={{ compared: '' }}
      submitLabel={rows.length === 1 ? 'Reviewed' : `Reviewed all ${rows.length}`}
      onClose={onClose}
      validate={(values) => (values.compared.trim() === '' ? { compared: 'Say what you compared them with.' } : {})}
      onSubmit={async ({ compared }) => {
        const answer = await review.run({ accountId, entryIds: rows.map((row) => row.entryId), compared });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Text>One person alone prepared and approved these. Hold each against the bank’s statement.</Text>
          <SimpleTable
            label="Payments to review"
            rows={rows}
            rowId={(row) => row.entryId}
            columns={[
              { key: 'day', title: 'Day', kind: 'day', width: 100 },
              { key: 'payee', title: 'Payee', kind: 'text' },
              { key: 'purpose', title: 'Purpose', kind: 'text' },
              { key: 'ledgerTitle', title: 'Ledger', kind: 'text' },
              { key: 'clearedOn', title: 'Cleared', kind: 'day', width: 100 },
              { key: 'amountCents', title: 'Amount', kind: 'amount', width: 108 },
            ]}
          />
          <TextInput
            label="Compared with"
            placeholder="The statement of June, check images"
            required
            {...form.text('compared')}
            data-autofocus
          />
        </>
      )}
    />
  );
}

/** Accounts for a check number that pays nobody. */
export function SpoilPanel({ accountId, onClose }: AccountPanelProps) {
  const draftKey = `trust/spoil/${accountId}`;
  const spoil = useCommand(api.trust.spoilCheck, { draft: draftKey, say: 'Spoiled check recorded' });
  return (
    <FormPanel<{ checkNumber: number | null; reason: string }>
      opened
      title="Spoiled check"
      draftKey={draftKey}
      initial={{ checkNumber: null, reason: '' }}
      submitLabel="Record"
      onClose={onClose}
      validate={(values) => ({
        ...(values.checkNumber === null ? { checkNumber: 'Give the number.' } : {}),
        ...(values.reason.trim() === '' ? { reason: 'Say what became of it.' } : {}),
      })}
      onSubmit={async ({ checkNumber, reason }) => {
        const answer = await spoil.run({ accountId, checkNumber: checkNumber ?? 0, reason });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <NumberInput
            label="Check number"
            min={1}
            allowDecimal={false}
            hideControls
            value={form.values.checkNumber ?? ''}
            onChange={(value) => form.set('checkNumber', typeof value === 'number' ? value : null)}
            error={form.errors.checkNumber}
            data-autofocus
          />
          <TextInput label="What became of it" placeholder="Torn in the printer" required {...form.text('reason')} />
        </>
      )}
    />
  );
}

/** Names who signs on an account. */
export function SignersPanel({ accountId, onClose }: AccountPanelProps) {
  const draftKey = `trust/signers/${accountId}`;
  const name = useCommand(api.trust.nameSigners, { draft: draftKey, say: 'Signers named' });
  const known = useQuery(api.trust.listSigners.queryOptions({ input: { accountId } })).data;
  if (known === undefined) return null;
  return (
    <FormPanel<{ memberIds: readonly string[] }>
      opened
      title="Signers"
      draftKey={draftKey}
      initial={{ memberIds: known.rows.filter((row) => row.signs).map((row) => row.memberId) }}
      submitLabel="Name signers"
      onClose={onClose}
      onSubmit={async ({ memberIds }) => {
        const answer = await name.run({ accountId, memberIds: [...memberIds] });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Text>Only who signs approves money out of this account. While nobody is named, every attorney does.</Text>
          <Stack gap={4} role="group" aria-label="Attorneys">
            {known.rows.map((row) => (
              <Checkbox
                key={row.memberId}
                label={row.name}
                checked={form.values.memberIds.includes(row.memberId)}
                onChange={(event) => {
                  const { memberIds } = form.values;
                  const isOn = event.currentTarget.checked;
                  form.set(
                    'memberIds',
                    isOn ? [...memberIds, row.memberId] : memberIds.filter((id) => id !== row.memberId),
                  );
                }}
              />
            ))}
          </Stack>
        </>
      )}
    />
  );
}
