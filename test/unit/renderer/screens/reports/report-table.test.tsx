// @vitest-environment jsdom
import { afterEach, describe, expect, it } from 'vitest';
import { findReport, type Report, reportChoices } from '../../../../../renderer/screens/reports/report-kinds.ts';
import { ReportPages } from '../../../../../renderer/screens/reports/report-pages.tsx';
import { ReportTable } from '../../../../../renderer/screens/reports/report-table.tsx';
import { reportKinds } from '../../../../../shared/contract/reports.ts';
import { type Rendered, render } from '../../../../support/render.tsx';

let page: Rendered | undefined;
afterEach(async () => {
  await page?.end();
  page = undefined;
});

const report: Report = {
  kind: 'billed-and-collected',
  title: 'Billed and collected',
  basis: '',
  columns: [
    { key: 'month', title: 'Month', kind: 'text' },
    { key: 'billed', title: 'Billed', kind: 'amount' },
    { key: 'share', title: 'Share', kind: 'share' },
  ],
  rows: [{ month: '2026-09', billed: 184_500, share: 528 }],
  totals: { billed: 184_500 },
  total: 1,
};

describe('reports', () => {
  it('offer every kind of the contract once', () => {
    expect(reportChoices.map((choice) => choice.kind).sort()).toEqual([...reportKinds].sort());
    expect(findReport('none')).toBeUndefined();
  });

  it('show amounts, months and shares as people read them, and totals at the foot', async () => {
    page = await render(<ReportTable report={report} />);
    const cells = [...page.place.querySelectorAll('td')].map((cell) => cell.textContent);
    expect(cells).toEqual(['Sep 2026', '1,845.00', '52.8%', '', '1,845.00', '']);
  });

  it('say which rows of a long one are shown, and lead to the others', async () => {
    const turned: number[] = [];
    page = await render(<ReportPages total={5_000} page={1} onPage={(next) => turned.push(next)} />);
    expect(page.place.textContent).toContain('Rows 201 to 400 of 5,000.');
    for (const name of ['Next page', 'Page before', 'Last page']) {
      page.place.querySelector<HTMLButtonElement>(`[aria-label="${name}"]`)?.click();
    }
    expect(turned).toEqual([2, 0, 24]);
  });

  it('need no pages where every row is shown', async () => {
    page = await render(<ReportPages total={200} page={0} onPage={() => undefined} />);
    expect(page.place.querySelector('nav')).toBeNull();
  });

  it('say what to do where nothing is found', async () => {
    page = await render(<ReportTable report={{ ...report, rows: [], totals: {} }} />);
    expect(page.place.textContent).toContain('Choose other days above.');
  });
});
