import { PasswordInput, Text } from '@mantine/core';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { FormPanel } from '../../components/form-panel.tsx';
import type { Contractor } from './pay-words.ts';

/** Records a taxpayer number. What is typed is kept in no draft. */
export function TaxpayerNumberPanel({
  contractor,
  onClose,
}: {
  readonly contractor: Contractor;
  readonly onClose: () => void;
}) {
  const amend = useCommand(api.pay.amendContractor, { say: 'Taxpayer number recorded' });
  const { entity, isAttorney, state, form, signedOn, formDocumentId, note, memberIds } = contractor;
  const { contractorId, backupBasisPoints, termDays, interestBasisPoints } = contractor;
  return (
    <FormPanel<{ readonly taxpayerNumber: string }>
      opened
      title={`Taxpayer number of ${contractor.name}`}
      draftKey={null}
      initial={{ taxpayerNumber: '' }}
      submitLabel="Record"
      onClose={onClose}
      onSubmit={async ({ taxpayerNumber }) => {
        const answer = await amend.run({
          ...{ contractorId, entity, isAttorney, state, form, note, memberIds, taxpayerNumber },
          ...{ backupBasisPoints, termDays, interestBasisPoints },
          ...(signedOn === null ? {} : { signedOn }),
          ...(formDocumentId === null ? {} : { formDocumentId }),
        });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(handle) => (
        <>
          <Text c="dimmed">Only the firm reads it; screens show the last four. Empty takes it away.</Text>
          <PasswordInput
            label="Taxpayer number"
            placeholder="12-3456789 or 123-45-6789"
            autoComplete="off"
            data-autofocus
            {...handle.text('taxpayerNumber')}
          />
        </>
      )}
    />
  );
}
