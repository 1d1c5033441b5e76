// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { TextInput } from '@mantine/core';
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DraftForm } from '../../../../renderer/components/draft-form.tsx';
import { closeDesk, openDesk } from '../../../../renderer/desk/desk.ts';
import { readDraft } from '../../../../renderer/desk/drafts.ts';
import type { Refusal } from '../../../../shared/domain/refusal.ts';
import { fieldOf, pass, press, type Rendered, render, type, until } from '../../../support/render.tsx';

const initial = { name: '', reason: '' };
type Values = typeof initial;
let page: Rendered | undefined;
let devices = 0;

beforeEach(async () => {
  devices += 1;
  await openDesk(`form${devices}`, btoa('k'.repeat(32)));
});
afterEach(async () => {
  await page?.end();
  page = undefined;
  closeDesk();
});

interface FormProps {
  readonly onSubmit: (values: Values) => Promise<Refusal | null>;
  readonly onSaved?: () => void;
}

function Form({ onSubmit, onSaved }: FormProps) {
  return (
    <DraftForm
      draftKey="call"
      initial={initial}
      submitLabel="Save"
      canRepeat
      onSubmit={onSubmit}
      {...(onSaved === undefined ? {} : { onSaved })}
      validate={(values) => (values.name === '' ? { name: 'Give the name.' } : {})}
      fields={(form) => (
        <>
          <TextInput label="Name" data-testid="name" {...form.text('name')} />
          <TextInput label="Reason" data-testid="reason" {...form.text('reason')} />
        </>
      )}
    />
  );
}

const name = (): HTMLInputElement => fieldOf(page?.place ?? document.body, '[data-testid="name"]');
const submit = async (): Promise<void> => {
  await act(async () => page?.place.querySelector('form')?.requestSubmit());
};

describe('a form', () => {
  it('keeps what was typed when it is left, and restores it', async () => {
    page = await render(<Form onSubmit={async () => null} />);
    await type(name(), 'Birch');
    await page.end();
    page = await render(<Form onSubmit={async () => null} />);
    await until(() => name().value === 'Birch');
    expect(page.place.textContent).toContain('What you typed before is here again.');
  });

  it('forgets the draft once it is saved', async () => {
    let isSaved = false;
    const sent: Values[] = [];
    page = await render(
      <Form
        onSubmit={async (values) => {
          sent.push(values);
          return null;
        }}
        onSaved={() => {
          isSaved = true;
        }}
      />,
    );
    await type(name(), 'Birch');
    await pass(300);
    expect(await readDraft('call', initial)).toEqual({ name: 'Birch', reason: '' });
    await submit();
    await until(() => isSaved);
    expect(sent).toEqual([{ name: 'Birch', reason: '' }]);
    expect(isSaved).toBe(true);
    expect(await readDraft('call', initial)).toBeNull();
  });

  it('says a refusal at the top and at the field, and loses nothing', async () => {
    const refusal = { code: 'x.y', sentence: 'Somebody has that name. Give another.', fields: ['name'] };
    page = await render(<Form onSubmit={async () => refusal} />);
    await type(name(), 'Birch');
    await submit();
    await until(() => page?.place.querySelector('[role="alert"]') !== null);
    expect(page.place.querySelector('[role="alert"]')?.textContent).toContain('Somebody has that name.');
    expect(name().getAttribute('aria-invalid')).toBe('true');
    expect(name().value).toBe('Birch');
    await type(name(), 'Alder');
    expect(name().getAttribute('aria-invalid')).not.toBe('true');
  });

  it('does not send what cannot be sent', async () => {
    let sent = 0;
    page = await render(
      <Form
        onSubmit={async () => {
          sent += 1;
          return null;
        }}
      />,
    );
    await submit();
    expect(sent).toBe(0);
    expect(page.place.textContent).toContain('Give the name.');
  });

  it('saves once however often Enter is pressed', async () => {
    let sent = 0;
    page = await render(
      <Form
        onSubmit={async () => {
          sent += 1;
          await new Promise((resolve) => setTimeout(resolve, 20));
          return null;
        }}
      />,
    );
    await type(name(), 'Birch');
    page.place.querySelector('form')?.requestSubmit();
    page.place.querySelector('form')?.requestSubmit();
    await until(() => name().value === '');
    expect(sent).toBe(1);
  });

  it('saves and starts the next with Ctrl-Enter', async () => {
    let isSaved = false;
    page = await render(
      <Form
        onSubmit={async () => null}
        onSaved={() => {
          isSaved = true;
        }}
      />,
    );
    await type(name(), 'Birch');
    await press(name(), 'Enter', { ctrlKey: true });
    await until(() => name().value === '');
    expect(isSaved).toBe(false);
  });
});
