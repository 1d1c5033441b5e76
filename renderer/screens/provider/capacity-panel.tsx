import { Group, Select, Text } from '@mantine/core';
import { formatShortDay } from '../../../shared/domain/day.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { DurationInput } from '../../components/duration-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { formatHours } from '../../components/format-hours.ts';
import type { Forecast } from './forecast-words.ts';
import type { Provider } from './relations-words.ts';
import { useLineNames } from './use-line-names.ts';

interface CapacityPanelProps {
  readonly provider: Provider;
  readonly forecast: Forecast;
  readonly onClose: () => void;
}

interface CapacityValues {
  readonly serviceLine: string;
  /** Minutes of each week, in order; null leaves a week as it is. */
  readonly minutes: readonly (number | null)[];
}

/** Says how many hours of a line can be taken on, week by week. */
export function CapacityPanel({ provider, forecast, onClose }: CapacityPanelProps) {
  const { nameLine } = useLineNames();
  const draftKey = `provider/capacity/${provider.providerId}`;
  const state = useCommand(api.forecast.stateCapacity, { draft: draftKey, say: 'Capacity stated' });
  const minutesOf = (serviceLine: string) =>
    (forecast.lines.find((line) => line.serviceLine === serviceLine)?.weeks ?? []).map((week) => week.capacityMinutes);
  const first = forecast.lines[0]?.serviceLine ?? '';
  return (
    <FormPanel<CapacityValues>
      opened
      title="State capacity"
      draftKey={draftKey}
      initial={{ serviceLine: first, minutes: minutesOf(first) }}
      submitLabel="State"
      onClose={onClose}
      onSubmit={async ({ serviceLine, minutes }) => {
        const weeks = forecast.lines.find((line) => line.serviceLine === serviceLine)?.weeks ?? [];
        const answer = await state.run({
          providerId: provider.providerId,
          serviceLine,
          weeks: weeks.flatMap((week, place) => {
            const stated = minutes[place] ?? null;
            return stated === null ? [] : [{ weekOn: week.weekOn, minutes: stated }];
          }),
        });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => {
        const weeks = forecast.lines.find((line) => line.serviceLine === form.values.serviceLine)?.weeks ?? [];
        const set = (place: number, value: number | null, isFollowed: boolean): void =>
          form.set(
            'minutes',
            weeks.map((_, index) => {
              const own = form.values.minutes[index] ?? null;
              if (index === place) return value;
              return isFollowed && index > place && own === null ? value : own;
            }),
          );
        return (
          <>
            <Text c="dimmed">Hours a week. Who does the work is the provider’s own choice.</Text>
            <Select
              label="Service line"
              data={forecast.lines.map((line) => ({ value: line.serviceLine, label: nameLine(line.serviceLine) }))}
              allowDeselect={false}
              value={form.values.serviceLine}
              onChange={(value) => form.change({ serviceLine: value ?? '', minutes: minutesOf(value ?? '') })}
            />
            {form.errors.weeks !== undefined && <Text c="var(--annex-danger)">{form.errors.weeks}</Text>}
            {weeks.map((week, place) => (
              <Group key={week.weekOn} gap="sm" wrap="nowrap">
                <Text w={120}>Week of {formatShortDay(week.weekOn)}</Text>
                <DurationInput
                  aria-label={`Capacity in the week of ${formatShortDay(week.weekOn)}`}
                  value={form.values.minutes[place] ?? null}
                  onChange={(value) => set(place, value, place === 0)}
                  w={110}
                />
                <Text size="xs" c="dimmed">
                  expected {formatHours(week.p50Minutes)} to {formatHours(week.p80Minutes)}
                </Text>
              </Group>
            ))}
          </>
        );
      }}
    />
  );
}
