import { Group, Loader, NumberInput, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Answers } from '../../app/answers.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { FormPanel } from '../../components/form-panel.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import type { FormHandle } from '../../components/use-draft-form.ts';
import { useLineNames } from './use-line-names.ts';

type Settings = Answers['forecast']['settings'];
type Line = Settings['lines'][number];

interface ProfileValues {
  readonly historyPercent: number | null;
  readonly widthPercent: number | null;
  readonly conversionPercent: number | null;
  readonly lines: readonly Line[];
  readonly note: string;
}

interface ProfilePanelProps {
  readonly providerId: string;
  readonly onClose: () => void;
}

/** What the forecast is computed with: minutes for each kind of work, and how history weighs. */
export function ProfilePanel({ providerId, onClose }: ProfilePanelProps) {
  const query = useQuery(api.forecast.settings.queryOptions({ input: { providerId } }));
  if (query.data === undefined) {
    return (
      <SidePanel opened title="Settings of the forecast" onClose={onClose}>
        {query.error === null ? <Loader size="sm" aria-label="Loading the settings" /> : query.error.message}
      </SidePanel>
    );
  }
  return <ProfileForm providerId={providerId} settings={query.data} onClose={onClose} />;
}

function ProfileForm({ providerId, settings, onClose }: ProfilePanelProps & { readonly settings: Settings }) {
  const draftKey = `provider/forecast/${providerId}`;
  const set = useCommand(api.forecast.setProfile, { draft: draftKey, say: 'Settings kept' });
  return (
    <FormPanel<ProfileValues>
      opened
      title="Settings of the forecast"
      width={900}
      draftKey={draftKey}
      initial={{
        historyPercent: settings.historyPercent,
        widthPercent: settings.widthPercent,
        conversionPercent: settings.conversionPerMille === null ? null : settings.conversionPerMille / 10,
        lines: settings.lines,
        note: '',
      }}
      submitLabel="Keep"
      onClose={onClose}
      onSubmit={async ({ historyPercent, widthPercent, conversionPercent, lines, note }) => {
        const answer = await set.run({
          providerId,
          historyPercent: historyPercent ?? 50,
          widthPercent: widthPercent ?? 25,
          ...(conversionPercent === null ? {} : { conversionPerMille: Math.round(conversionPercent * 10) }),
          lines: [...lines],
          note,
        });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => <ProfileFields form={form} />}
    />
  );
}

type MinutesField =
  | 'unitMinutes'
  | 'openingMinutes'
  | 'activeMinutes'
  | 'laterMinutes'
  | 'deadlineMinutes'
  | 'appointmentMinutes'
  | 'leadMinutes'
  | 'monthlyMinutes'
  | 'monthlyPerMatterMinutes';

const columns: readonly { readonly key: MinutesField; readonly title: string }[] = [
  { key: 'unitMinutes', title: 'Order unit' },
  { key: 'openingMinutes', title: 'New matter' },
  { key: 'activeMinutes', title: 'To 6 months' },
  { key: 'laterMinutes', title: 'Older' },
  { key: 'deadlineMinutes', title: 'Deadline' },
  { key: 'appointmentMinutes', title: 'Appointm.' },
  { key: 'leadMinutes', title: 'Lead' },
  { key: 'monthlyMinutes', title: 'Month' },
  { key: 'monthlyPerMatterMinutes', title: '… a matter' },
];

function ProfileFields({ form }: { readonly form: FormHandle<ProfileValues> }) {
  const { nameLine } = useLineNames();
  const change = (serviceLine: string, changes: Partial<Line>): void =>
    form.set(
      'lines',
      form.values.lines.map((line) => (line.serviceLine === serviceLine ? { ...line, ...changes } : line)),
    );
  const percent = (name: 'historyPercent' | 'widthPercent' | 'conversionPercent') => ({
    value: form.values[name] ?? '',
    onChange: (value: string | number) => form.set(name, typeof value === 'number' ? value : null),
    error: form.errors[name],
    min: 0,
  });
  return (
    <>
      <Text c="dimmed">
        Minutes of work. They begin as guesses that nobody has confirmed: put in what you learnt. Open matters count by
        the week, by their age.
      </Text>
      <SimpleTable
        label="Minutes by service line"
        rows={form.values.lines}
        rowId={(line) => line.serviceLine}
        columns={[
          {
            key: 'serviceLine',
            title: 'Line',
            kind: 'node',
            render: (line) => (
              <div>
                {nameLine(line.serviceLine)}
                <Text size="xs" c="dimmed">
                  {line.counted.map((one) => one.kind).join(', ') || 'work orders'}
                </Text>
              </div>
            ),
          },
          ...columns.map(({ key, title }) => ({
            key,
            title,
            kind: 'node' as const,
            width: 80,
            render: (line: Line) => (
              <NumberInput
                aria-label={`${title}, ${nameLine(line.serviceLine)}`}
                hideControls
                allowDecimal={false}
                allowNegative={false}
                value={line[key]}
                onChange={(value) => change(line.serviceLine, { [key]: typeof value === 'number' ? value : 0 })}
              />
            ),
          })),
        ]}
      />
      <Group grow align="flex-start">
        <NumberInput label="History weighs, %" max={100} {...percent('historyPercent')} />
        <NumberInput label="P80 above P50 without history, %" {...percent('widthPercent')} />
        <NumberInput
          label="Leads that become matters, %"
          placeholder="as measured"
          max={100}
          {...percent('conversionPercent')}
        />
      </Group>
      <Textarea label="Why" autosize minRows={2} {...form.text('note')} />
    </>
  );
}
