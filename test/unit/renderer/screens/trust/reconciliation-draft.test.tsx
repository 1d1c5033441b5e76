// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeDesk, openDesk } from '../../../../../renderer/desk/desk.ts';
import { keepDraft, readDraft } from '../../../../../renderer/desk/drafts.ts';
import { useReconciliationDraft } from '../../../../../renderer/screens/trust/use-reconciliation-draft.ts';
import { pass, type Rendered, render } from '../../../../support/render.tsx';

const empty = { statementOn: null, bankBalanceCents: null, clearedEntryIds: [], note: '', attachedDocumentIds: [] };
let page: Rendered | undefined;
let handle: ReturnType<typeof useReconciliationDraft> | undefined;
let devices = 0;

function Holder() {
  handle = useReconciliationDraft('a1', '2026-08-31');
  return null;
}

beforeEach(async () => {
  devices += 1;
  await openDesk(`reconcile${devices}`, btoa('k'.repeat(32)));
});
afterEach(async () => {
  await page?.end();
  page = undefined;
  closeDesk();
});

/** What the form holds, once its timers ran. */
async function settle() {
  await pass(60);
  return handle?.draft;
}

describe('a reconciliation on its way', () => {
  it('begins with the month that is due', async () => {
    page = await render(<Holder />);
    await pass(30);
    expect(handle?.draft).toEqual({ ...empty, statementOn: '2026-08-31' });
  });

  it('is kept on the desk and is here again', async () => {
    page = await render(<Holder />);
    await act(async () => handle?.change({ bankBalanceCents: 660_000, clearedEntryIds: ['e1', 'e2'] }));
    await expect
      .poll(() => readDraft('trust/reconcile/a1', empty))
      .toMatchObject({ bankBalanceCents: 660_000, clearedEntryIds: ['e1', 'e2'] });
    await page.end();
    page = await render(<Holder />);
    await expect.poll(settle).toMatchObject({ clearedEntryIds: ['e1', 'e2'] });
  });

  it('is gone once it was signed', async () => {
    await keepDraft('trust/reconcile/a1', { ...empty, bankBalanceCents: 5 });
    page = await render(<Holder />);
    await expect.poll(settle).toMatchObject({ bankBalanceCents: 5 });
    await act(async () => handle?.drop());
    await expect.poll(() => readDraft('trust/reconcile/a1', empty)).toBeNull();
    expect(handle?.draft.statementOn).toBe('2026-08-31');
  });
});
