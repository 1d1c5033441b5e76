// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { ORPCError } from '@orpc/client';
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Command, useCommand } from '../../../../renderer/app/use-command.ts';
import { closeDesk, openDesk, readValue } from '../../../../renderer/desk/desk.ts';
import { type Rendered, render } from '../../../support/render.tsx';

interface Input {
  readonly commandId: string;
  readonly amountCents: number;
  readonly passphrase: string;
}

let page: Rendered | undefined;
let command: Command<Input, { id: string }> | undefined;
let sent: Input[] = [];
let answer: () => Promise<{ id: string }> = async () => ({ id: 'e1' });
let devices = 0;

function Holder() {
  command = useCommand<Input, { id: string }>(
    {
      call: (input) => {
        sent.push(input);
        return answer();
      },
    },
    { draft: 'trust/transfer' },
  );
  return null;
}

const input = { amountCents: 500, passphrase: 'old oak river' };
const run = (): Promise<unknown> => act(async () => command?.run(input));

beforeEach(async () => {
  devices += 1;
  sent = [];
  await openDesk(`command${devices}`, btoa('k'.repeat(32)));
  page = await render(<Holder />);
});
afterEach(async () => {
  await page?.end();
  page = undefined;
  closeDesk();
});

describe('a command that moves money', () => {
  it('keeps its id until it is answered, and no passphrase', async () => {
    answer = async () => {
      throw new Error('The connection was lost.');
    };
    await run();
    const kept = JSON.stringify(await readValue('places', 'command/trust/transfer'));
    expect(kept).toContain(sent[0]?.commandId);
    expect(kept).toContain('500');
    expect(kept).not.toContain('oak');
    answer = async () => ({ id: 'e1' });
    await run();
    expect(sent[1]?.commandId).toBe(sent[0]?.commandId);
    expect(await readValue('places', 'command/trust/transfer')).toBeUndefined();
  });

  it('begins anew after a refusal', async () => {
    answer = async () => {
      const data = { code: 'trust.not-enough', sentence: 'Not enough collected funds.', fields: ['amountCents'] };
      throw new ORPCError('REFUSED', { data });
    };
    await run();
    await run();
    expect(sent[1]?.commandId).not.toBe(sent[0]?.commandId);
    expect(command?.refusal?.code).toBe('trust.not-enough');
  });
});
