import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Answers } from '../../app/answers.ts';
import { api } from '../../app/client.ts';
import { usePlace } from '../../app/use-place.ts';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Mark } from '../../components/mark.tsx';
import { ConversationDetail } from './conversation-detail.tsx';
import { ConversationPanel } from './conversation-panel.tsx';
import { ProviderFrame } from './provider-frame.tsx';

type Row = Answers['talk']['listConversations']['rows'][number];
type Sort = 'lastAt' | 'subject';

const subject: TableColumn<Row, Sort> = { key: 'subject', title: 'About', kind: 'text', sortable: 'subject' };
const unseen: TableColumn<Row, Sort> = {
  key: 'unseen',
  title: 'New',
  kind: 'node',
  width: 72,
  render: (row) => (row.unseen > 0 ? <Mark tone="info">{row.unseen}</Mark> : ''),
};
const columns: readonly TableColumn<Row, Sort>[] = [
  subject,
  { key: 'matterTitle', title: 'Matter', kind: 'text' },
  { key: 'others', title: 'With', kind: 'text', render: (row) => row.others.join(', ') },
  { key: 'lastText', title: 'Last', kind: 'text', render: (row) => `${row.lastName}: ${row.lastText}` },
  {
    key: 'lastAtMs',
    title: 'When',
    kind: 'node',
    width: 176,
    sortable: 'lastAt',
    render: (row) => <InstantText atMs={row.lastAtMs} />,
  },
  unseen,
];

/** Conversations between the firm and the provider, about a matter or in general. */
export function MessagesPage() {
  const { parts, go } = usePlace();
  const [, id] = parts;
  const [isNew, setNew] = useState(false);
  return (
    <>
      <ProviderFrame
        fill
        detailWidth="wide"
        actions={
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setNew(true)}>
            Write a message
          </Button>
        }
        detail={
          id !== undefined && (
            <ConversationDetail key={id} conversationId={id} onClose={() => go('/provider/messages')} />
          )
        }
      >
        <DataTable<Row, Sort>
          label="Messages"
          columns={id === undefined ? columns : [subject, unseen]}
          query={(page) => api.talk.listConversations.queryOptions({ input: page })}
          defaultSort={{ by: 'lastAt' }}
          rowId={(row) => row.conversationId}
          onOpen={(row) => go(`/provider/messages/${row.conversationId}`)}
          selectedId={id}
          filterable
          empty={
            <EmptyState
              title="No messages yet"
              text="What concerns a matter is written about that matter; whoever may not see it cannot be written to about it."
              action={<Button onClick={() => setNew(true)}>Write a message</Button>}
            />
          }
        />
      </ProviderFrame>
      {isNew && <ConversationPanel onClose={() => setNew(false)} onDone={(made) => go(`/provider/messages/${made}`)} />}
    </>
  );
}
