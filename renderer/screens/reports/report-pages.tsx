import { Group, Pagination, Text } from '@mantine/core';

/** Rows of a report on screen at a time. */
export const reportRowsMax = 200;

interface ReportPagesProps {
  /** Rows in all. */
  readonly total: number;
  /** Counted from 0. */
  readonly page: number;
  readonly onPage: (page: number) => void;
}

/** Which rows of a long report are shown, and the way to the others; nothing where all of them are. */
export function ReportPages({ total, page, onPage }: ReportPagesProps) {
  if (total <= reportRowsMax) return null;
  const first = page * reportRowsMax + 1;
  const last = Math.min(total, first + reportRowsMax - 1);
  const count = (number: number): string => number.toLocaleString('en-US');
  return (
    <Group component="nav" aria-label="Pages of the report" gap="sm" mt={8} wrap="nowrap">
      <Pagination
        size="sm"
        withEdges
        total={Math.ceil(total / reportRowsMax)}
        value={page + 1}
        onChange={(next) => onPage(next - 1)}
        getControlProps={(control) => ({ 'aria-label': controlNames[control] })}
      />
      <Text size="xs" c="dimmed" className="annex-figures" role="status">
        Rows {count(first)} to {count(last)} of {count(total)}. Totals and CSV are of all of them.
      </Text>
    </Group>
  );
}

const controlNames = { first: 'First page', previous: 'Page before', next: 'Next page', last: 'Last page' } as const;
