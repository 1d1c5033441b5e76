import { Kbd, Stack, Table, Title } from '@mantine/core';
import { SidePanel } from '../components/side-panel.tsx';
import { shortcutMap } from './shortcuts.ts';

/** The map of shortcuts. */
export function ShortcutPanel({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <SidePanel opened={opened} onClose={onClose} title="Shortcuts">
      <Stack gap="md">
        {shortcutMap.map((group) => (
          <section key={group.title}>
            <Title order={3}>{group.title}</Title>
            <Table withRowBorders={false} verticalSpacing={4} horizontalSpacing={0}>
              <Table.Tbody>
                {group.keys.map(([keys, what]) => (
                  <Table.Tr key={keys}>
                    <Table.Td w={180}>
                      <Kbd>{keys}</Kbd>
                    </Table.Td>
                    <Table.Td>{what}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </section>
        ))}
      </Stack>
    </SidePanel>
  );
}
