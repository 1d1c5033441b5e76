// @vitest-environment jsdom
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { AmountInput } from '../../../../renderer/components/amount-input.tsx';
import { DayInput } from '../../../../renderer/components/day-input.tsx';
import { DurationInput } from '../../../../renderer/components/duration-input.tsx';
import { fieldOf, leave, press, type Rendered, render, type } from '../../../support/render.tsx';

let page: Rendered | undefined;
afterEach(async () => {
  await page?.end();
  page = undefined;
});

function Amounts({ onChange }: { onChange: (cents: number | null) => void }) {
  const [value, setValue] = useState<number | null>(null);
  return (
    <AmountInput
      label="Amount"
      value={value}
      onChange={(cents) => {
        setValue(cents);
        onChange(cents);
      }}
    />
  );
}

describe('an amount', () => {
  it.each([
    ['1250', 125_000, '1,250.00'],
    ['1,250.5', 125_050, '1,250.50'],
    ['1.2k', 120_000, '1,200.00'],
  ])('understands %s when it is left', async (text, cents, shown) => {
    const seen: (number | null)[] = [];
    page = await render(<Amounts onChange={(value) => seen.push(value)} />);
    const field = fieldOf(page.place, 'input');
    await type(field, text);
    expect(seen).toEqual([]);
    await leave(field);
    expect(seen).toEqual([cents]);
    expect(field.value).toBe(shown);
  });

  it('says at the field what it does not understand, after it was left, and keeps what was typed', async () => {
    const seen: (number | null)[] = [];
    page = await render(<Amounts onChange={(value) => seen.push(value)} />);
    const field = fieldOf(page.place, 'input');
    await type(field, 'twelve');
    expect(page.place.textContent).not.toContain('is not an amount');
    await leave(field);
    expect(page.place.textContent).toContain('is not an amount');
    expect(field.value).toBe('twelve');
    expect(seen).toEqual([]);
    await type(field, '12');
    await press(field, 'Enter');
    expect(seen).toEqual([1_200]);
    expect(page.place.textContent).not.toContain('is not an amount');
  });

  it('is empty again when it is emptied', async () => {
    const seen: (number | null)[] = [];
    page = await render(<Amounts onChange={(value) => seen.push(value)} />);
    const field = fieldOf(page.place, 'input');
    await type(field, '5');
    await leave(field);
    await type(field, '');
    await leave(field);
    expect(seen).toEqual([500, null]);
  });
});

describe('a day', () => {
  it.each([
    ['today', '2026-03-04', '03/04/2026'],
    ['+30', '2026-04-03', '04/03/2026'],
    ['3/15', '2026-03-15', '03/15/2026'],
    ['fri', '2026-03-06', '03/06/2026'],
  ])('understands %s', async (text, day, shown) => {
    const seen: (string | null)[] = [];
    page = await render(
      <DayInput label="Day" today="2026-03-04" value={null} onChange={(value) => seen.push(value)} />,
    );
    const field = fieldOf(page.place, 'input');
    await type(field, text);
    await press(field, 'Enter');
    expect(seen).toEqual([day]);
    expect(field.value).toBe(shown);
  });

  it('shows what came from elsewhere', async () => {
    const change = (): void => undefined;
    page = await render(<DayInput label="Day" value="2026-03-04" onChange={change} />);
    expect(fieldOf(page.place, 'input').value).toBe('03/04/2026');
    await page.show(<DayInput label="Day" value="2026-03-05" onChange={change} />);
    expect(fieldOf(page.place, 'input').value).toBe('03/05/2026');
  });
});

describe('a duration', () => {
  it.each([
    ['1.5', 90, '1:30'],
    ['1:24', 84, '1:24'],
    ['90m', 90, '1:30'],
  ])('understands %s', async (text, minutes, shown) => {
    const seen: (number | null)[] = [];
    page = await render(<DurationInput label="Time" value={null} onChange={(value) => seen.push(value)} />);
    const field = fieldOf(page.place, 'input');
    await type(field, text);
    await leave(field);
    expect(seen).toEqual([minutes]);
    expect(field.value).toBe(shown);
  });
});
