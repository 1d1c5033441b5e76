// biome-ignore-all lint/a11y/useSemanticElements: only the rows in sight exist, which table elements cannot say.
import { Button, Group, Loader, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowDown, IconArrowUp, IconSearch } from '@tabler/icons-react';
import type { QueryFunction, QueryKey } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import classes from './data-table.module.css';
import { type ColumnKind, TableCell } from './table-cell.tsx';
import { useRowWindows } from './use-row-windows.ts';

/** One column. `sortable` is the name under which the rows are sorted by it where they are kept. */
export interface TableColumn<Row, Sort extends string = string> {
  readonly key: string;
  readonly title: string;
  readonly kind: ColumnKind;
  /** In pixels; columns without one share what is left. */
  readonly width?: number;
  readonly sortable?: Sort;
  /** What the cell shows; the row's own value of `key` by its kind where absent. */
  readonly render?: (row: Row) => ReactNode;
}

/** The window of rows that a table asks for. */
export interface TablePage<Sort extends string = string> {
  readonly offset: number;
  readonly limit: number;
  readonly sort: Sort;
  readonly descending: boolean;
  readonly filter: string;
}

/** How a window of rows is asked for: what `queryOptions` of a paged procedure gives. */
export interface PageQuery<Row> {
  readonly queryKey: QueryKey;
  readonly queryFn: QueryFunction<{ rows: Row[]; total: number }>;
}

export interface DataTableProps<Row extends object, Sort extends string> {
  /** What the table lists, for people who hear it: "Calls". */
  readonly label: string;
  readonly columns: readonly TableColumn<Row, Sort>[];
  readonly query: (page: TablePage<Sort>) => PageQuery<Row>;
  readonly defaultSort: { readonly by: Sort; readonly descending?: boolean };
  readonly rowId: (row: Row) => string;
  readonly onOpen?: (row: Row) => void;
  readonly selectedId?: string | undefined;
  readonly filterable?: boolean;
  readonly filterLabel?: string;
  readonly toolbar?: ReactNode;
  /** Shown when there is no row and no filter. */
  readonly empty?: ReactNode;
  /** CSS height; fills its place where absent. */
  readonly height?: string | number;
}

const rowHeight = 32;
const dayWidth = 112;

/**
 * A list of any length: rows are asked for in windows of a hundred, sorted and filtered where they are kept. Arrows
 * move, Enter opens, letters go to the filter, Esc empties it.
 */
export function DataTable<Row extends object, const Sort extends string>(props: DataTableProps<Row, Sort>) {
  const { columns, query, rowId, onOpen, selectedId, defaultSort } = props;
  const [sort, setSort] = useState<{ by: Sort; descending: boolean }>({
    by: defaultSort.by,
    descending: defaultSort.descending ?? false,
  });
  const [typed, setTyped] = useState('');
  const [filter] = useDebouncedValue(typed.trim(), 150);
  const [active, setActive] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);
  const filterInput = useRef<HTMLInputElement>(null);
  const [visible, setVisible] = useState({ first: 0, last: 0 });
  const rows = useRowWindows(
    (offset, limit) => query({ offset, limit, sort: sort.by, descending: sort.descending, filter }),
    visible,
    `${sort.by}/${sort.descending}/${filter}`,
  );
  const virtual = useVirtualizer({
    count: rows.total ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    // The sticky head takes this much of what is in sight.
    scrollPaddingEnd: 28,
    initialRect: { width: 1000, height: 600 },
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => setVisible({ first, last }), [first, last]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another order begins at its top.
  useEffect(() => {
    setActive(0);
    virtual.scrollToOffset(0);
  }, [virtual, sort.by, sort.descending, filter]);

  const move = (to: number): void => {
    const next = Math.max(0, Math.min((rows.total ?? 1) - 1, to));
    setActive(next);
    virtual.scrollToIndex(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 320) / rowHeight) - 2);
    const steps: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: Number.MAX_SAFE_INTEGER,
    };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      move(step);
      return;
    }
    const row = rows.at(active);
    if (event.key === 'Enter' && row !== undefined && onOpen !== undefined) {
      event.preventDefault();
      onOpen(row);
    } else if (event.key === 'Escape' && typed !== '') {
      event.stopPropagation();
      setTyped('');
    } else if (
      props.filterable === true &&
      /^[\p{L}\p{N}]$/u.test(event.key) &&
      !event.ctrlKey &&
      !event.metaKey &&
      !event.altKey
    ) {
      filterInput.current?.focus();
    }
  };
  const widths = columns.map((column) => fitWidth(column.kind, column.width));
  const template = widths.map((width) => (width === undefined ? 'minmax(120px, 1fr)' : `${width}px`)).join(' ');
  const minWidth = widths.reduce<number>((sum, width) => sum + (width ?? 120), 0);
  const isEmpty = rows.total === 0 && !rows.isLoading;

  return (
    <div className={classes.table} style={{ height: props.height ?? '100%' }}>
      {(props.filterable === true || props.toolbar !== undefined) && (
        <Group className={classes.toolbar} gap="sm" wrap="nowrap">
          {props.filterable === true && (
            <TextInput
              ref={filterInput}
              aria-label={props.filterLabel ?? `Filter ${props.label.toLowerCase()}`}
              placeholder={props.filterLabel ?? `Filter ${props.label.toLowerCase()}`}
              leftSection={<IconSearch size={14} aria-hidden />}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key === 'ArrowDown' || event.key === 'Enter') {
                  event.preventDefault();
                  scroller.current?.focus();
                  if (event.key === 'Enter') onKeyDown(event);
                } else if (event.key === 'Escape' && typed !== '') {
                  event.stopPropagation();
                  setTyped('');
                }
              }}
              w={220}
            />
          )}
          {props.toolbar}
          <Text
            size="xs"
            c="dimmed"
            ml="auto"
            className="annex-figures"
            style={{ whiteSpace: 'nowrap' }}
            aria-live="polite"
          >
            {rows.total === undefined ? '' : countRows(rows.total)}
          </Text>
        </Group>
      )}
      {rows.error !== null && (
        <Group p="md" gap="sm" role="alert">
          <Text c="var(--annex-danger)">{rows.error}</Text>
          <Button variant="default" onClick={rows.retry}>
            Try again
          </Button>
        </Group>
      )}
      <div
        className={classes.scroller}
        ref={scroller}
        role="grid"
        aria-label={props.label}
        aria-rowcount={(rows.total ?? 0) + 1}
        tabIndex={0}
        onKeyDown={onKeyDown}
        hidden={rows.error !== null}
        aria-activedescendant={
          rows.at(active) === undefined ? undefined : `${props.label}-${active}`.replaceAll(' ', '-')
        }
      >
        <div
          className={classes.head}
          role="row"
          aria-rowindex={1}
          tabIndex={-1}
          style={{ gridTemplateColumns: template, minWidth }}
        >
          {columns.map((column) => (
            <HeadCell key={column.key} column={column} sort={sort} onSort={setSort} />
          ))}
        </div>
        {isEmpty && (
          <div role="row" tabIndex={-1}>
            <div role="gridcell" tabIndex={-1} className={classes.empty}>
              {filter === '' ? props.empty : <Text c="dimmed">Nothing matches “{filter}”.</Text>}
            </div>
          </div>
        )}
        {rows.isLoading && rows.total === undefined && (
          <Loader size="sm" className={classes.loader ?? ''} aria-label="Loading" />
        )}
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative', minWidth }}>
          {items.map((item) => {
            const row = rows.at(item.index);
            const isSelected = row !== undefined && rowId(row) === selectedId;
            return (
              <div
                key={item.key}
                id={`${props.label}-${item.index}`.replaceAll(' ', '-')}
                role="row"
                tabIndex={-1}
                aria-rowindex={item.index + 2}
                aria-selected={isSelected}
                className={classes.row}
                data-active={item.index === active || undefined}
                data-openable={onOpen !== undefined || undefined}
                style={{ gridTemplateColumns: template, transform: `translateY(${item.start}px)` }}
                onClick={() => {
                  setActive(item.index);
                  if (row !== undefined) onOpen?.(row);
                }}
                onKeyDown={undefined}
              >
                {columns.map((column) => (
                  <TableCell key={column.key} kind={column.kind} column={column.key} row={row} render={column.render} />
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** A day is never cut off. */
function fitWidth(kind: ColumnKind, width: number | undefined): number | undefined {
  return kind === 'day' ? Math.max(width ?? 0, dayWidth) : width;
}

function countRows(total: number): string {
  return `${total.toLocaleString('en-US')} ${total === 1 ? 'row' : 'rows'}`;
}

interface HeadCellProps<Row, Sort extends string> {
  readonly column: TableColumn<Row, Sort>;
  readonly sort: { readonly by: Sort; readonly descending: boolean };
  readonly onSort: (sort: { by: Sort; descending: boolean }) => void;
}

function HeadCell<Row, Sort extends string>({ column, sort, onSort }: HeadCellProps<Row, Sort>) {
  const by = column.sortable;
  const isSorted = by !== undefined && sort.by === by;
  const direction = isSorted ? (sort.descending ? 'descending' : 'ascending') : 'none';
  const Arrow = sort.descending ? IconArrowDown : IconArrowUp;
  return (
    <div
      role="columnheader"
      tabIndex={-1}
      className={classes.headCell}
      data-kind={column.kind}
      aria-sort={by === undefined ? undefined : direction}
    >
      {by === undefined ? (
        column.title
      ) : (
        <UnstyledButton
          className={classes.sortButton ?? ''}
          onClick={() => onSort({ by, descending: isSorted ? !sort.descending : isLargeFirst(column.kind) })}
        >
          {column.title}
          {isSorted && <Arrow size={12} aria-hidden />}
        </UnstyledButton>
      )}
    </div>
  );
}

/** Figures and days are first asked for from the top: the largest, the newest. */
function isLargeFirst(kind: ColumnKind): boolean {
  return kind !== 'text' && kind !== 'node';
}
