import { Button, Loader, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '../../app/client.ts';
import { Comments } from '../../app/comments.tsx';
import { usePanels } from '../../app/panels.ts';
import { useCommand } from '../../app/use-command.ts';
import { AskReason } from '../../components/ask-reason.tsx';
import { Detail, Facts } from '../../components/detail.tsx';
import { formatInstant } from '../../components/instant-text.tsx';
import { CallMarks, type CallRow } from './call-list.tsx';

/** One call: what was said, and what follows from it. */
export function CallDetail({ callId, onClose }: { callId: string; onClose: () => void }) {
  const call = useQuery(api.intake.getCall.queryOptions({ input: { callId } }));
  if (call.data !== undefined) return <ShownCall call={call.data} onClose={onClose} />;
  if (call.isLoading) return <Loader m="md" size="sm" aria-label="Loading the call" />;
  return (
    <Detail title="Call" onClose={onClose}>
      <Text c="dimmed">This call is not in the list. It may not have been replicated to this computer yet.</Text>
    </Detail>
  );
}

function ShownCall({ call, onClose }: { call: CallRow; onClose: () => void }) {
  const [isReturning, setReturning] = useState(false);
  const open = usePanels((store) => store.open);
  const returned = useCommand(api.intake.returnCall, { say: 'Callback done' });
  const isWaiting = call.callbackByMs !== null && call.returnedAtMs === null;
  const nowMs = Date.now();
  return (
    <Detail
      title={call.callerName}
      subtitle={<CallMarks call={call} />}
      onClose={onClose}
      actions={
        <>
          {call.leadId === null && call.matterId === null && (
            <Button
              variant="default"
              onClick={() =>
                open({
                  kind: 'lead',
                  callId: call.callId,
                  callerName: call.callerName,
                  callerNumber: call.callerNumber,
                })
              }
            >
              Make a lead
            </Button>
          )}
          {isWaiting && <Button onClick={() => setReturning(true)}>Mark as returned</Button>}
        </>
      }
    >
      <Stack gap="md">
        {call.message !== '' && <Text style={{ whiteSpace: 'pre-line' }}>{call.message}</Text>}
        <Facts
          facts={{
            Reason: call.reason,
            Number: call.callerNumber,
            Company: call.company,
            For: call.forName,
            'Call back by': call.callbackByMs === null ? '' : formatInstant(call.callbackByMs, nowMs),
            'Best time': call.bestTime,
            Voicemail: call.mayLeaveVoicemail ? 'May be left' : 'Ask first',
            Returned: call.returnedAtMs === null ? '' : formatInstant(call.returnedAtMs, nowMs),
            Direction: call.direction === 'in' ? 'Came in' : 'Went out',
            'Taken by': `${call.takenBy}, ${formatInstant(call.startedAtMs, nowMs)}`,
            Lasted: `${Math.max(1, Math.round((call.endedAtMs - call.startedAtMs) / 60_000))} min`,
            Matter: call.matterId === null ? '' : <Link href={`/matters/${call.matterId}`}>{call.matterTitle}</Link>,
            Lead: call.leadId === null ? '' : <Link href={`/reception/leads/${call.leadId}`}>Open the lead</Link>,
          }}
        />
        <Comments subjectKind="call" subjectId={call.callId} />
      </Stack>
      <AskReason
        opened={isReturning}
        title="Mark as returned"
        label="What came of it"
        confirmLabel="Mark as returned"
        onClose={() => setReturning(false)}
        onConfirm={async (note) => {
          const answer = await returned.run({ callId: call.callId, note });
          return answer.ok ? null : answer.refusal;
        }}
      />
    </Detail>
  );
}
