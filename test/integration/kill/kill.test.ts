import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { readMachineId } from '../../../electron/data/vault/machine-id.ts';
import { linkOverSocket, openDataSocket } from '../../../electron/shell/data-socket.ts';
import type { Contract } from '../../../shared/contract/contract.ts';
import { waitForExit, waitForMessage } from '../../support/fake-host/data-child.ts';
import { openTestFirm, openTestHost, testPassphrase } from '../../support/open-test-firm.ts';

type Client = ContractRouterClient<Contract>;

const rounds = 50;
const program = join(import.meta.dirname, '../../../dist/data/index.js');

interface Wish {
  readonly commandId: string;
  readonly title: string;
  readonly accountId: string | undefined;
}

async function start(folder: string): Promise<{ child: ChildProcess; client: Client }> {
  const child = fork(program, ['--data', folder], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const { socketPath } = await waitForMessage(child, 'ready');
  const socket = await openDataSocket(socketPath, { kind: 'command-line' });
  const client: Client = createORPCClient(linkOverSocket(socket));
  await client.firm.unlock({ commandId: createId(), passphrase: testPassphrase });
  return { child, client };
}

function ask(client: Client, { commandId, title, accountId }: Wish): Promise<unknown> {
  if (accountId === undefined) return client.office.addTask({ commandId, title });
  return client.trust.postReceipt({
    commandId,
    accountId,
    ledgerId: 'firm',
    day: '2026-01-05',
    amountCents: 1,
    kind: 'firm funds',
    instrument: 'wire',
    payor: title,
    purpose: 'Bank charges',
  });
}

/** Sends commands until the process dies under them; answers those acknowledged and the one that was not. */
async function workUntilKilled(
  { child, client }: { child: ChildProcess; client: Client },
  next: () => Wish,
  killAfter: number,
): Promise<{ done: Wish[]; open: Wish[] }> {
  const done: Wish[] = [];
  let isKilled = false;
  const exit = waitForExit(child);
  const answerOf = async (wish: Wish): Promise<void> => {
    try {
      await ask(client, wish);
      done.push(wish);
    } catch (error) {
      if (!isKilled) throw error;
    }
  };
  for (;;) {
    // Several at once: the process dies between their appends, their folds and their answers.
    const wishes = [next(), next(), next()];
    const answers = wishes.map(answerOf);
    if (done.length >= killAfter) {
      if (killAfter % 2 === 0) await Promise.race(answers);
      isKilled = true;
      child.kill('SIGKILL');
      await exit;
      // What was still on its way when the process died is heard, or it never is.
      await Promise.race([Promise.allSettled(answers), sleep(300)]);
      return { done, open: wishes.filter((wish) => !done.includes(wish)) };
    }
    await Promise.all(answers);
  }
}

it(`loses no acknowledged command in ${rounds} kills, and does none twice`, { timeout: 600_000 }, async () => {
  const machineId = await readMachineId();
  const first = await openTestFirm({ machineId });
  const { folder } = first;
  const { id: accountId } = await first.client.trust.openAccount({
    commandId: createId(),
    name: 'IOLTA',
    bank: 'First Bank',
    lastFour: '1234',
    openedOn: '2026-01-02',
    firmFundsCeilingCents: 1_000_000,
  });
  await first.close();
  const acknowledged: Wish[] = [];
  let waiting: Wish[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const running = await start(folder);
    // What was not answered is asked again with the same id, as a screen does.
    for (const wish of waiting) {
      await ask(running.client, wish);
      acknowledged.push(wish);
    }
    let count = 0;
    const next = (): Wish => {
      count += 1;
      return { commandId: createId(), title: `R${round} ${count}`, accountId: count % 3 === 0 ? accountId : undefined };
    };
    const { done, open } = await workUntilKilled(running, next, 1 + ((round * 7) % 23));
    acknowledged.push(...done);
    waiting = open;
  }
  const host = await openTestHost({ folder, machineId });
  await host.client.firm.unlock({ commandId: createId(), passphrase: testPassphrase });
  const kept = [
    ...host.firm.rows.all<{ name: string }>('SELECT title AS name FROM office_task'),
    ...host.firm.rows.all<{ name: string }>('SELECT name FROM trust_entry'),
  ].map((row) => row.name);
  const names = new Set(kept);
  expect(acknowledged.map((wish) => wish.title).filter((title) => !names.has(title))).toEqual([]);
  expect(kept).toHaveLength(names.size);
  expect(acknowledged.length).toBeGreaterThan(rounds * 5);
  const balance = host.firm.rows.get<{ cents: number }>('SELECT balance_cents AS cents FROM trust_ledger');
  expect(balance?.cents).toBe(kept.length - host.firm.rows.all('SELECT task_id FROM office_task').length);
  await host.remove();
});
