import type { SearchOption } from '../components/search-select.tsx';
import { client } from './client.ts';

/** Matters by a few letters, newest first where nothing is typed. */
export async function findMatters(text: string): Promise<SearchOption[]> {
  const { rows } = await client.office.listMatters({ filter: text, limit: 12, sort: 'number', descending: true });
  return rows.map((row) => ({ value: row.matterId, label: `${row.number} ${row.title}`, detail: row.clientName }));
}

/** People and organisations by a few letters. */
export async function findParties(text: string): Promise<SearchOption[]> {
  const { rows } = await client.office.listParties({ filter: text, limit: 12 });
  return rows.map((row) => ({ value: row.partyId, label: row.name, detail: row.roles }));
}

/** Clients by a few letters. */
export async function findClients(text: string): Promise<SearchOption[]> {
  const { rows } = await client.office.listClients({ filter: text, limit: 12 });
  return rows.map((row) => ({ value: row.clientId, label: row.name, detail: row.number }));
}

/** The firm's own active members. */
export async function findMembers(text: string): Promise<SearchOption[]> {
  const { rows } = await client.office.listMembers({});
  const typed = text.toLowerCase();
  return rows
    .filter((row) => row.active && row.name.toLowerCase().includes(typed))
    .map((row) => ({ value: row.memberId, label: row.name, detail: row.outside ? 'outside the firm' : '' }));
}
