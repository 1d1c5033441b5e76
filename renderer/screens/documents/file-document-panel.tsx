import { ActionIcon, Autocomplete, Button, FileButton, Group, Text, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { type Refusal, refuse } from '../../../shared/domain/refusal.ts';
import { client } from '../../app/client.ts';
import { findMatters } from '../../app/find.ts';
import { say } from '../../app/notify.tsx';
import { describeFault, readRefusal } from '../../app/read-fault.ts';
import { useToday } from '../../app/use-status.ts';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { ProgressLine } from '../../components/progress-line.tsx';
import { type SearchOption, SearchSelect } from '../../components/search-select.tsx';
import { makeCommandId } from '../../desk/command-id.ts';
import { documentTypes, formatSize, matterFolders, suggestTitle } from './document-words.ts';
import classes from './documents.module.css';
import { uploadFile } from './upload-file.ts';

interface FileDocumentPanelProps {
  readonly opened: boolean;
  readonly files: readonly File[];
  readonly onFiles: (files: readonly File[]) => void;
  readonly onFiled: (documentId: string) => void;
  readonly onClose: () => void;
}

interface FilingValues {
  readonly matter: SearchOption | null;
  readonly title: string;
  readonly folder: string;
  readonly documentType: string;
  readonly documentOn: string | null;
  readonly receivedOn: string | null;
}

interface Progress {
  readonly title: string;
  readonly sentBytes: number;
  readonly totalBytes: number;
}

/** Files one or several files from the disk to a matter. Several share matter, folder, type and days. */
export function FileDocumentPanel({ opened, files, onFiles, onFiled, onClose }: FileDocumentPanelProps) {
  const today = useToday();
  const [progress, setProgress] = useState<Progress | null>(null);
  const cancel = useRef<AbortController | null>(null);

  const fileAll = async (values: FilingValues): Promise<Refusal | null> => {
    const abort = new AbortController();
    cancel.current = abort;
    let lastId = '';
    for (const [place, file] of files.entries()) {
      const title = files.length > 1 ? `${place + 1} of ${files.length}: ${file.name}` : file.name;
      const report = (sentBytes: number): void => setProgress({ title, sentBytes, totalBytes: file.size });
      report(0);
      try {
        const uploadId = await uploadFile(file, { onProgress: report, signal: abort.signal });
        lastId = await fileOne(uploadId, file, files.length === 1 ? values.title : '', values);
      } catch (error) {
        onFiles(files.slice(place));
        if (abort.signal.aborted)
          return refuse('documents.cancelled', `Stopped at ${file.name}. What was filed before stays.`);
        return readRefusal(error) ?? refuse('app.fault', describeFault(error));
      } finally {
        setProgress(null);
      }
    }
    say(files.length === 1 ? 'Document filed' : `${files.length} documents filed`);
    onFiles([]);
    onFiled(lastId);
    return null;
  };
  return (
    <FormPanel<FilingValues>
      opened={opened}
      title="File a document"
      draftKey="documents/file"
      initial={{ matter: null, title: '', folder: '', documentType: '', documentOn: null, receivedOn: today }}
      submitLabel={files.length > 1 ? `File ${files.length} documents` : 'File document'}
      onClose={() => {
        cancel.current?.abort();
        onClose();
      }}
      validate={(values) => ({
        ...(files.length === 0 ? { title: 'Choose a file first.' } : {}),
        ...(values.receivedOn === null ? { receivedOn: 'Give the day it was received.' } : {}),
      })}
      onSubmit={fileAll}
      fields={(form) => (
        <>
          <FileWell files={files} onFiles={onFiles} />
          {progress !== null && (
            <ProgressLine
              title={progress.title}
              done={progress.sentBytes}
              total={progress.totalBytes}
              what={`${formatSize(progress.sentBytes)} of ${formatSize(progress.totalBytes)}`}
              onCancel={() => cancel.current?.abort()}
            />
          )}
          <SearchSelect
            label="Matter"
            description="Leave empty for the firm's own papers"
            search={findMatters}
            {...form.field('matter')}
            data-autofocus
          />
          {files.length < 2 && (
            <TextInput
              label="Title"
              placeholder={files[0] === undefined ? '' : suggestTitle(files[0].name)}
              description={
                files[0] !== undefined && form.values.title === '' ? "Taken from the file's name" : undefined
              }
              {...form.text('title')}
            />
          )}
          <Group grow gap="sm" align="flex-start">
            <Autocomplete label="Type" data={documentTypes} {...form.field('documentType')} />
            <Autocomplete label="Folder" data={matterFolders} {...form.field('folder')} />
          </Group>
          <Group grow gap="sm" align="flex-start">
            <DayInput label="Received on" lean="past" today={today} required {...form.field('receivedOn')} />
            <DayInput label="Dated" lean="past" today={today} {...form.field('documentOn')} />
          </Group>
        </>
      )}
    />
  );
}

async function fileOne(uploadId: string, file: File, title: string, values: FilingValues): Promise<string> {
  const filed = await client.documents.fileDocument({
    commandId: makeCommandId(),
    uploadId,
    title: title.trim() === '' ? suggestTitle(file.name) : title,
    folder: values.folder,
    documentType: values.documentType,
    receivedOn: values.receivedOn ?? '',
    ...(values.matter === null ? {} : { matterId: values.matter.value }),
    ...(values.documentOn === null ? {} : { documentOn: values.documentOn }),
  });
  return filed.id;
}

function FileWell({ files, onFiles }: Pick<FileDocumentPanelProps, 'files' | 'onFiles'>) {
  return (
    <div className={classes.well}>
      {files.length === 0 ? (
        <Text c="dimmed" mb={8}>
          Drop files here, or choose them
        </Text>
      ) : (
        <ul className={classes.files} aria-label="Files to file">
          {files.map((file, place) => (
            <li key={`${file.name}/${file.size}/${file.lastModified}`}>
              <span className={classes.fileName}>{file.name}</span>
              <Text size="xs" c="dimmed" className="annex-figures">
                {formatSize(file.size)}
              </Text>
              <ActionIcon
                aria-label={`Leave out ${file.name}`}
                onClick={() => onFiles(files.filter((_, other) => other !== place))}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <FileButton
        multiple
        onChange={(chosen) => onFiles([...files, ...chosen])}
        inputProps={{ 'aria-label': 'Choose files' }}
      >
        {(props) => (
          <Button variant="default" {...props}>
            {files.length === 0 ? 'Choose files' : 'Choose more files'}
          </Button>
        )}
      </FileButton>
    </div>
  );
}
