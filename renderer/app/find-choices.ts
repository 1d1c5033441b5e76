import type { SearchOption } from '../components/search-select.tsx';
import { client } from './client.ts';

const choicesMax = 20;

/** Open matters by a few letters of title, number or client, for choosing. */
export async function findMatters(text: string): Promise<SearchOption[]> {
  const { rows } = await client.office.listMatters({ filter: text, limit: choicesMax, sort: 'title', state: 'open' });
  return rows.map((row) => ({ value: row.matterId, label: row.title, detail: `${row.number} ${row.clientName}`.trim() }));
}

/** Clients by a few letters, for choosing. */
export async function findClients(text: string): Promise<SearchOption[]> {
  const { rows } = await client.office.listClients({ filter: text, limit: choicesMax, sort: 'name' });
  return rows.map((row) => ({ value: row.clientId, label: row.name, detail: row.number }));
}

/** People of the firm by a few letters, for choosing. */
export async function findMembers(text: string): Promise<SearchOption[]> {
  const { rows } = await client.office.listMembers({});
  const sought = text.trim().toLowerCase();
  return rows
    .filter((row) => row.active && row.name.toLowerCase().includes(sought))
    .map((row) => ({ value: row.memberId, label: row.name, detail: row.role }));
}
