import { contract } from '../../shared/contract/contract.ts';
import { checkInput } from './check-input.ts';
import type { ImportKind } from './import.ts';

/** Columns of the contacts file that hold several values, parted by semicolons. */
const lists = {
  other_names: 'otherNames',
  emails: 'emails',
  phones: 'phones',
  addresses: 'addresses',
} as const;

/** A person or organisation on each line. */
export const contactsImport: ImportKind = {
  required: ['name'],
  optional: ['kind', ...Object.keys(lists), 'employer', 'note'],
  prepare: async (client) => (record) => {
    const { cells } = record;
    const several = Object.entries(lists).map(([column, field]) => [field, splitList(cells[column] ?? '')]);
    const party = {
      kind: (cells['kind'] ?? '').trim().toLowerCase() || 'person',
      name: cells['name'] ?? '',
      ...Object.fromEntries(several),
      employer: cells['employer'] ?? '',
      note: cells['note'] ?? '',
    };
    const checked = checkInput(contract.office.recordParty, { party }, columnOf);
    if ('problems' in checked) return checked;
    return {
      run: (commandId) => client.office.recordParty({ ...checked.value, commandId }),
    };
  },
};

function splitList(cell: string): string[] {
  return cell
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function columnOf(field: string): string {
  const name = field.split('.')[1] ?? field;
  return Object.entries(lists).find(([, listed]) => listed === name)?.[0] ?? name;
}
