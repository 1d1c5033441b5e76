// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { type PassphraseStep, usePassphraseStep } from '../../../../renderer/components/use-passphrase-step.tsx';
import { type Refusal, refuse } from '../../../../shared/domain/refusal.ts';
import { fieldOf, pass, type Rendered, render, type } from '../../../support/render.tsx';

const question = { title: 'Pay out of trust', consequence: '1,250.00 goes to Harbor.', confirmLabel: 'Post' };
let page: Rendered | undefined;
let step: PassphraseStep | undefined;

function Holder() {
  step = usePassphraseStep();
  return step.dialog;
}

afterEach(async () => {
  await page?.end();
  page = undefined;
});

/** Opens the question; answers with what comes of it. */
async function ask(run: (passphrase: string) => Promise<Refusal | null>): Promise<{ answer: Promise<Refusal | null> }> {
  page = await render(<Holder />);
  let answer: Promise<Refusal | null> = Promise.resolve(null);
  await act(async () => {
    answer = step?.ask(question, run) ?? answer;
  });
  return { answer };
}

async function give(passphrase: string): Promise<void> {
  await type(fieldOf(document.body, 'input[type="password"]'), passphrase);
  await act(async () => document.body.querySelector('form')?.requestSubmit());
  await pass(20);
}

describe('the passphrase as a step', () => {
  it('names the consequence, runs with what was typed, and is done', async () => {
    const given: string[] = [];
    const { answer } = await ask(async (passphrase) => {
      given.push(passphrase);
      return null;
    });
    expect(document.body.textContent).toContain(question.consequence);
    await give('old oak river');
    await expect(answer).resolves.toBeNull();
    expect(given).toEqual(['old oak river']);
    expect(step?.isAsking).toBe(false);
  });

  it('asks again after a wrong one, and says so', async () => {
    const no = refuse('vault.wrong-passphrase', 'That is not your passphrase.', ['passphrase']);
    const answers: (Refusal | null)[] = [no, null];
    const { answer } = await ask(async () => answers.shift() ?? null);
    await give('wrong');
    expect(step?.isAsking).toBe(true);
    expect(document.body.textContent).toContain(no.sentence);
    expect(fieldOf(document.body, 'input[type="password"]').value).toBe('');
    await give('right');
    await expect(answer).resolves.toBeNull();
  });

  it('hands any other refusal back to the form', async () => {
    const no = refuse('trust.not-enough', 'Not enough collected funds.', ['amountCents']);
    const { answer } = await ask(async () => no);
    await give('old oak river');
    await expect(answer).resolves.toEqual(no);
    expect(step?.isAsking).toBe(false);
  });

  it('does nothing when the person turns away', async () => {
    let hasRun = false;
    const { answer } = await ask(async () => {
      hasRun = true;
      return null;
    });
    const cancel = [...document.body.querySelectorAll('button')].find((button) => button.textContent === 'Cancel');
    await act(async () => cancel?.click());
    await expect(answer).resolves.toMatchObject({ code: 'app.not-confirmed' });
    expect(hasRun).toBe(false);
  });
});
