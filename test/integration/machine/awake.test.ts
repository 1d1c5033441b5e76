import { describe, expect, it, onTestFinished } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { openTestMachine } from '../../support/machine-world.ts';

describe('at most five firms are awake', () => {
  it('[MA7] the one asked longest ago sleeps, wakes at a call, and is left alone while it works', async () => {
    const world = await openTestMachine();
    onTestFinished(() => world.remove());
    const places = ['first'];
    for (const name of ['Birch', 'Cedar', 'Dogwood', 'Elm', 'Fir']) places.push(await world.addFirm(`${name} Law`));
    const awake = async () =>
      (await world.machine.firms({})).rows.filter((row) => row.state === 'awake').map((row) => row.place);
    await expect.poll(awake).toHaveLength(5);
    expect(await awake()).not.toContain('first');

    await world.client.office.addTask({ commandId: createId(), title: 'Woken' });
    await expect.poll(awake).toHaveLength(5);
    expect(await awake()).toContain('first');
    const asleep = places
      .filter((place) => place !== 'first')
      .find((place) => world.host.firms.at(place)?.isAwake === false);
    if (asleep === undefined) throw new Error('One must be asleep.');
    // What waits in a sleeping firm is known from when it went to sleep.
    expect((await world.machine.inbox({ place: asleep })).inbox).toMatchObject({ rows: [] });

    // A firm with a job stays awake however long nobody asked it.
    let end = (): void => {};
    const busy = (await awake()).find((place) => place !== 'first') ?? '';
    const { finished } =
      world.host.firms
        .at(busy)
        ?.jobs.startHere('import', 'Work', () => new Promise<void>((resolve) => (end = resolve))) ?? {};
    for (const place of places.filter((other) => other !== busy)) await world.windowOn(place).office.today({});
    await expect.poll(awake).toHaveLength(5);
    expect(await awake()).toContain(busy);
    end();
    await finished;
  });
});
