import { randomUUID } from 'node:crypto';
import type { Keychain } from './host-port.ts';
import type { KeychainAction, ShellMessage } from './protocol.ts';
import type { ShellChannel } from './shell-channel.ts';

const answerMs = 15_000;

/** A keychain that asks the shell. A shell without one, or one that does not answer in 15 s, counts as none. */
export function createShellKeychain(channel: Pick<ShellChannel, 'send' | 'onMessage'>): Keychain {
  const waiting = new Map<string, (value: string | null) => void>();
  channel.onMessage((message: ShellMessage) => {
    if (message.type === 'keychain-answer') waiting.get(message.id)?.(message.value);
  });

  function ask(action: KeychainAction, value: string): Promise<string | null> {
    const id = randomUUID();
    return new Promise((resolve) => {
      const timer = setTimeout(() => settle(null), answerMs);
      timer.unref();
      function settle(answer: string | null): void {
        clearTimeout(timer);
        waiting.delete(id);
        resolve(answer);
      }
      waiting.set(id, settle);
      channel.send({ type: 'keychain', id, action, value });
    });
  }

  return {
    isAvailable: async () => (await ask('available', '')) !== null,
    seal: (text) => ask('seal', text),
    open: (sealed) => ask('open', sealed),
  };
}
