import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/client.ts';
import { describeSharing, explainSharing, type MatterSharing as Sharing } from '../../app/sharing-words.ts';
import { useCommand } from '../../app/use-command.ts';
import { useCan } from '../../app/use-status.ts';
import { nameWorkspace } from '../../app/workspace-names.ts';
import { Answer } from '../../components/answer.tsx';
import { AskReason } from '../../components/ask-reason.tsx';
import { DayText } from '../../components/day-text.tsx';
import { Facts } from '../../components/detail.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Mark } from '../../components/mark.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import type { Matter } from './amend-matter-panel.tsx';
import { ConsentPanel, GiveMatterPanel } from './give-matter-panel.tsx';
import { RestrictMatterPanel } from './restrict-matter-panel.tsx';

type Asked = 'withhold' | 'give' | 'consent' | 'restrict' | 'lift' | null;

/** Who may read a matter: decided here, with what was shown already and what was opened. */
export function MatterSharing({ matter }: { readonly matter: Matter }) {
  const { matterId } = matter;
  const query = useQuery(api.sharing.getMatter.queryOptions({ input: { matterId } }));
  const canShare = useCan('matters.share');
  const [asked, setAsked] = useState<Asked>(null);
  const close = (): void => setAsked(null);
  return (
    <Answer query={query} what="who may read this matter">
      {(sharing) => (
        <Stack gap="lg">
          <section aria-label="State">
            <Group gap="sm" mb={4}>
              <Mark tone={describeSharing(sharing.state).tone}>{describeSharing(sharing.state).word}</Mark>
              {sharing.flags.map((flag) => (
                <Mark key={flag} tone="look">
                  {flag}
                </Mark>
              ))}
            </Group>
            <Text>{explainSharing(sharing)}</Text>
            {canShare && <Choices sharing={sharing} onAsk={setAsked} />}
          </section>
          <Facts
            facts={{
              Consent: <ConsentText sharing={sharing} />,
              'Shared from': sharing.from === null ? '' : <DayText day={sharing.from} />,
              'May read it': sharing.members.map((member) => member.name).join(', '),
              Note: sharing.note,
              'Still told': sharing.stillTold.join(' '),
            }}
          />
          <Shown sharing={sharing} />
          <Opened matterId={matterId} total={sharing.openings} />
          <Decisions sharing={sharing} />
          {asked === 'give' && <GiveMatterPanel matter={matter} sharing={sharing} onClose={close} />}
          {asked === 'consent' && <ConsentPanel matter={matter} onClose={close} />}
          {asked === 'restrict' && <RestrictMatterPanel matter={matter} sharing={sharing} onClose={close} />}
          <Reasons matter={matter} sharing={sharing} asked={asked} onClose={close} />
        </Stack>
      )}
    </Answer>
  );
}

function Choices({ sharing, onAsk }: { readonly sharing: Sharing; readonly onAsk: (asked: Asked) => void }) {
  const { state } = sharing;
  return (
    <Group gap="sm" mt={12}>
      {state === 'withheld' && <Button onClick={() => onAsk('give')}>Give to the people outside</Button>}
      {state === 'shared' && (
        <Button variant="default" onClick={() => onAsk('withhold')}>
          Withhold
        </Button>
      )}
      {state === 'shared' && sharing.consent === null && (
        <Button variant="default" onClick={() => onAsk('consent')}>
          Record the consent
        </Button>
      )}
      <Button variant="default" onClick={() => onAsk('restrict')}>
        {state === 'restricted' ? 'Change the restriction' : 'Restrict'}
      </Button>
      {state === 'restricted' && (
        <Button variant="default" onClick={() => onAsk('lift')}>
          Lift the restriction
        </Button>
      )}
    </Group>
  );
}

function ConsentText({ sharing }: { readonly sharing: Sharing }) {
  const { consent } = sharing;
  if (consent === null) return 'None is recorded';
  const note = consent.note === '' ? '' : `: ${consent.note}`;
  return (
    <>
      {consent.kind === 'client' ? `${consent.consentedBy}, ${consent.how}, ` : 'Not needed, '}
      <DayText day={consent.consentedOn} />
      {note}
    </>
  );
}

function Shown({ sharing }: { readonly sharing: Sharing }) {
  return (
    <section aria-label="Shown already">
      <Title order={3} mb={4}>
        Shown already
      </Title>
      <SimpleTable
        label="Shown already"
        rows={sharing.shown}
        rowId={(row) => row.workspace}
        empty={<Text c="dimmed">No text of this matter has left the firm.</Text>}
        columns={[
          { key: 'workspace', title: 'Workspace', kind: 'text', render: (row) => nameWorkspace(row.workspace) },
          { key: 'texts', title: 'Texts', kind: 'count', width: 80 },
          {
            key: 'firstMs',
            title: 'First',
            kind: 'node',
            width: 170,
            render: (row) => <InstantText atMs={row.firstMs} />,
          },
          {
            key: 'lastMs',
            title: 'Last',
            kind: 'node',
            width: 170,
            render: (row) => <InstantText atMs={row.lastMs} />,
          },
        ]}
      />
      {sharing.shown.length > 0 && (
        <Text size="xs" c="dimmed" pt={4}>
          Written under the key of everybody who holds the workspace. Withholding hides it on their screens; whoever had
          it may have read or kept it, so count it as shown.
        </Text>
      )}
    </section>
  );
}

function Opened({ matterId, total }: { readonly matterId: string; readonly total: number }) {
  const query = useQuery(
    api.sharing.listOpenings.queryOptions({ input: { matterId, limit: 20, sort: 'day', descending: true } }),
  );
  return (
    <section aria-label="Opened outside">
      <Title order={3} mb={4}>
        Opened outside
      </Title>
      <SimpleTable
        label="Opened outside"
        rows={query.data?.rows ?? []}
        rowId={(row) => `${row.day}/${row.memberName}/${row.kind}/${row.thingId}`}
        empty={<Text c="dimmed">Nobody outside has opened anything of this matter.</Text>}
        columns={[
          { key: 'day', title: 'Day', kind: 'day', width: 104 },
          { key: 'memberName', title: 'Who', kind: 'text', width: 180 },
          { key: 'title', title: 'What', kind: 'text' },
        ]}
      />
      {total > 20 && (
        <Text size="xs" c="dimmed" pt={4}>
          The last 20 of {total.toLocaleString('en-US')}. All of them are under Provider, What was opened.
        </Text>
      )}
    </section>
  );
}

function Decisions({ sharing }: { readonly sharing: Sharing }) {
  if (sharing.decisions.length === 0) return null;
  return (
    <section aria-label="Decisions">
      <Title order={3} mb={4}>
        Decisions
      </Title>
      <SimpleTable
        label="Decisions"
        rows={sharing.decisions}
        rowId={(row) => row.eventId}
        columns={[
          { key: 'atMs', title: 'When', kind: 'node', width: 170, render: (row) => <InstantText atMs={row.atMs} /> },
          { key: 'what', title: 'What', kind: 'text', width: 200 },
          { key: 'memberName', title: 'Who', kind: 'text', width: 140 },
          { key: 'note', title: 'Why', kind: 'text' },
        ]}
      />
    </section>
  );
}

function Reasons({
  matter,
  sharing,
  asked,
  onClose,
}: {
  readonly matter: Matter;
  readonly sharing: Sharing;
  readonly asked: Asked;
  readonly onClose: () => void;
}) {
  const withhold = useCommand(api.sharing.withholdMatter, { say: 'Matter withheld' });
  const lift = useCommand(api.sharing.liftRestriction, { say: 'Restriction lifted' });
  const { matterId, number } = matter;
  const texts = sharing.shown.reduce((sum, row) => sum + row.texts, 0);
  return (
    <>
      <AskReason
        opened={asked === 'withhold'}
        title={`Withhold ${number}`}
        consequence={`From now on its texts are sealed for the firm alone, and they go dark on the screens outside at the next sync. ${texts} texts were shown already: nothing takes those back.`}
        confirmLabel="Withhold"
        onClose={onClose}
        onConfirm={async (reason) => {
          const answer = await withhold.run({ matterId, reason });
          return answer.ok ? null : answer.refusal;
        }}
      />
      <AskReason
        opened={asked === 'lift'}
        title={`Lift the restriction of ${number}`}
        consequence="All members of the firm read it again. It stays withheld from the people outside until it is given."
        confirmLabel="Lift"
        isRequired
        onClose={onClose}
        onConfirm={async (reason) => {
          const answer = await lift.run({ matterId, reason });
          return answer.ok ? null : answer.refusal;
        }}
      />
    </>
  );
}
