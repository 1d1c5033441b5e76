import { ActionIcon, Button, Group, Indicator, Popover, ScrollArea, Text, UnstyledButton } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { subjectPath } from '../../shared/domain/provider/subject-path.ts';
import { InstantText } from '../components/instant-text.tsx';
import { Mark } from '../components/mark.tsx';
import type { Answers } from './answers.ts';
import { api } from './client.ts';
import { describeNews } from './news-words.ts';
import { useCommand } from './use-command.ts';

type News = Answers['talk']['listNews']['rows'][number];

const shownMax = 30;

/** The person's inbox: how much is new, and what. Opening a piece goes to what it is about, and it is seen. */
export function NewsBell() {
  const [isOpen, setOpen] = useState(false);
  const [, go] = useLocation();
  const news = useQuery(api.talk.listNews.queryOptions({ input: { limit: shownMax } }));
  const mark = useCommand(api.talk.markSeen);
  const unseen = news.data?.unseen ?? 0;
  const open = (one: News): void => {
    setOpen(false);
    if (!one.isSeen) void mark.run({ eventIds: [one.eventId] });
    go(subjectPath(one.subjectKind, one.subjectId));
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={380} shadow="md" trapFocus returnFocus>
      <Indicator label={unseen > 99 ? '99+' : unseen} size={16} disabled={unseen === 0} offset={5}>
        <Popover.Target>
          <ActionIcon aria-label={unseen === 0 ? 'Inbox' : `Inbox, ${unseen} new`} onClick={() => setOpen(!isOpen)}>
            <IconBell size={18} aria-hidden />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown p={0} aria-label="Inbox">
        <Group justify="space-between" p="sm">
          <Text fw={600}>Inbox</Text>
          {unseen > 0 && (
            <Button variant="default" size="compact-sm" onClick={() => void mark.run({})} loading={mark.isRunning}>
              All seen
            </Button>
          )}
        </Group>
        <ScrollArea.Autosize mah={420} type="auto">
          {(news.data?.rows ?? []).map((one) => (
            <NewsLine key={one.eventId} news={one} onOpen={() => open(one)} />
          ))}
          {news.data?.rows.length === 0 && (
            <Text c="dimmed" p="sm">
              Nothing yet. Mentions, messages and news of work orders stand here.
            </Text>
          )}
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}

function NewsLine({ news, onOpen }: { news: News; onOpen: () => void }) {
  return (
    <UnstyledButton
      onClick={onOpen}
      px="sm"
      py={8}
      style={{ display: 'block', width: '100%', borderTop: '1px solid var(--annex-line)' }}
    >
      <Group gap={8} wrap="nowrap" justify="space-between">
        <Text size="sm" fw={news.isSeen ? 400 : 600} truncate>
          {news.fromName} {describeNews(news.what)}
        </Text>
        <Group gap={8} wrap="nowrap">
          {!news.isSeen && <Mark tone="info">new</Mark>}
          <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
            <InstantText atMs={news.atMs} />
          </Text>
        </Group>
      </Group>
      <Text size="sm" truncate>
        {news.title}
        {news.matterTitle !== '' && news.matterTitle !== news.title ? `, ${news.matterTitle}` : ''}
      </Text>
      {news.excerpt !== '' && (
        <Text size="xs" c="dimmed" truncate>
          {news.excerpt}
        </Text>
      )}
    </UnstyledButton>
  );
}
