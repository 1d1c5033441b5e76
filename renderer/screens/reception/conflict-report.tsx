import { Button, Loader, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { z } from 'zod';
import type { conflictReportSchema } from '../../../shared/contract/intake.ts';
import { api, client } from '../../app/client.ts';
import { useCan } from '../../app/use-status.ts';
import { Detail, Facts } from '../../components/detail.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { PdfView } from '../../components/pdf-view.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { ConflictDecision } from './conflict-decision.tsx';
import { ConflictHit } from './conflict-hit.tsx';
import { ConflictMark } from './lead-list.tsx';

export type Report = z.infer<typeof conflictReportSchema>;

/** One conflict report: what was searched, each hit with its reasons, and the attorney's decision. */
export function ConflictReport({ conflictId, onClose }: { conflictId: string; onClose: () => void }) {
  const report = useQuery(api.intake.getConflictCheck.queryOptions({ input: { conflictId } }));
  const canDecide = useCan('conflicts.clear');
  const [showsPaper, setShowsPaper] = useState(false);
  if (report.data === undefined) {
    if (report.isLoading) return <Loader m="md" size="sm" aria-label="Loading the report" />;
    return (
      <Detail title="Conflict check" onClose={onClose}>
        <Text c="dimmed">{report.error?.message ?? 'This report is not known.'}</Text>
      </Detail>
    );
  }
  const shown = report.data;
  const variants = shown.queries
    .flatMap((query) => query.variants.filter((variant) => variant !== query.name))
    .join(', ');
  return (
    <Detail
      title="Conflict check"
      subtitle={
        <>
          <ConflictMark result={shown.result} />
          <span>
            {shown.ranBy}, <InstantText atMs={shown.ranAtMs} />
          </span>
        </>
      }
      onClose={onClose}
      actions={
        <>
          {shown.leadId !== null && (
            <Button variant="default" component={Link} href={`/reception/leads/${shown.leadId}`}>
              Go to the lead
            </Button>
          )}
          <Button variant="default" onClick={() => setShowsPaper(true)}>
            On paper
          </Button>
        </>
      }
    >
      <Stack gap="lg">
        <Facts
          facts={{
            'Searched for': shown.queries.map((query) => `${query.name} (${query.role})`).join('\n'),
            'Also as': variants === '' ? '' : <span style={{ textTransform: 'capitalize' }}>{variants}</span>,
            Searched: `${shown.searchedParties.toLocaleString('en-US')} people and organisations`,
            'Weak matches': shown.hidden === 0 ? '' : `${shown.hidden} not listed`,
            Decided: shown.decidedAtMs === null ? '' : `${shown.decidedBy}: ${shown.reason}`,
          }}
        />
        <section>
          <Title order={3} mb={4}>
            {shown.hits.length === 0 ? 'No hits' : shown.hits.length === 1 ? '1 hit' : `${shown.hits.length} hits`}
          </Title>
          {shown.result === 'to decide' && canDecide ? (
            <ConflictDecision report={shown} />
          ) : shown.hits.length === 0 ? (
            <Text c="dimmed">Nobody the firm knows bears one of these names.</Text>
          ) : (
            shown.hits.map((hit) => <ConflictHit key={hit.key} hit={hit} />)
          )}
          {shown.result === 'to decide' && !canDecide && (
            <EmptyState title="An attorney of the firm decides" text="The check waits under Today until then." />
          )}
        </section>
      </Stack>
      <SidePanel opened={showsPaper} title="Conflict report" onClose={() => setShowsPaper(false)} width={760}>
        {showsPaper && (
          <PdfView title="Conflict report" load={() => client.intake.conflictReportPdf({ conflictId })} height="80vh" />
        )}
      </SidePanel>
    </Detail>
  );
}
