import { Autocomplete, TextInput } from '@mantine/core';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useToday } from '../../app/use-status.ts';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { documentTypes, matterFolders } from './document-words.ts';

interface AmendDocumentPanelProps {
  readonly opened: boolean;
  readonly document: {
    readonly documentId: string;
    readonly title: string;
    readonly folder: string;
    readonly documentType: string;
    readonly documentOn: string | null;
  };
  readonly onClose: () => void;
}

/** Changes what a document is called and where it lies. The file itself stays as it is. */
export function AmendDocumentPanel({ opened, document, onClose }: AmendDocumentPanelProps) {
  const today = useToday();
  const draftKey = `documents/amend/${document.documentId}`;
  const amend = useCommand(api.documents.amendDocument, { draft: draftKey, say: 'Document changed' });
  const { title, folder, documentType, documentOn } = document;
  return (
    <FormPanel
      opened={opened}
      title="Change document"
      draftKey={draftKey}
      initial={{ title, folder, documentType, documentOn }}
      submitLabel="Save"
      onClose={onClose}
      validate={(values) => (values.title.trim() === '' ? { title: 'Give a title.' } : {})}
      onSubmit={async ({ documentOn: day, ...values }) => {
        const input = { documentId: document.documentId, ...values };
        const answer = await amend.run(day === null ? input : { ...input, documentOn: day });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <TextInput label="Title" required {...form.text('title')} data-autofocus />
          <Autocomplete label="Type" data={documentTypes} {...form.field('documentType')} />
          <Autocomplete label="Folder" data={matterFolders} {...form.field('folder')} />
          <DayInput label="Dated" lean="past" today={today} {...form.field('documentOn')} />
        </>
      )}
    />
  );
}
