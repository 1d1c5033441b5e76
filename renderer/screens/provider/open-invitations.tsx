import { Button, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { roleLabel } from '../../../shared/domain/roles/rights.ts';
import type { Answers } from '../../app/answers.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { FormPanel } from '../../components/form-panel.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Mark } from '../../components/mark.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';

type Invitation = Answers['provider']['listMembers']['invitations'][number];

const tones = { open: 'look', expired: 'plain', withdrawn: 'plain' } as const;
const words = { open: 'Open', expired: 'Expired', withdrawn: 'Withdrawn' } as const;

/** Invitations that nobody has used, and a way to withdraw them: for who manages the firm. */
export function OpenInvitations({ rows }: { readonly rows: readonly Invitation[] }) {
  const [asked, setAsked] = useState<Invitation | null>(null);
  if (rows.length === 0) return null;
  return (
    <section aria-label="Invitations not used">
      <Title order={2} mb={8}>
        Invitations not used
      </Title>
      <SimpleTable
        label="Invitations not used"
        rows={rows}
        rowId={(row) => row.invitationId}
        columns={[
          { key: 'name', title: 'For', kind: 'text' },
          { key: 'role', title: 'Role', kind: 'text', render: (row) => roleLabel(row.role) },
          {
            key: 'expiresAtMs',
            title: 'Good until',
            kind: 'node',
            render: (row) => <InstantText atMs={row.expiresAtMs} />,
          },
          {
            key: 'state',
            title: 'State',
            kind: 'node',
            width: 104,
            render: (row) => <Mark tone={tones[row.state]}>{words[row.state]}</Mark>,
          },
          {
            key: 'withdraw',
            title: '',
            kind: 'node',
            width: 104,
            render: (row) =>
              row.state !== 'withdrawn' && (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  aria-label={`Withdraw the invitation of ${row.name}`}
                  onClick={() => setAsked(row)}
                >
                  Withdraw
                </Button>
              ),
          },
        ]}
      />
      {asked !== null && <WithdrawPanel invitation={asked} onClose={() => setAsked(null)} />}
    </section>
  );
}

function WithdrawPanel({ invitation, onClose }: { readonly invitation: Invitation; readonly onClose: () => void }) {
  const withdraw = useCommand(api.provider.withdrawInvitation, { say: 'Invitation withdrawn' });
  return (
    <FormPanel
      opened
      title={`Withdraw the invitation of ${invitation.name}`}
      draftKey={null}
      initial={{}}
      submitLabel="Withdraw"
      onClose={onClose}
      onSubmit={async () => {
        const answer = await withdraw.run({ invitationId: invitation.invitationId });
        return answer.ok ? null : answer.refusal;
      }}
      fields={() => (
        <Text>
          Nobody joins by it any more. New keys start for what its code could read: whoever has the code reads nothing
          that comes.
        </Text>
      )}
    />
  );
}
