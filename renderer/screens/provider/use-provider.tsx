import { Button, Group, Select } from '@mantine/core';
import { IconBuilding } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api } from '../../app/client.ts';
import { usePlace } from '../../app/use-place.ts';
import { useCan } from '../../app/use-status.ts';
import { Answer } from '../../components/answer.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { EngagePanel } from './engage-panel.tsx';
import type { Provider } from './relations-words.ts';

interface WithProviderProps {
  /** The page of the area: its address carries the provider after it. */
  readonly page: string;
  readonly children: (provider: Provider, choice: ReactNode) => ReactNode;
}

/** The provider that a page is about: the one in the address, else the first; none leads to engaging one. */
export function WithProvider({ page, children }: WithProviderProps) {
  const { parts, go } = usePlace();
  const query = useQuery(api.agreement.listProviders.queryOptions({ input: {} }));
  const canOversee = useCan('provider.oversee');
  const [isEngaging, setEngaging] = useState(false);
  const engage = (
    <Button variant="default" leftSection={<IconBuilding size={16} aria-hidden />} onClick={() => setEngaging(true)}>
      Engage a provider
    </Button>
  );
  return (
    <>
      <Answer query={query} what="the providers">
        {({ rows }) => {
          const provider = rows.find((row) => row.providerId === parts[1]) ?? rows[0];
          if (provider === undefined) {
            return (
              <EmptyState
                title="No provider works for the firm yet"
                text="A provider is a company or a contractor outside the firm. Record it once: its agreement, scorecard and forecast follow."
                action={canOversee && engage}
              />
            );
          }
          const choice = (
            <Group gap="sm">
              {rows.length > 1 ? (
                <Select
                  aria-label="Provider"
                  data={rows.map((row) => ({ value: row.providerId, label: row.name }))}
                  allowDeselect={false}
                  value={provider.providerId}
                  onChange={(id) => go(`/provider/${page}/${id ?? ''}`)}
                />
              ) : null}
              {canOversee && page === 'agreement' && engage}
            </Group>
          );
          return children(provider, choice);
        }}
      </Answer>
      {isEngaging && <EngagePanel onClose={() => setEngaging(false)} />}
    </>
  );
}
