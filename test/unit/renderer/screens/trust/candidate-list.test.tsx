// @vitest-environment jsdom
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { CandidateList, toggleEntry } from '../../../../../renderer/screens/trust/candidate-list.tsx';
import { press, type Rendered, render } from '../../../../support/render.tsx';

const candidates = ['e1', 'e2', 'e3'].map((entryId, place) => ({
  entryId,
  day: `2026-08-0${place + 1}`,
  name: `Payor ${entryId}`,
  checkNumber: null,
  amountCents: 1_000 * (place + 1),
  ageDays: 3,
  type: 'receipt',
  cleared: false,
  matched: false,
}));
let page: Rendered | undefined;
let ticked: readonly string[] = [];

function Holder() {
  const [ids, setIds] = useState<string[]>([]);
  ticked = ids;
  return <CandidateList candidates={candidates} cleared={new Set(ids)} onChange={setIds} />;
}

afterEach(async () => {
  await page?.end();
  page = undefined;
});

async function openList(): Promise<HTMLElement> {
  Element.prototype.scrollIntoView ??= () => undefined;
  page = await render(<Holder />);
  const list = page.place.querySelector<HTMLElement>('[role="listbox"]');
  if (list === null) throw new Error('There is no list.');
  return list;
}

describe('ticking what cleared, by keyboard', () => {
  it('ticks with space, and Enter ticks and moves on', async () => {
    const list = await openList();
    await press(list, ' ');
    expect(ticked).toEqual(['e1']);
    await press(list, ' ');
    expect(ticked).toEqual([]);
    await press(list, 'Enter');
    await press(list, 'Enter');
    expect(ticked).toEqual(['e1', 'e2']);
    expect(list.getAttribute('aria-activedescendant')).toBe('candidate-2');
  });

  it('moves with the arrows and stays within the list', async () => {
    const list = await openList();
    await press(list, 'ArrowUp');
    expect(list.getAttribute('aria-activedescendant')).toBe('candidate-0');
    await press(list, 'End');
    await press(list, 'ArrowDown');
    await press(list, ' ');
    expect(ticked).toEqual(['e3']);
    await press(list, 'Home');
    await press(list, ' ');
    expect(ticked).toEqual(['e1', 'e3']);
  });

  it('says which are ticked', async () => {
    const list = await openList();
    await press(list, ' ');
    const selected = [...list.querySelectorAll('[role="option"]')].map((row) => row.getAttribute('aria-selected'));
    expect(selected).toEqual(['true', 'false', 'false']);
    expect(page?.place.textContent).toContain('1 of 3 ticked');
  });
});

describe('the ticked entries', () => {
  it('keep the order of the list and drop what is no longer listed', () => {
    expect(toggleEntry(candidates, new Set(['e3', 'gone']), 'e1')).toEqual(['e1', 'e3']);
    expect(toggleEntry(candidates, new Set(['e3', 'e1']), 'e3')).toEqual(['e1']);
  });
});
