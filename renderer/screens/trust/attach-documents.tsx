import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { formatDay } from '../../../shared/domain/day.ts';
import { api } from '../../app/client.ts';

interface AttachDocumentsProps {
  readonly value: readonly string[];
  readonly onChange: (documentIds: readonly string[]) => void;
}

const attachable = new Set(['application/pdf', 'image/png', 'image/jpeg']);

/** The bank's own statement and pictures of checks, from the documents filed last: their pages follow the packet's. */
export function AttachDocuments({ value, onChange }: AttachDocumentsProps) {
  const { data } = useQuery(
    api.documents.listDocuments.queryOptions({ input: { limit: 100, sort: 'filedAtMs', descending: true } }),
  );
  const rows = (data?.rows ?? []).filter((row) => attachable.has(row.mediaType));
  return (
    <MultiSelect
      label="Pages to add"
      description="The bank's statement, pictures of canceled checks: PDF or pictures, filed in Documents"
      placeholder={value.length === 0 ? 'Title' : ''}
      searchable
      clearable
      nothingFoundMessage="No PDF or picture has this title"
      data={rows.map((row) => ({ value: row.documentId, label: `${row.title}, ${formatDay(row.receivedOn)}` }))}
      value={[...value]}
      onChange={onChange}
    />
  );
}
