import { Button, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { switchFirm } from '../../app/bound-place.ts';
import { addFirm, nameFirm, useFirms } from '../../app/use-firms.ts';
import { useStatus } from '../../app/use-status.ts';
import { SimpleTable } from '../../components/simple-table.tsx';

const states = {
  empty: 'not made yet',
  locked: 'locked',
  asleep: 'asks its hub once a minute',
  awake: 'open',
  damaged: 'damaged',
  'too-new': 'needs a newer Annex',
  'other-machine': 'copied from another computer',
  missing: 'its folder is missing',
} as const;

/** The firms and people of this machine, and a way to add one. */
export function MachineSection() {
  const place = useStatus()?.place;
  const firms = useFirms();
  return (
    <Stack gap="sm">
      {firms.length > 1 && (
        <SimpleTable
          label="Firms on this computer"
          rows={firms}
          rowId={(row) => row.place}
          selectedId={place}
          onOpen={(row) => row.place !== place && row.state !== 'missing' && void switchFirm(row.place)}
          columns={[
            { key: 'firmName', title: 'Firm', kind: 'text', render: (row) => nameFirm(row) },
            { key: 'personName', title: 'Person', kind: 'text', width: 180 },
            { key: 'state', title: 'State', kind: 'text', width: 220, render: (row) => states[row.state] },
          ]}
        />
      )}
      <Text size="sm" c="dimmed">
        A further firm, or another person, is added with an invitation. Use the passphrase you have, and one passphrase
        opens all your firms; another person chooses their own.
      </Text>
      <Button
        variant="default"
        w="fit-content"
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => void addFirm()}
      >
        Add a firm or a person
      </Button>
    </Stack>
  );
}
