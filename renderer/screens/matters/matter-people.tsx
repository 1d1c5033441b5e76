import { usePanels } from '../../app/panels.ts';
import { SimpleTable } from '../../components/simple-table.tsx';
import type { Matter } from './amend-matter-panel.tsx';

/** Everybody in the matter. */
export function MatterPeople({ matter }: { matter: Matter }) {
  const open = usePanels((store) => store.open);
  const hasClient = matter.parties.some((party) => party.partyId === matter.clientPartyId);
  const rows = hasClient
    ? matter.parties
    : [{ partyId: matter.clientPartyId, name: matter.clientName, role: 'client' }, ...matter.parties];
  return (
    <SimpleTable
      label="People of the matter"
      rows={rows}
      rowId={(row) => `${row.partyId}/${row.role}`}
      onOpen={(row) => open({ kind: 'person', partyId: row.partyId })}
      columns={[
        { key: 'name', title: 'Name', kind: 'text' },
        { key: 'role', title: 'Role', kind: 'text', width: 200 },
      ]}
    />
  );
}
