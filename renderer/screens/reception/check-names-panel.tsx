import { Text } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { FormPanel } from '../../components/form-panel.tsx';
import { listTypedParties, makePartyRow, type PartyRow, PartyRows } from './party-rows.tsx';

interface CheckValues {
  readonly names: readonly PartyRow[];
}

/** Checks names without a lead: before a consultation, or for a new name in an old matter. */
export function CheckNamesPanel({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [, go] = useLocation();
  const check = useCommand(api.intake.runConflictCheck, {
    draft: 'conflict-check',
    onDone: (report) => go(`/reception/conflicts/${report.conflictId}`),
  });
  const [initial] = useState<CheckValues>(() => ({
    names: [makePartyRow('prospective client'), makePartyRow('adverse')],
  }));
  return (
    <FormPanel
      opened={opened}
      onClose={onClose}
      title="Check names for conflicts"
      width={640}
      draftKey="conflict-check"
      initial={initial}
      submitLabel="Run the check"
      validate={(values) => (listTypedParties(values.names).length === 0 ? { names: 'Give at least one name.' } : {})}
      onSubmit={async (values) => {
        const names = listTypedParties(values.names).map(({ phone: _, ...name }) => name);
        const answer = await check.run({ names });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Text c="dimmed">The report is kept, whatever it finds.</Text>
          <PartyRows
            rows={form.values.names}
            onChange={(names) => form.set('names', names)}
            error={form.errors.names}
            withPhone={false}
          />
        </>
      )}
    />
  );
}
