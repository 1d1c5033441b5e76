// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { AmountInput } from '../../../../renderer/components/amount-input.tsx';
import { DraftForm } from '../../../../renderer/components/draft-form.tsx';
import { fieldOf, pass, type Rendered, render, type } from '../../../support/render.tsx';

interface Values {
  readonly amountCents: number | null;
}

const initial: Values = { amountCents: null };
let page: Rendered | undefined;
afterEach(async () => {
  await page?.end();
  page = undefined;
});

describe('the button of a form', () => {
  it('leaves the field only once it is let go, and saves what was typed in it', async () => {
    const saved: Values[] = [];
    page = await render(
      <DraftForm<Values>
        draftKey={null}
        initial={initial}
        submitLabel="Save"
        onSubmit={async (values) => {
          saved.push(values);
          return null;
        }}
        fields={(form) => <AmountInput label="Amount" {...form.field('amountCents')} />}
      />,
    );
    const field = fieldOf(page.place, 'input');
    const button = page.place.querySelector<HTMLButtonElement>('button[type="submit"]');
    await type(field, '1.2k');
    const down = new MouseEvent('mousedown', { bubbles: true, cancelable: true });
    await act(async () => button?.dispatchEvent(down));
    expect(down.defaultPrevented).toBe(true);
    expect(document.activeElement).toBe(field);
    await act(async () =>
      button?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 })),
    );
    await pass(20);
    expect(saved).toEqual([{ amountCents: 120_000 }]);
  });
});
