import { Alert, Button, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDay } from '../../../shared/domain/day.ts';
import { api } from '../../app/client.ts';
import { usePlace } from '../../app/use-place.ts';
import { useCan } from '../../app/use-status.ts';
import { Answer } from '../../components/answer.tsx';
import { CapacityPanel } from './capacity-panel.tsx';
import { ForecastAccuracy } from './forecast-accuracy.tsx';
import { ForecastLineDetail } from './forecast-line-detail.tsx';
import { ForecastLines } from './forecast-lines.tsx';
import { ProfilePanel } from './profile-panel.tsx';
import { ProviderFrame } from './provider-frame.tsx';
import { PublishPanel } from './publish-panel.tsx';
import type { Provider } from './relations-words.ts';
import { WithProvider } from './use-provider.tsx';

type Panel = 'publish' | 'capacity' | 'profile';
type View = 'ahead' | 'accuracy';

/** The work ahead of a provider, week by week, and how well it was foreseen. */
export function ForecastPage() {
  const { parts, go } = usePlace();
  const [, providerId, serviceLine] = parts;
  return (
    <ProviderFrame
      detailWidth="half"
      detail={
        serviceLine !== undefined &&
        providerId !== undefined && (
          <ForecastLineDetail
            key={serviceLine}
            providerId={providerId}
            serviceLine={serviceLine}
            onClose={() => go(`/provider/forecast/${providerId}`)}
          />
        )
      }
    >
      <WithProvider page="forecast">
        {(provider, choice) => (
          <ForecastOf key={provider.providerId} provider={provider} choice={choice} selected={serviceLine} />
        )}
      </WithProvider>
    </ProviderFrame>
  );
}

interface ForecastOfProps {
  readonly provider: Provider;
  readonly choice: React.ReactNode;
  readonly selected: string | undefined;
}

function ForecastOf({ provider, choice, selected }: ForecastOfProps) {
  const { go } = usePlace();
  const { providerId } = provider;
  const canPublish = useCan('provider.oversee');
  const canState = useCan('provider.manage');
  const query = useQuery(api.forecast.get.queryOptions({ input: { providerId } }));
  const [panel, setPanel] = useState<Panel | null>(null);
  const [view, setView] = useState<View>('ahead');
  const close = (): void => setPanel(null);
  return (
    <Answer query={query} what="the forecast">
      {(forecast) => (
        <Stack gap={16} pt="sm">
          <Group justify="space-between" align="flex-start">
            <div>
              <Title order={2}>How much work is coming for {provider.name}?</Title>
              <Text c="dimmed">{describePublished(forecast.published)}</Text>
            </div>
            <Group gap="sm">
              {choice}
              {canState && (
                <Button variant="default" onClick={() => setPanel('profile')}>
                  Settings
                </Button>
              )}
              {canState && (
                <Button variant="default" onClick={() => setPanel('capacity')}>
                  State capacity
                </Button>
              )}
              {canPublish && <Button onClick={() => setPanel('publish')}>Publish</Button>}
            </Group>
          </Group>
          {!forecast.hasHistory && (
            <Alert color="yellow" variant="light" p="sm">
              {forecast.basis}
            </Alert>
          )}
          <SegmentedControl
            aria-label="What to look at"
            w="fit-content"
            data={[
              { value: 'ahead', label: 'The weeks ahead' },
              { value: 'accuracy', label: 'How good it was' },
            ]}
            value={view}
            onChange={(value) => setView(value === 'accuracy' ? 'accuracy' : 'ahead')}
          />
          {view === 'ahead' ? (
            <ForecastLines
              forecast={forecast}
              selected={selected}
              onOpen={(line) => go(`/provider/forecast/${providerId}/${line}`)}
            />
          ) : (
            <ForecastAccuracy providerId={providerId} />
          )}
          {panel === 'publish' && <PublishPanel provider={provider} onClose={close} />}
          {panel === 'capacity' && <CapacityPanel provider={provider} forecast={forecast} onClose={close} />}
          {panel === 'profile' && <ProfilePanel providerId={providerId} onClose={close} />}
        </Stack>
      )}
    </Answer>
  );
}

function describePublished(published: { readonly madeOn: string; readonly by: string } | null): string {
  if (published === null) return 'Not shared yet. Publishing keeps it as it stands, so that it can be measured later.';
  return `Last shared ${formatDay(published.madeOn)} by ${published.by}.`;
}
