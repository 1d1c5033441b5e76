import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useCan } from '../../app/use-status.ts';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Mark } from '../../components/mark.tsx';
import { describeWork, type TimeRow } from './billing-words.ts';
import { RemoveWorkPanel } from './remove-work-panel.tsx';
import { TimePanel } from './time-panel.tsx';
import { WorkDetailPanel } from './work-detail-panel.tsx';

type TimeSort = 'workedOn' | 'matterTitle' | 'timekeeperName' | 'amountCents';

const columns: readonly TableColumn<TimeRow, TimeSort>[] = [
  { key: 'workedOn', title: 'Day', kind: 'day', width: 108, sortable: 'workedOn' },
  { key: 'matterTitle', title: 'Matter', kind: 'text', sortable: 'matterTitle' },
  { key: 'narrative', title: 'Narrative', kind: 'text' },
  { key: 'timekeeperName', title: 'By', kind: 'text', width: 140, sortable: 'timekeeperName' },
  {
    key: 'units',
    title: 'Hours',
    kind: 'hours',
    width: 72,
    render: (row) => `${Math.floor(row.units / 10)}.${row.units % 10}`,
  },
  { key: 'amountCents', title: 'Amount', kind: 'amount', width: 104, sortable: 'amountCents' },
  {
    key: 'state',
    title: 'State',
    kind: 'node',
    width: 108,
    render: (row) => <Mark tone={describeWork(row).tone}>{describeWork(row).word}</Mark>,
  },
];

/** Time entries; an unbilled one opens to be changed. */
export function TimeTab({ onRecord }: { readonly onRecord: () => void }) {
  const canRecord = useCan('time.record');
  const [state, setState] = useState<'unbilled' | 'all'>('all');
  const [opened, setOpened] = useState<TimeRow | null>(null);
  const [step, setStep] = useState<'look' | 'change' | 'remove'>('look');
  const remove = useCommand(api.billing.removeTime, { say: 'Time removed' });
  const close = (): void => setOpened(null);
  return (
    <>
      <DataTable
        key={state}
        label="Time"
        columns={columns}
        defaultSort={{ by: 'workedOn', descending: true }}
        query={(page) => api.billing.listTime.queryOptions({ input: { ...page, state } })}
        rowId={(row) => row.timeId}
        selectedId={opened?.timeId}
        onOpen={(row) => {
          setOpened(row);
          setStep(row.state === 'unbilled' && canRecord ? 'change' : 'look');
        }}
        filterable
        toolbar={
          <SegmentedControl
            aria-label="Which time"
            size="xs"
            value={state}
            onChange={(value) => setState(value === 'unbilled' ? 'unbilled' : 'all')}
            data={[
              { value: 'all', label: 'All' },
              { value: 'unbilled', label: 'Unbilled' },
            ]}
          />
        }
        empty={
          <EmptyState
            title={state === 'all' ? 'No time is recorded yet' : 'No time waits to be billed'}
            text="Start the timer on a matter, or record what was worked, in tenths of an hour."
            action={canRecord && <Button onClick={onRecord}>Record time</Button>}
          />
        }
      />
      {opened !== null && step === 'change' && (
        <TimePanel key={opened.timeId} opened time={opened} onClose={close} onRemove={() => setStep('remove')} />
      )}
      {opened !== null && step === 'remove' && (
        <RemoveWorkPanel
          opened
          title="Remove time"
          id={opened.timeId}
          amountCents={opened.amountCents}
          matterTitle={opened.matterTitle}
          onClose={close}
          onRemove={async (reason) => {
            const answer = await remove.run({ timeId: opened.timeId, reason });
            return answer.ok ? null : answer.refusal;
          }}
        />
      )}
      <WorkDetailPanel
        opened={opened !== null && step === 'look'}
        title="Time entry"
        row={opened}
        timeId={opened?.timeId}
        facts={
          opened === null
            ? {}
            : {
                Day: opened.workedOn,
                By: opened.timekeeperName,
                Task: opened.taskCode,
                Activity: opened.activityCode,
                Narrative: opened.narrative,
              }
        }
        invoiceId={opened?.invoiceId ?? null}
        onClose={close}
      />
    </>
  );
}
