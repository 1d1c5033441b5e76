import { client } from '../../app/client.ts';
import type { SearchOption } from '../../components/search-select.tsx';

/** Documents by a few letters of their title; those of one matter where one is named. */
export async function findDocuments(text: string, matterId: string | null = null): Promise<SearchOption[]> {
  const { rows } = await client.documents.listDocuments({
    filter: text,
    limit: 12,
    ...(matterId === null ? {} : { matterId }),
  });
  return rows.map((row) => ({ value: row.documentId, label: row.title, detail: row.matterTitle }));
}
