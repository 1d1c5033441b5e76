import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { usePanels } from '../../app/panels.ts';
import { Mark } from '../../components/mark.tsx';
import type { Report } from './conflict-report.tsx';
import classes from './reception.module.css';

export type Hit = Report['hits'][number];

/** One hit: whom it found, why it matched, and where the firm knows them from. */
export function ConflictHit({ hit, children }: { hit: Hit; children?: ReactNode }) {
  const open = usePanels((store) => store.open);
  return (
    <div className={classes.hit}>
      <Group gap="sm" align="center">
        <Text
          fw={600}
          component="button"
          onClick={() => open({ kind: 'person', partyId: hit.partyId })}
          style={{
            background: 'none',
            border: 0,
            padding: 0,
            cursor: 'pointer',
            color: 'inherit',
            textDecoration: 'underline',
          }}
        >
          {hit.matchedName}
        </Text>
        <Mark tone={hit.band === 'likely' ? 'look' : 'plain'}>
          {hit.band === 'likely' ? 'likely the same' : 'to review'}
        </Mark>
        <Text size="xs" c="dimmed" className="annex-figures">
          {Math.round(hit.score / 10)} of 100, for {hit.queryName}
        </Text>
      </Group>
      <Text size="sm">Why: {hit.reasons.join(' ')}</Text>
      {hit.where.length > 0 && (
        <Text size="sm" c="dimmed">
          Known as {hit.where.join('; ')}.
        </Text>
      )}
      {hit.decision !== null && (
        <Text size="sm" mt={4}>
          <Mark tone="plain">{hit.decision}</Mark> {hit.decisionReason}
        </Text>
      )}
      {children}
    </div>
  );
}
