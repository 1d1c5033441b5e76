import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import type { HostSettings } from '../../../electron/data/host.ts';
import { type MachineWorld, openTestMachine, reopenTestMachine } from '../../support/machine-world.ts';
import type { TestClient } from '../../support/open-test-firm.ts';
import { testPassphrase } from '../../support/open-test-firm.ts';
import { refusalOf } from '../../support/refusal-of.ts';

async function openMachine(settings: HostSettings = {}): Promise<MachineWorld> {
  const world = await openTestMachine(settings);
  onTestFinished(() => world.remove());
  return world;
}

async function restart(world: MachineWorld): Promise<MachineWorld> {
  await world.close();
  const again = await reopenTestMachine(world.folder);
  onTestFinished(() => again.close());
  return again;
}

const unlock = (client: TestClient, passphrase = testPassphrase) =>
  client.firm.unlock({ commandId: createId(), passphrase });
const openByPin = (client: TestClient, pin: string) => client.firm.unlockWithPin({ commandId: createId(), pin });
const setPin = (client: TestClient, pin: string | null, passphrase = testPassphrase) =>
  client.firm.setPin({ commandId: createId(), pin, passphrase });
const lock = (client: TestClient) => client.firm.lock({ commandId: createId() });

async function states(world: MachineWorld): Promise<string[]> {
  return (await world.machine.firms({})).rows.map((row) => `${row.firmName}: ${row.state}`);
}

describe('one passphrase for the firms of a person', () => {
  it('[MA9] opens them all by the passphrase of one, and the keyring holds no key of any', async () => {
    const world = await openMachine();
    const place = await world.addFirm('Birch Law');
    const secrets = [world.host.folder, world.host.firms.at(place)?.folder].flatMap((folder) => {
      const contents = folder?.vault?.contents;
      return contents === undefined ? [] : [contents.storeKey, contents.firmId, contents.deskKey];
    });
    const again = await restart(world);
    const birch = again.windowOn(place);
    await unlock(birch);
    expect(await states(again)).toEqual(['Alder Law: asleep', 'Birch Law: awake']);
    // The sleeping one wakes at the first call of a window that is bound to it.
    expect((await again.windowOn('first').firm.status({})).firm?.name).toBe('Alder Law');
    const { rows } = await again.machine.firms({});
    expect(new Set(rows.map((row) => row.person)).size).toBe(1);
    const file = readFileSync(join(world.folder, 'keyrings', `${rows[0]?.person}.json`), 'utf8');
    for (const secret of secrets) expect(file.includes(secret)).toBe(false);
  });

  it('[MA9] leaves a firm with another passphrase to be opened by that', async () => {
    const world = await openMachine();
    const place = await world.addFirm('Birch Law', 'Ada Alder', 'another passphrase');
    const again = await restart(world);
    await unlock(again.windowOn('first'));
    expect(await states(again)).toEqual(['Alder Law: awake', 'Birch Law: locked']);
    expect((await refusalOf(unlock(again.windowOn(place)))).code).toBe('vault.wrong-passphrase');
  });

  it('[MA9] sets a new passphrase for all of them; one that a kit recovered leaves the keyring', async () => {
    const world = await openMachine();
    const place = await world.addFirm('Birch Law');
    const newPassphrase = 'a quite new passphrase';
    await world.windowOn('first').firm.changePassphrase({
      commandId: createId(),
      oldPassphrase: testPassphrase,
      newPassphrase,
    });
    const again = await restart(world);
    expect((await refusalOf(unlock(again.windowOn(place)))).code).toBe('vault.wrong-passphrase');
    await new Promise((resolve) => setTimeout(resolve, 550));
    await unlock(again.windowOn(place), newPassphrase);
    expect(await states(again)).toEqual(['Alder Law: asleep', 'Birch Law: awake']);
    expect(again.host.folder.vault?.hasKeyring).toBe(true);
  });

  it('[MA10] another person at the machine locks the first, and neither sees what waits for the other', async () => {
    const world = await openMachine();
    const place = await world.addFirm('Birch Law', 'Ben Birch', 'the passphrase of Ben');
    expect(await states(world)).toEqual(['Alder Law: locked', 'Birch Law: awake']);
    await world.windowOn(place).office.addTask({ commandId: createId(), title: 'For Ben' });
    expect((await world.machine.inbox({ place })).inbox?.rows).toHaveLength(1);
    await unlock(world.client);
    expect(await states(world)).toEqual(['Alder Law: awake', 'Birch Law: locked']);
    expect((await world.machine.inbox({ place })).inbox).toBeNull();
    expect((await world.machine.inbox({ place: '../first' })).inbox).toBeNull();
  });

  it('[MA10] a window locks all of the person, a command line its own firm', async () => {
    const world = await openMachine();
    const place = await world.addFirm('Birch Law');
    const line = world.lineOn(place);
    await unlock(line);
    await lock(line);
    expect(await states(world)).toEqual(['Alder Law: awake', 'Birch Law: locked']);
    await unlock(world.windowOn(place));
    await lock(world.client);
    expect(await states(world)).toEqual(['Alder Law: locked', 'Birch Law: locked']);
  });
});

describe('the PIN', () => {
  it('[MA11] reopens all of the person after a lock, and not after a start', async () => {
    const world = await openMachine();
    const place = await world.addFirm('Birch Law');
    await setPin(world.client, '2580');
    await lock(world.client);
    expect((await world.client.firm.status({})).pin).toEqual({ isSet: true, canReopen: true, triesLeft: 5 });
    await openByPin(world.windowOn(place), '2580');
    expect(await states(world)).toEqual(['Alder Law: asleep', 'Birch Law: awake']);
    const again = await restart(world);
    expect((await again.client.firm.status({})).pin.canReopen).toBe(false);
    expect((await refusalOf(openByPin(again.client, '2580'))).code).toBe('vault.no-pin');
    await unlock(again.client);
    await lock(again.client);
    await openByPin(again.client, '2580');
    expect((await again.client.firm.status({})).state).toBe('unlocked');
  });

  it('[MA11] five wrong ones, and the passphrase is needed; it gives the tries back', async () => {
    const world = await openMachine();
    await setPin(world.client, '2580');
    await lock(world.client);
    const said: string[] = [];
    for (let tries = 0; tries < 5; tries += 1) said.push((await refusalOf(openByPin(world.client, '1111'))).code);
    expect(said).toEqual([
      'vault.wrong-pin',
      'vault.wrong-pin',
      'vault.wrong-pin',
      'vault.wrong-pin',
      'vault.pin-spent',
    ]);
    expect((await refusalOf(openByPin(world.client, '2580'))).code).toBe('vault.no-pin');
    await unlock(world.client);
    await lock(world.client);
    await openByPin(world.client, '2580');
  });

  it('[MA11] stands for the passphrase where it is asked again, with the same tries', async () => {
    const world = await openMachine();
    await setPin(world.client, '258000');
    expect(await world.firm.isPassphrase('258000')).toBe(true);
    expect(await world.firm.isPassphrase(testPassphrase)).toBe(true);
    for (let tries = 0; tries < 5; tries += 1)
      await expect(world.firm.isPassphrase('000000')).rejects.toThrow('vault.');
    await expect(world.firm.isPassphrase('258000')).rejects.toThrow('vault.pin-spent');
    // The spent PIN does not open the firm after a lock either.
    await lock(world.client);
    expect((await refusalOf(openByPin(world.client, '258000'))).code).toBe('vault.no-pin');
    await unlock(world.client);
    expect(await world.firm.isPassphrase('258000')).toBe(true);
  });

  it('[MA11] is no passphrase: not for a command line, not to set another, and it has four to eight digits', async () => {
    const world = await openMachine();
    await setPin(world.client, '2580');
    const line = world.lineOn();
    expect((await refusalOf(unlock(line, '2580'))).code).toBe('vault.wrong-passphrase');
    await new Promise((resolve) => setTimeout(resolve, 550));
    expect((await refusalOf(setPin(world.client, '1234', '2580'))).code).toBe('vault.wrong-passphrase');
    for (const pin of ['123', '123456789', 'abcd', '12 34', ''])
      expect((await refusalOf(setPin(world.client, pin))).code).toBe('input.invalid');
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    await setPin(world.client, null);
    expect((await world.client.firm.status({})).pin.isSet).toBe(false);
  });
});

describe('the lock after a time without a touch', () => {
  it('[MA12] comes after ten minutes, later after a touch, at once after a sleep, and not where it was turned off', async () => {
    let nowMs = Date.UTC(2026, 0, 5, 9);
    const world = await openMachine({ nowMs: () => nowMs });
    const stateAfter = async (minutes: number): Promise<string> => {
      nowMs += minutes * 60_000;
      await world.host.lookAtPresence();
      return (await world.client.firm.status({})).state;
    };
    expect((await world.client.firm.status({})).autoLockMinutes).toBe(10);
    expect(await stateAfter(9)).toBe('unlocked');
    await world.machine.active({ commandId: createId() });
    expect(await stateAfter(9)).toBe('unlocked');
    expect(await stateAfter(600)).toBe('locked');
    await unlock(world.client);
    await world.client.firm.setAutoLock({ commandId: createId(), minutes: 0 });
    expect(await stateAfter(600)).toBe('unlocked');
    await world.host.lock();
    expect((await world.client.firm.status({})).state).toBe('locked');
  });

  it('[MA12] while a job runs, windows are locked at once and the job goes on', async () => {
    const world = await openMachine();
    let end = (): void => {};
    const { finished } = world.firm.jobs.startHere('import', 'Clients', async () => {
      await new Promise<void>((resolve) => (end = resolve));
      return world.firm.rows.get('SELECT 1 AS yes');
    });
    await lock(world.client);
    expect((await world.client.firm.status({})).state).toBe('locked');
    expect((await refusalOf(world.client.office.today({}))).code).toBe('firm.locked');
    end();
    expect(await finished).toMatchObject({ state: 'done', result: { yes: 1 } });
    await expect.poll(() => world.host.folder.vault).toBeNull();
  });
});
