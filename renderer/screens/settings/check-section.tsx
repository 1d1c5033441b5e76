import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/client.ts';
import { Mark } from '../../components/mark.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';

/** Runs the numbered checks and shows what they found. */
export function CheckSection() {
  const check = useQuery(api.firm.check.queryOptions({ input: {}, enabled: false, gcTime: 0 }));
  const shown = check.data;
  return (
    <Stack gap="sm">
      <Button variant="default" w="fit-content" loading={check.isFetching} onClick={() => void check.refetch()}>
        Run the checks
      </Button>
      {check.error !== null && (
        <Text c="var(--annex-danger)" role="alert">
          {check.error.message}
        </Text>
      )}
      {shown !== undefined && (
        <>
          <Text role="status">
            {shown.checksRun} checks were run. {sayFindings(shown.findings.length)}
          </Text>
          {shown.findings.length > 0 && (
            <SimpleTable
              label="Findings"
              rows={shown.findings}
              rowId={(row) => `${row.number}/${row.detail}`}
              columns={[
                { key: 'number', title: 'No.', kind: 'text', width: 72 },
                {
                  key: 'severity',
                  title: 'Weight',
                  kind: 'node',
                  width: 96,
                  render: (row) => <Mark tone="look">{row.severity}</Mark>,
                },
                { key: 'title', title: 'Check', kind: 'text' },
                { key: 'detail', title: 'What was found', kind: 'text' },
              ]}
            />
          )}
        </>
      )}
    </Stack>
  );
}

function sayFindings(count: number): string {
  if (count === 0) return 'Everything adds up.';
  return count === 1 ? '1 thing needs a look.' : `${count} things need a look.`;
}
