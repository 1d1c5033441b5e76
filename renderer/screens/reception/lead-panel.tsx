import { Autocomplete, Checkbox, Group, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { api } from '../../app/client.ts';
import { practiceAreas } from '../../app/practice-areas.ts';
import { useCommand } from '../../app/use-command.ts';
import { useToday } from '../../app/use-status.ts';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { listTypedParties, makePartyRow, type PartyRow, PartyRows } from './party-rows.tsx';

interface LeadPanelProps {
  readonly onClose: () => void;
  readonly callId?: string | undefined;
  readonly callerName?: string | undefined;
  readonly callerNumber?: string | undefined;
  /** The lead to change; a new one where absent. */
  readonly lead?: { readonly leadId: string; readonly values: LeadValues } | undefined;
}

export interface LeadValues {
  readonly parties: readonly PartyRow[];
  readonly practiceArea: string;
  readonly summary: string;
  readonly source: string;
  readonly nextAction: string;
  readonly nextActionOn: string | null;
  readonly confidential: boolean;
}

/** Opens a lead with everybody named, or changes one. */
export function LeadPanel({ onClose, callId, callerName, callerNumber, lead }: LeadPanelProps) {
  const [, go] = useLocation();
  const today = useToday();
  const draftKey = lead !== undefined ? `lead/${lead.leadId}` : callId !== undefined ? `lead/call/${callId}` : 'lead';
  const open = useCommand(api.intake.openLead, {
    draft: draftKey,
    say: 'Lead opened',
    onDone: (done) => go(`/reception/leads/${done.id}`),
  });
  const amend = useCommand(api.intake.amendLead, { draft: draftKey, say: 'Lead changed' });
  const [initial] = useState<LeadValues>(
    () =>
      lead?.values ?? {
        parties: [makePartyRow('prospective client', callerName, callerNumber), makePartyRow('adverse')],
        practiceArea: '',
        summary: '',
        source: '',
        nextAction: '',
        nextActionOn: null,
        confidential: false,
      },
  );
  return (
    <FormPanel
      opened
      onClose={onClose}
      title={lead === undefined ? 'New lead' : 'Change the lead'}
      width={720}
      draftKey={draftKey}
      initial={initial}
      submitLabel={lead === undefined ? 'Open the lead' : 'Save'}
      validate={(values) => ({
        ...(listTypedParties(values.parties).length === 0 ? { parties: 'Name the prospective client.' } : {}),
        ...(values.practiceArea.trim() === '' ? { practiceArea: 'Say what kind of matter it would be.' } : {}),
      })}
      onSubmit={async ({ parties, nextActionOn, confidential, ...values }) => {
        const input = {
          ...values,
          parties: listTypedParties(parties),
          ...(nextActionOn === null ? {} : { nextActionOn }),
        };
        const answer =
          lead === undefined
            ? await open.run({ ...input, confidential, ...(callId === undefined ? {} : { callId }) })
            : await amend.run({ ...input, confidential, leadId: lead.leadId });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <div>
            <Text size="sm" fw={600} mb={4}>
              Everybody named
            </Text>
            <PartyRows
              rows={form.values.parties}
              onChange={(parties) => form.set('parties', parties)}
              error={form.errors.parties}
            />
          </div>
          <Group grow gap="sm" align="flex-start">
            <Autocomplete label="Practice area" required data={[...practiceAreas]} {...form.field('practiceArea')} />
            <TextInput label="Source" placeholder="Who sent them, or what they saw" {...form.text('source')} />
          </Group>
          <Textarea
            label="Summary"
            description="The story in a few sentences"
            autosize
            minRows={3}
            {...form.text('summary')}
          />
          <Group grow gap="sm" align="flex-start">
            <TextInput label="Next action" placeholder="Call back with a time" {...form.text('nextAction')} />
            <DayInput label="Next action on" lean="future" today={today} {...form.field('nextActionOn')} />
          </Group>
          {lead === undefined && (
            <Checkbox label="Confidential from the start: keep from the provider" {...form.check('confidential')} />
          )}
          {lead?.values.confidential === false && (
            <Checkbox
              label="Keep from the provider from now on"
              description="What was written before, and the call, they may have read. People named elsewhere in the open stay so."
              {...form.check('confidential')}
            />
          )}
        </>
      )}
    />
  );
}
