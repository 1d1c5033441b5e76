import { Text, TextInput } from '@mantine/core';
import { formatCents } from '../../../shared/domain/money.ts';
import type { Refusal } from '../../../shared/domain/refusal.ts';
import { FormPanel } from '../../components/form-panel.tsx';

interface RemoveWorkPanelProps {
  readonly opened: boolean;
  /** "Remove time", "Remove expense". */
  readonly title: string;
  /** The entry's id, for the draft. */
  readonly id: string;
  readonly amountCents: number;
  readonly matterTitle: string;
  readonly onRemove: (reason: string) => Promise<Refusal | null>;
  readonly onClose: () => void;
}

/** Removes work that no invoice bills yet, with a reason where there is one. */
export function RemoveWorkPanel({
  opened,
  title,
  id,
  amountCents,
  matterTitle,
  onRemove,
  onClose,
}: RemoveWorkPanelProps) {
  return (
    <FormPanel
      opened={opened}
      title={title}
      draftKey={`billing/remove/${id}`}
      initial={{ reason: '' }}
      submitLabel={title}
      onClose={onClose}
      onSubmit={({ reason }) => onRemove(reason)}
      fields={(form) => (
        <>
          <Text>
            {formatCents(amountCents)} on {matterTitle} is not billed. It stays in the list as removed, and in the audit
            trail.
          </Text>
          <TextInput label="Reason" {...form.text('reason')} data-autofocus />
        </>
      )}
    />
  );
}
