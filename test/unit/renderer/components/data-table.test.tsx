// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  DataTable,
  type PageQuery,
  type TableColumn,
  type TablePage,
} from '../../../../renderer/components/data-table.tsx';
import { fieldOf, preparePage, press, type Rendered, render, type, until } from '../../../support/render.tsx';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly amountCents: number;
}
type Sort = 'name' | 'amountCents';

const columns: readonly TableColumn<Row, Sort>[] = [
  { key: 'name', title: 'Name', kind: 'text', sortable: 'name' },
  { key: 'amountCents', title: 'Amount', kind: 'amount', width: 100, sortable: 'amountCents' },
];

let page: Rendered | undefined;
beforeAll(() => {
  preparePage();
  // Nothing is laid out under jsdom: every element is given the size of a small screen.
  Object.defineProperty(Element.prototype, 'clientHeight', { configurable: true, get: () => 600 });
  Object.defineProperty(Element.prototype, 'clientWidth', { configurable: true, get: () => 1_000 });
  HTMLElement.prototype.scrollTo = () => undefined;
});
afterEach(async () => {
  await page?.end();
  page = undefined;
});

function makeRow(index: number): Row {
  return { id: `r${index}`, name: `Row ${index}`, amountCents: index * 100 };
}

/** A list of `total` rows that remembers what it was asked for. */
function makeList(total: number) {
  const asked: TablePage<Sort>[] = [];
  const query = (wanted: TablePage<Sort>): PageQuery<Row> => ({
    queryKey: ['rows', wanted],
    queryFn: async () => {
      asked.push(wanted);
      const left = wanted.filter === '' ? total : 1;
      const count = Math.max(0, Math.min(wanted.limit, left - wanted.offset));
      return { total: left, rows: Array.from({ length: count }, (_, place) => makeRow(wanted.offset + place)) };
    },
  });
  return { asked, query };
}

async function show(query: (wanted: TablePage<Sort>) => PageQuery<Row>, opened: string[] = []): Promise<void> {
  page = await render(
    <DataTable<Row, Sort>
      label="Rows"
      columns={columns}
      query={query}
      defaultSort={{ by: 'name' }}
      rowId={(row) => row.id}
      onOpen={(row) => opened.push(row.id)}
      filterable
      empty={<p>Nothing yet</p>}
      height={600}
    />,
  );
}

const text = (): string => page?.place.textContent ?? '';
const grid = (): HTMLElement => {
  const found = page?.place.querySelector('[role="grid"]');
  if (!(found instanceof HTMLElement)) throw new Error('There is no grid.');
  return found;
};

describe('a long list', () => {
  it('asks for a window of rows, shows those in sight and says how many there are', async () => {
    const { asked, query } = makeList(1_234);
    await show(query);
    await until(() => text().includes('Row 0'));
    expect(asked).toEqual([{ offset: 0, limit: 100, sort: 'name', descending: false, filter: '' }]);
    expect(text()).toContain('1,234 rows');
    expect(text()).toContain('Row 0');
    expect(text()).not.toContain('Row 90');
    expect(grid().getAttribute('aria-rowcount')).toBe('1235');
  });

  it('asks for another order when a head is pressed: figures from the largest', async () => {
    const { asked, query } = makeList(3);
    await show(query);
    await until(() => text().includes('3 rows'));
    const heads = page?.place.querySelectorAll('[role="columnheader"] button') ?? [];
    await act(async () => (heads[1] instanceof HTMLElement ? heads[1].click() : undefined));
    await until(() => asked.at(-1)?.descending === true);
    expect(asked.at(-1)).toMatchObject({ sort: 'amountCents', descending: true });
    await act(async () => (heads[1] instanceof HTMLElement ? heads[1].click() : undefined));
    await until(() => asked.at(-1)?.descending === false);
    expect(asked.at(-1)).toMatchObject({ sort: 'amountCents', descending: false });
  });

  it('moves by arrows and opens with Enter', async () => {
    const opened: string[] = [];
    await show(makeList(20).query, opened);
    await until(() => text().includes('20 rows'));
    await press(grid(), 'ArrowDown');
    await press(grid(), 'ArrowDown');
    await press(grid(), 'ArrowUp');
    await press(grid(), 'Enter');
    expect(opened).toEqual(['r1']);
    await press(grid(), 'End');
    await press(grid(), 'Enter');
    expect(opened).toEqual(['r1', 'r19']);
  });

  it('filters where the rows are kept, and Esc empties the filter', async () => {
    const { asked, query } = makeList(20);
    await show(query);
    const filter = fieldOf(page?.place ?? document.body, '[aria-label="Filter rows"]');
    await press(grid(), 'x');
    expect(document.activeElement).toBe(filter);
    await type(filter, 'alder');
    await until(() => text().includes('1 row'));
    expect(asked.at(-1)).toMatchObject({ filter: 'alder', offset: 0 });
    await press(filter, 'Escape');
    await until(() => text().includes('20 rows'));
    expect(filter.value).toBe('');
  });

  it('says what to do when nothing is there', async () => {
    await show(makeList(0).query);
    await until(() => text().includes('Nothing yet'));
  });

  it('says that asking failed, and asks again', async () => {
    let fails = true;
    const list = makeList(2);
    await show((wanted) => {
      const { queryKey, queryFn } = list.query(wanted);
      return {
        queryKey,
        queryFn: (context) => (fails ? Promise.reject(new Error('The rows cannot be read.')) : queryFn(context)),
      };
    });
    await until(() => text().includes('The rows cannot be read.'));
    fails = false;
    const again = [...(page?.place.querySelectorAll('button') ?? [])].find(
      (button) => button.textContent === 'Try again',
    );
    await act(async () => again?.click());
    await until(() => text().includes('Row 1'));
  });
});
