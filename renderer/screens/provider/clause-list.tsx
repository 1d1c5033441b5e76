import { SegmentedControl, Text, Textarea, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useCan } from '../../app/use-status.ts';
import { Answer } from '../../components/answer.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { Mark } from '../../components/mark.tsx';
import { type SearchOption, SearchSelect } from '../../components/search-select.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import { type Clause, describeClause, type Provider } from './relations-words.ts';

interface ClauseListProps {
  readonly provider: Provider;
  readonly isNarrow: boolean;
}

/** The clauses that a contract with a provider usually has, each found or missed. */
export function ClauseList({ provider, isNarrow }: ClauseListProps) {
  const query = useQuery(api.agreement.listClauses.queryOptions({ input: { providerId: provider.providerId } }));
  const canRecord = useCan('provider.oversee');
  const [opened, setOpened] = useState<Clause | null>(null);
  return (
    <section aria-label="Clauses of the contract">
      <Answer query={query} what="the clauses">
        {({ rows }) => (
          <>
            <Title order={3} mb={4}>
              Clauses of the contract
            </Title>
            <Text size="xs" c="dimmed" mb={8}>
              {countClauses(rows)}
            </Text>
            <SimpleTable
              label="Clauses"
              rows={rows}
              rowId={(row) => row.clauseId}
              {...(canRecord ? { onOpen: setOpened } : {})}
              columns={[
                {
                  key: 'name',
                  title: 'Clause',
                  kind: 'node',
                  render: (row) => (
                    <div>
                      {row.name}
                      {!isNarrow && (
                        <Text size="xs" c="dimmed">
                          {row.why}
                        </Text>
                      )}
                    </div>
                  ),
                },
                {
                  key: 'isPresent',
                  title: 'In the contract',
                  kind: 'node',
                  width: 120,
                  render: (row) => <Mark tone={describeClause(row).tone}>{describeClause(row).word}</Mark>,
                },
                ...(isNarrow
                  ? []
                  : ([
                      { key: 'documentTitle', title: 'Document', kind: 'text' },
                      { key: 'datedOn', title: 'Dated', kind: 'day' },
                    ] as const)),
                { key: 'renewsOn', title: 'Renews', kind: 'day' },
              ]}
            />
          </>
        )}
      </Answer>
      {opened !== null && <ClausePanel provider={provider} clause={opened} onClose={() => setOpened(null)} />}
    </section>
  );
}

function countClauses(rows: readonly Clause[]): string {
  const present = rows.filter((row) => row.isPresent === true).length;
  const absent = rows.filter((row) => row.isPresent === false).length;
  return `${present} present, ${absent} absent, ${rows.length - present - absent} not looked at. What ethics or law asks for should not be absent.`;
}

async function findDocuments(text: string): Promise<SearchOption[]> {
  const { rows } = await client.documents.listDocuments({ filter: text, limit: 12 });
  return rows.map((row) => ({ value: row.documentId, label: row.title, detail: row.fileName }));
}

interface ClauseValues {
  readonly isPresent: 'yes' | 'no';
  readonly document: SearchOption | null;
  readonly datedOn: string | null;
  readonly renewsOn: string | null;
  readonly note: string;
}

interface ClausePanelProps {
  readonly provider: Provider;
  readonly clause: Clause;
  readonly onClose: () => void;
}

function ClausePanel({ provider, clause, onClose }: ClausePanelProps) {
  const draftKey = `provider/clause/${provider.providerId}/${clause.clauseId}`;
  const record = useCommand(api.agreement.recordClause, { draft: draftKey, say: 'Clause recorded' });
  const initial: ClauseValues = {
    isPresent: clause.isPresent === false ? 'no' : 'yes',
    document: clause.documentId === null ? null : { value: clause.documentId, label: clause.documentTitle },
    datedOn: clause.datedOn,
    renewsOn: clause.renewsOn,
    note: clause.note,
  };
  return (
    <FormPanel<ClauseValues>
      opened
      title={clause.name}
      draftKey={draftKey}
      initial={initial}
      submitLabel="Record"
      onClose={onClose}
      onSubmit={async ({ isPresent, document, datedOn, renewsOn, note }) => {
        const answer = await record.run({
          providerId: provider.providerId,
          clauseId: clause.clauseId,
          isPresent: isPresent === 'yes',
          ...(document === null ? {} : { documentId: document.value }),
          ...(datedOn === null ? {} : { datedOn }),
          ...(renewsOn === null ? {} : { renewsOn }),
          note,
        });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Text c="dimmed">{clause.why}</Text>
          <SegmentedControl
            aria-label="Is it in the contract?"
            data={[
              { value: 'yes', label: 'Present' },
              { value: 'no', label: 'Absent' },
            ]}
            value={form.values.isPresent}
            onChange={(value) => form.set('isPresent', value === 'no' ? 'no' : 'yes')}
          />
          <SearchSelect
            label="Document"
            placeholder="The signed contract, a certificate"
            search={findDocuments}
            {...form.field('document')}
          />
          <DayInput label="Dated" lean="past" {...form.field('datedOn')} />
          <DayInput label="Renews" lean="future" {...form.field('renewsOn')} />
          <Textarea label="Note" autosize minRows={2} {...form.text('note')} />
        </>
      )}
    />
  );
}
