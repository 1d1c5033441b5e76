import { Checkbox, Group, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { callOutcomes } from '../../../shared/events/intake.ts';
import { api } from '../../app/client.ts';
import { findMembers } from '../../app/find.ts';
import { usePanels } from '../../app/panels.ts';
import { useCommand } from '../../app/use-command.ts';
import { DraftForm } from '../../components/draft-form.tsx';
import { type SearchOption, SearchSelect } from '../../components/search-select.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import type { FormHandle } from '../../components/use-draft-form.ts';
import { CallHints } from './call-hints.tsx';
import classes from './reception.module.css';
import { RecognisedCaller } from './recognised-caller.tsx';

export interface CallValues {
  readonly startedAtMs: number;
  readonly callerName: string;
  readonly callerNumber: string;
  readonly company: string;
  readonly reason: string;
  readonly message: string;
  readonly bestTime: string;
  readonly mayLeaveVoicemail: boolean;
  readonly recordingConsent: boolean;
  readonly outcome: (typeof callOutcomes)[number];
  readonly urgent: boolean;
  readonly forMember: SearchOption | null;
  readonly direction: 'in' | 'out';
  readonly partyId: string | null;
  readonly matter: SearchOption | null;
  readonly confidential: boolean;
}

const outcomeLabels: Record<CallValues['outcome'], string> = {
  message: 'Message',
  transferred: 'Transferred',
  booked: 'Booked',
  lead: 'New lead',
  spam: 'Spam',
  'wrong number': 'Wrong number',
};

/** Logs a call while it is going on: made for one hand on the keyboard. The script stands beside it. */
export function CallPanel({ onClose }: { onClose: () => void }) {
  const [, go] = useLocation();
  const open = usePanels((store) => store.open);
  const [initial] = useState<CallValues>(makeInitial);
  const log = useCommand(api.intake.logCall, { draft: 'call', say: 'Call logged' });
  const after = useRef<() => void>(() => undefined);
  const savedAtMs = useRef(0);
  return (
    <SidePanel opened title="Log a call" onClose={onClose} width={880}>
      <DraftForm
        draftKey="call"
        initial={initial}
        submitLabel="Log the call"
        canRepeat
        onCancel={onClose}
        onSaved={() => {
          onClose();
          after.current();
        }}
        validate={(values) =>
          values.callerName.trim() === '' ? { callerName: 'Give the caller’s name, or “Unknown”.' } : {}
        }
        onSubmit={async (values) => {
          const answer = await log.run(describeCall(values, savedAtMs.current, Date.now()));
          if (!answer.ok) return answer.refusal;
          const callId = answer.value.id;
          savedAtMs.current = Date.now();
          after.current =
            values.outcome === 'lead'
              ? () => open({ kind: 'lead', callId, callerName: values.callerName, callerNumber: values.callerNumber })
              : () => go(`/reception/calls/${callId}`);
          return null;
        }}
        fields={(form) => <CallFields form={form} />}
      />
    </SidePanel>
  );
}

function CallFields({ form }: { form: FormHandle<CallValues> }) {
  const { values } = form;
  return (
    <div className={classes.call}>
      <Stack gap={12}>
        <Group grow gap="sm" align="flex-start">
          <TextInput label="Caller" required data-autofocus autoComplete="off" {...form.text('callerName')} />
          <TextInput label="Number" type="tel" autoComplete="off" {...form.text('callerNumber')} />
        </Group>
        <RecognisedCaller form={form} />
        <TextInput label="Reason" placeholder="What the call is about, in a few words" {...form.text('reason')} />
        <Textarea label="Message" autosize minRows={4} maxRows={10} {...form.text('message')} />
        <Group grow gap="sm" align="flex-start">
          <SearchSelect
            label="For"
            placeholder="Who should call back"
            search={findMembers}
            {...form.field('forMember')}
          />
          <TextInput label="Best time to call back" {...form.text('bestTime')} />
        </Group>
        <div>
          <Text size="sm" fw={600} mb={4} id="call-outcome">
            Outcome
          </Text>
          <SegmentedControl
            fullWidth
            aria-labelledby="call-outcome"
            value={values.outcome}
            onChange={(value) => form.set('outcome', callOutcomes.find((outcome) => outcome === value) ?? 'message')}
            data={callOutcomes.map((outcome) => ({ value: outcome, label: outcomeLabels[outcome] }))}
          />
        </div>
        <Group gap="md">
          <Checkbox label="Urgent: call back within 15 minutes" {...form.check('urgent')} />
          <Checkbox label="Voicemail may be left" {...form.check('mayLeaveVoicemail')} />
          <Checkbox label="Agreed to recording" {...form.check('recordingConsent')} />
          <Checkbox label="Confidential: keep from the provider" {...form.check('confidential')} />
        </Group>
        <Group grow gap="sm" align="flex-start">
          <TextInput label="Company" {...form.text('company')} />
          <div>
            <Text size="sm" fw={600} mb={4} id="call-direction">
              Direction
            </Text>
            <SegmentedControl
              fullWidth
              aria-labelledby="call-direction"
              value={values.direction}
              onChange={(value) => form.set('direction', value === 'out' ? 'out' : 'in')}
              data={[
                { value: 'in', label: 'Came in' },
                { value: 'out', label: 'Went out' },
              ]}
            />
          </div>
        </Group>
      </Stack>
      <CallHints urgent={values.urgent} outcome={values.outcome} />
    </div>
  );
}

function makeInitial(): CallValues {
  return {
    startedAtMs: Date.now(),
    callerName: '',
    callerNumber: '',
    company: '',
    reason: '',
    message: '',
    bestTime: '',
    mayLeaveVoicemail: false,
    recordingConsent: false,
    outcome: 'message',
    urgent: false,
    forMember: null,
    direction: 'in',
    partyId: null,
    matter: null,
    confidential: false,
  };
}

/** The command's input; the call began after the last one was logged, and ends when it is saved, four hours at the most. */
function describeCall(values: CallValues, savedAtMs: number, nowMs: number) {
  const { urgent, forMember, partyId, matter, ...rest } = values;
  const startedAtMs = Math.max(values.startedAtMs, savedAtMs);
  return {
    ...rest,
    startedAtMs,
    endedAtMs: Math.max(startedAtMs, Math.min(nowMs, startedAtMs + 4 * 3_600_000)),
    urgency: urgent ? ('urgent' as const) : ('normal' as const),
    ...(forMember === null ? {} : { forMemberId: forMember.value }),
    ...(partyId === null ? {} : { partyId }),
    ...(matter === null ? {} : { matterId: matter.value }),
  };
}
