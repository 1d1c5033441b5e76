import { Alert, Checkbox, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import type { AccountSetup } from './trust-words.ts';

interface AccountSetupPanelProps {
  readonly accountId: string;
  readonly onClose: () => void;
}

interface SetupValues {
  readonly items: readonly SetupItem[];
  readonly licenseeId: string | null;
  readonly note: string;
}

type SetupItem = AccountSetup['rows'][number]['item'];

/** An attorney stands for points of the account's checklist at its bank. */
export function AccountSetupPanel({ accountId, onClose }: AccountSetupPanelProps) {
  const draftKey = `trust/setup/${accountId}`;
  const confirm = useCommand(api.trust.confirmAccountSetup, { draft: draftKey, say: 'Checklist confirmed' });
  const known = useQuery(api.trust.accountSetup.queryOptions({ input: { accountId } })).data;
  const attorneys = useQuery(api.trust.listSigners.queryOptions({ input: { accountId } })).data?.rows;
  if (known === undefined || attorneys === undefined) return null;
  const open = known.rows.filter((row) => !row.isDone);
  if (open.length === 0) {
    return (
      <SidePanel opened title="Checklist at the bank" onClose={onClose}>
        <EmptyState title="Nothing is open" text="An attorney stands for every point of this account's checklist." />
      </SidePanel>
    );
  }
  return (
    <FormPanel<SetupValues>
      opened
      title="Checklist at the bank"
      draftKey={draftKey}
      initial={{ items: [], licenseeId: null, note: '' }}
      submitLabel="I stand for these"
      onClose={onClose}
      validate={({ items, licenseeId }) => ({
        ...(items.length === 0 ? { items: 'Choose what you stand for.' } : {}),
        ...(items.includes('licensee') && licenseeId === null ? { licenseeId: 'Choose who answers for it.' } : {}),
      })}
      onSubmit={async ({ items, licenseeId, note }) => {
        const licensee = items.includes('licensee') && licenseeId !== null ? { licenseeMemberId: licenseeId } : {};
        const answer = await confirm.run({ accountId, items: [...items], note, ...licensee });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Text>Tick what you have seen to be so. It is kept with your name and the day.</Text>
          {known.titleWarning !== '' && (
            <Alert color="yellow" variant="light" p="sm">
              {known.titleWarning}
            </Alert>
          )}
          <Checkbox.Group
            label="Points of the checklist"
            value={[...form.values.items]}
            onChange={(chosen) =>
              form.set(
                'items',
                open.map((point) => point.item).filter((item) => chosen.includes(item)),
              )
            }
            error={form.errors.items}
          >
            <Stack gap={8} mt={8}>
              {open.map((point, place) => (
                <Checkbox
                  key={point.item}
                  value={point.item}
                  label={point.title}
                  {...(place === 0 ? { 'data-autofocus': true } : {})}
                />
              ))}
            </Stack>
          </Checkbox.Group>
          {form.values.items.includes('licensee') && (
            <Select
              label="Answers for the account"
              required
              data={attorneys.map((row) => ({ value: row.memberId, label: row.name }))}
              value={form.values.licenseeId}
              onChange={(licenseeId) => form.set('licenseeId', licenseeId)}
              error={form.errors.licenseeId}
            />
          )}
          <TextInput label="Note" placeholder="Seen on the bank's letter of June 3" {...form.text('note')} />
        </>
      )}
    />
  );
}
