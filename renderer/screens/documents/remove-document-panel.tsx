import { Text, TextInput } from '@mantine/core';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { FormPanel } from '../../components/form-panel.tsx';

interface RemoveDocumentPanelProps {
  readonly opened: boolean;
  readonly documentId: string;
  readonly title: string;
  readonly onRemoved: () => void;
  readonly onClose: () => void;
}

/** Takes a document off the list, with a reason. */
export function RemoveDocumentPanel({ opened, documentId, title, onRemoved, onClose }: RemoveDocumentPanelProps) {
  const draftKey = `documents/remove/${documentId}`;
  const remove = useCommand(api.documents.removeDocument, { draft: draftKey, say: 'Document removed' });
  return (
    <FormPanel
      opened={opened}
      title="Remove document"
      draftKey={draftKey}
      initial={{ reason: '' }}
      submitLabel="Remove document"
      onClose={onClose}
      onSaved={onRemoved}
      validate={(values) => (values.reason.trim() === '' ? { reason: 'Say why.' } : {})}
      onSubmit={async (values) => {
        const answer = await remove.run({ documentId, reason: values.reason });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Text>
            {title} leaves the list and the search. What happened to it stays in the audit trail, with your reason.
          </Text>
          <TextInput label="Reason" required {...form.text('reason')} data-autofocus />
        </>
      )}
    />
  );
}
