import { createId } from '../../../electron/data/create-id.ts';
import { createRandom, type Random } from './random.ts';
import { type Action, actions, attempt, themes, type Weighted } from './sim-actions.ts';
import { checkWorld } from './sim-checks.ts';
import type { SimDevice } from './sim-device.ts';
import { createNetwork, faults } from './sim-faults.ts';
import { SimWorld, type WorldOptions } from './sim-world.ts';

export interface SeedOptions extends Omit<WorldOptions, 'random'> {
  readonly steps: number;
  /** Prints what happens. */
  readonly isLoud?: boolean;
  /** Called with each device at the end, while it can still be asked. */
  readonly onDeviceClosed?: (device: SimDevice) => void;
}

function choose(random: Random, weighted: Weighted, theme: Readonly<Record<string, number>>): [string, Action] {
  const entries = Object.entries(weighted).map(
    ([name, [weight, action]]) => [theme[name] ?? weight, name, action] as const,
  );
  let left = random.int(entries.reduce((sum, [weight]) => sum + weight, 0));
  for (const [weight, name, action] of entries) {
    left -= weight;
    if (left < 0) return [name, action];
  }
  throw new Error('There is nothing to choose.');
}

/** Two to five devices of several roles, an account of trust and a matter. */
async function begin(world: SimWorld, random: Random): Promise<void> {
  const owner = await world.found();
  const roles = ['owner', 'attorney', 'bookkeeper', 'provider-bookkeeper'] as const;
  for (let count = 1 + random.int(3); count > 0; count -= 1) await world.enrol(owner, random.pick(roles));
  const { id: accountId } = await owner.client.trust.openAccount({
    commandId: createId(),
    name: 'IOLTA',
    bank: 'First Bank',
    lastFour: '1234',
    openedOn: '2026-03-01',
  });
  if (accountId === '') throw new Error('No account was opened.');
  await actions['openMatter']?.[1](world, owner);
  for (const device of world.devices) await world.sync(device, null);
}

/** Runs one seed to its end; answers what does not hold. Throws on a fault, with what had happened. */
export async function runSeed(seed: number, options: SeedOptions): Promise<string[]> {
  const random = createRandom(seed);
  const world = new SimWorld({ ...options, random });
  const note = (text: string) => {
    world.history.push(text);
    if (options.isLoud) console.info(text);
  };
  try {
    await begin(world, random);
    const network = createNetwork(random, random.chance(0.3));
    const theme = random.pick(themes);
    for (let step = 0; step < options.steps; step += 1) {
      world.nowMs += 1000 * random.int(600);
      const device = random.pick(world.devices);
      const kind = random.int(10);
      const before = device.readable();
      const [name, action] =
        kind < 6 ? choose(random, actions, theme) : kind < 8 ? choose(random, faults, theme) : ['sync', null];
      note(`${step} ${device.identity.name} ${name}`);
      const sync: Action = () => world.sync(device, network);
      if (action !== null) await attempt(world, device, action);
      else if (world.link(device).isOnline) await attempt(world, device, sync);
      world.noteLosses(device, before);
    }
    await world.heal();
    return await checkWorld(world);
  } catch (error) {
    throw new Error(`Seed ${seed} met a fault after: ${world.history.join(', ')}`, { cause: error });
  } finally {
    for (const device of world.devices) {
      options.onDeviceClosed?.(device);
      device.rows.close();
      await device.disk.log.close();
    }
    await world.hub.close();
  }
}
