import { describe, expect, it, vi } from 'vitest';
import type { DataMessage, ShellMessage } from '../../../electron/data/process/protocol.ts';
import type { DataChild } from '../../../electron/shell/data-child.ts';
import { superviseData } from '../../../electron/shell/data-supervisor.ts';

interface FakeChild extends DataChild {
  sent: ShellMessage[];
  isKilled: boolean;
  say(message: DataMessage): void;
  end(code: number | null): void;
}

function createFakeChild(): FakeChild {
  const listeners: ((message: DataMessage) => void)[] = [];
  const enders: ((code: number | null) => void)[] = [];
  const child: FakeChild = {
    sent: [],
    isKilled: false,
    send: (message) => child.sent.push(message),
    onMessage: (listener) => listeners.push(listener),
    onExit: (listener) => enders.push(listener),
    kill() {
      child.isKilled = true;
      child.end(null);
    },
    say: (message) => {
      for (const listener of listeners) listener(message);
    },
    end: (code) => {
      for (const ender of enders.splice(0)) ender(code);
    },
  };
  return child;
}

function setUp() {
  const children: FakeChild[] = [];
  let nowMs = 0;
  const told = { onReady: vi.fn(), onRefused: vi.fn(), onGivenUp: vi.fn(), onNotify: vi.fn() };
  const supervisor = superviseData<never>({
    startChild: () => {
      const child = createFakeChild();
      children.push(child);
      return child;
    },
    answerKeychain: async (action, value) => (action === 'open' ? null : `${action}:${value}`),
    ...told,
    nowMs: () => nowMs,
  });
  const last = (): FakeChild => {
    const child = children.at(-1);
    if (child === undefined) throw new Error('Nothing was started.');
    return child;
  };
  return { supervisor, children, last, told, pass: (ms: number) => (nowMs += ms) };
}

const ready: DataMessage = { type: 'ready', socketPath: '/s', windowToken: 't' };

describe('superviseData', () => {
  it('starts one, says when it is ready, and starts it again after a fault', () => {
    const { supervisor, children, last, told } = setUp();
    expect(supervisor.ready).toBeUndefined();
    last().say(ready);
    expect(supervisor.ready).toEqual(ready);
    last().end(70);
    expect(supervisor.ready).toBeUndefined();
    expect(children).toHaveLength(2);
    last().say(ready);
    expect(told.onReady).toHaveBeenCalledTimes(2);
  });

  it('gives up after five restarts in a minute, and not when they are further apart', () => {
    const quick = setUp();
    for (let fault = 0; fault < 6; fault += 1) quick.last().end(70);
    expect(quick.children).toHaveLength(6);
    expect(quick.told.onGivenUp).toHaveBeenCalledOnce();

    const slow = setUp();
    for (let fault = 0; fault < 12; fault += 1) {
      slow.pass(20_000);
      slow.last().end(70);
    }
    expect(slow.children).toHaveLength(13);
    expect(slow.told.onGivenUp).not.toHaveBeenCalled();
  });

  it('does not start again what refused the folder', () => {
    const { children, last, told } = setUp();
    last().say({ type: 'refused', code: 'folder-held', sentence: 'Held.' });
    last().end(69);
    expect(children).toHaveLength(1);
    expect(told.onRefused).toHaveBeenCalledOnce();
  });

  it('answers the keychain and passes notes on', async () => {
    const { last, told } = setUp();
    last().say({ type: 'keychain', id: '1', action: 'seal', value: 'k' });
    last().say({ type: 'keychain', id: '2', action: 'open', value: 'k' });
    await expect
      .poll(() => last().sent)
      .toEqual([
        { type: 'keychain-answer', id: '1', value: 'seal:k' },
        { type: 'keychain-answer', id: '2', value: null },
      ]);
    last().say({ type: 'notify', title: 'Done', body: 'All' });
    expect(told.onNotify).toHaveBeenCalledWith('Done', 'All');
  });

  it('stops by asking, and by force when that takes too long', async () => {
    const willing = setUp();
    const stopped = willing.supervisor.stop(10_000);
    expect(willing.last().sent).toEqual([{ type: 'shutdown' }]);
    willing.last().end(0);
    await stopped;
    expect(willing.last().isKilled).toBe(false);
    expect(willing.children).toHaveLength(1);

    const stuck = setUp();
    await stuck.supervisor.stop(1);
    expect(stuck.last().isKilled).toBe(true);
    expect(stuck.children).toHaveLength(1);
  });
});
