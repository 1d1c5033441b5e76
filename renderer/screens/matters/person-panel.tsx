import { Button, Loader, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { api } from '../../app/client.ts';
import { useCan } from '../../app/use-status.ts';
import { Facts } from '../../components/detail.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import { PersonForm } from './person-form.tsx';

/** One person or organisation, and where they appear. */
export function PersonPanel({ partyId, onClose }: { partyId: string; onClose: () => void }) {
  const [, go] = useLocation();
  const person = useQuery(api.office.getParty.queryOptions({ input: { partyId } }));
  const canAmend = useCan('intake.work');
  const [isAmending, setAmending] = useState(false);
  const shown = person.data;
  if (isAmending && shown !== undefined) {
    const { partyId: _, appearances: __, ...body } = shown;
    return <PersonForm onClose={() => setAmending(false)} person={{ partyId, body }} />;
  }
  return (
    <SidePanel opened title={shown?.name ?? 'Person'} onClose={onClose} width={560}>
      {shown === undefined ? (
        person.isLoading ? (
          <Loader size="sm" aria-label="Loading" />
        ) : (
          <Text c="dimmed">{person.error?.message}</Text>
        )
      ) : (
        <Stack gap="md">
          <Facts
            facts={{
              Kind: shown.kind,
              'Other names': shown.otherNames.join(', '),
              Telephone: shown.phones.join('\n'),
              'E-mail': shown.emails.join('\n'),
              Address: shown.addresses.join('\n'),
              Employer: shown.employer,
              Note: shown.note,
            }}
          />
          <section>
            <Title order={3} mb={4}>
              Appears in
            </Title>
            <SimpleTable
              label="Appearances"
              rows={shown.appearances}
              rowId={(row) => `${row.kind}/${row.id}/${row.role}`}
              empty={<Text c="dimmed">Nowhere yet.</Text>}
              onOpen={(row) => {
                const path = {
                  matter: `/matters/${row.id}`,
                  lead: `/reception/leads/${row.id}`,
                  call: `/reception/calls/${row.id}`,
                }[row.kind];
                if (path === undefined) return;
                onClose();
                go(path);
              }}
              columns={[
                { key: 'title', title: 'Where', kind: 'text' },
                { key: 'role', title: 'As', kind: 'text', width: 150 },
                { key: 'kind', title: '', kind: 'text', width: 70 },
              ]}
            />
          </section>
          {canAmend && (
            <Button variant="default" w="fit-content" onClick={() => setAmending(true)}>
              Change
            </Button>
          )}
        </Stack>
      )}
    </SidePanel>
  );
}
