import { Alert, Button, Group, Loader, Menu, Stack, Text, Title } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { z } from 'zod';
import type { intakeContract } from '../../../shared/contract/intake.ts';
import type { LeadStage } from '../../../shared/domain/intake/lead-stage.ts';
import { api } from '../../app/client.ts';
import { Comments } from '../../app/comments.tsx';
import { usePanels } from '../../app/panels.ts';
import { partyRoles } from '../../app/party-roles.ts';
import { useCommand } from '../../app/use-command.ts';
import { useCan } from '../../app/use-status.ts';
import { AskReason } from '../../components/ask-reason.tsx';
import { DayText } from '../../components/day-text.tsx';
import { Detail, Facts } from '../../components/detail.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Mark } from '../../components/mark.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import { ConflictMark } from './lead-list.tsx';
import { LeadPanel, type LeadValues } from './lead-panel.tsx';

type Lead = z.output<NonNullable<(typeof intakeContract.getLead)['~orpc']['outputSchema']>>;

const stagesWithReason: readonly LeadStage[] = ['declined', 'lost', 'referred out', 'no response', 'conflict'];

/** One lead: its people, the conflict check, where it stands, and the way to a matter. */
export function LeadDetail({ leadId, onClose }: { leadId: string; onClose: () => void }) {
  const [, go] = useLocation();
  const lead = useQuery(api.intake.getLead.queryOptions({ input: { leadId } }));
  const open = usePanels((store) => store.open);
  const canOpenMatters = useCan('matters.manage');
  const [isAmending, setAmending] = useState(false);
  const [leaving, setLeaving] = useState<LeadStage | null>(null);
  const check = useCommand(api.intake.runConflictCheck, {
    onDone: (report) => go(`/reception/conflicts/${report.conflictId}`),
  });
  const move = useCommand(api.intake.moveLead, { say: 'Lead moved' });
  if (lead.data === undefined) {
    if (lead.isLoading) return <Loader m="md" size="sm" aria-label="Loading the lead" />;
    return (
      <Detail title="Lead" onClose={onClose}>
        <Text c="dimmed">{lead.error?.message ?? 'This lead is not known.'}</Text>
      </Detail>
    );
  }
  const shown = lead.data;
  const refusal = check.refusal ?? move.refusal;
  const isCleared = shown.conflict === 'clear' || shown.conflict === 'clear with waiver';
  return (
    <Detail
      title={shown.name}
      subtitle={
        <>
          <Mark tone="plain">{shown.stage}</Mark>
          <span>{shown.practiceArea}</span>
          {shown.confidential && <Mark tone="info">kept from the provider</Mark>}
        </>
      }
      onClose={onClose}
      actions={
        <>
          <Button variant="default" onClick={() => setAmending(true)}>
            Change
          </Button>
          <StageMenu
            stages={shown.nextStages}
            onChoose={(stage) => {
              if (stagesWithReason.includes(stage)) setLeaving(stage);
              else void move.run({ leadId, stage });
            }}
          />
          {shown.matterId === null ? (
            canOpenMatters && (
              <Button onClick={() => open({ kind: 'matter', leadId })} variant={isCleared ? 'filled' : 'default'}>
                Open a matter
              </Button>
            )
          ) : (
            <Button onClick={() => go(`/matters/${shown.matterId}`)}>Go to the matter</Button>
          )}
        </>
      }
    >
      <Stack gap="lg">
        {refusal !== null && (
          <Alert color="red" variant="light" role="alert" p="sm">
            {refusal.sentence}
          </Alert>
        )}
        {shown.summary !== '' && <Text style={{ whiteSpace: 'pre-line' }}>{shown.summary}</Text>}
        <section>
          <Title order={3} mb={4}>
            People
          </Title>
          <SimpleTable
            label="People of the lead"
            rows={shown.parties}
            rowId={(row) => `${row.partyId}/${row.role}`}
            onOpen={(row) => open({ kind: 'person', partyId: row.partyId })}
            columns={[
              { key: 'name', title: 'Name', kind: 'text' },
              { key: 'role', title: 'Role', kind: 'text', width: 180 },
            ]}
          />
        </section>
        <section>
          <Group gap="sm" mb={8}>
            <Title order={3}>Conflict check</Title>
            <ConflictMark result={shown.conflict} />
          </Group>
          <Group gap="sm">
            <Button
              variant={shown.conflict === 'not run' ? 'filled' : 'default'}
              loading={check.isRunning}
              onClick={() => void check.run({ leadId, names: [] })}
            >
              {shown.conflictIds.length === 0 ? 'Run the conflict check' : 'Run it again'}
            </Button>
            {shown.conflictIds.map((conflictId, place) => (
              <Link
                key={conflictId}
                href={`/reception/conflicts/${conflictId}`}
                style={{ color: 'var(--mantine-color-anchor)' }}
              >
                {place === 0 ? 'Latest report' : `Report ${shown.conflictIds.length - place}`}
              </Link>
            ))}
          </Group>
        </section>
        <Facts
          facts={{
            Source: shown.source,
            'Next action': shown.nextAction,
            'Next action on': shown.nextActionOn === null ? '' : <DayText day={shown.nextActionOn} />,
            Opened: <InstantText atMs={shown.openedAtMs} />,
            Call: shown.callId === null ? '' : <Link href={`/reception/calls/${shown.callId}`}>Open the call</Link>,
          }}
        />
        <section>
          <Title order={3} mb={4}>
            History
          </Title>
          <SimpleTable
            label="History of the lead"
            rows={shown.history}
            rowId={(row) => `${row.atMs}/${row.text}`}
            columns={[
              {
                key: 'atMs',
                title: 'When',
                kind: 'node',
                width: 180,
                render: (row) => <InstantText atMs={row.atMs} />,
              },
              { key: 'memberName', title: 'Who', kind: 'text', width: 160 },
              { key: 'text', title: 'What', kind: 'text' },
            ]}
          />
        </section>
        <Comments subjectKind="lead" subjectId={leadId} />
      </Stack>
      {isAmending && <LeadPanel onClose={() => setAmending(false)} lead={{ leadId, values: describeLead(shown) }} />}
      <AskReason
        opened={leaving !== null}
        title={`End the lead: ${leaving ?? ''}`}
        confirmLabel="End the lead"
        isRequired={leaving === 'declined' || leaving === 'lost'}
        onClose={() => setLeaving(null)}
        onConfirm={async (reason) => {
          const answer = await move.run({ leadId, stage: leaving ?? 'declined', reason });
          return answer.ok ? null : answer.refusal;
        }}
      />
    </Detail>
  );
}

function StageMenu({ stages, onChoose }: { stages: readonly LeadStage[]; onChoose: (stage: LeadStage) => void }) {
  if (stages.length === 0) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
          Move to
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {stages.map((stage) => (
          <Menu.Item key={stage} onClick={() => onChoose(stage)}>
            {stage}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function describeLead(lead: Lead): LeadValues {
  return {
    parties: lead.parties.map((party) => ({
      key: `${party.partyId}/${party.role}`,
      who: { value: party.partyId, label: party.name },
      role: partyRoles.find((role) => role === party.role) ?? 'other',
      phone: '',
    })),
    practiceArea: lead.practiceArea,
    summary: lead.summary,
    source: lead.source,
    nextAction: lead.nextAction,
    nextActionOn: lead.nextActionOn,
    confidential: lead.confidential,
  };
}
