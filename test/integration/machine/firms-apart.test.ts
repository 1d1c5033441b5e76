import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listProcedures } from '../../../electron/cli/procedures.ts';
import { createId } from '../../../electron/data/create-id.ts';
import { type MachineWorld, openTestMachine, reopenTestMachine } from '../../support/machine-world.ts';
import { testPassphrase } from '../../support/open-test-firm.ts';
import { refusalOf } from '../../support/refusal-of.ts';

async function openMachine(): Promise<MachineWorld> {
  const world = await openTestMachine();
  onTestFinished(() => world.remove());
  return world;
}

async function restart(world: MachineWorld): Promise<MachineWorld> {
  await world.close();
  const again = await reopenTestMachine(world.folder);
  onTestFinished(() => again.close());
  return again;
}

const task = (title: string) => ({ commandId: createId(), title });

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

describe('several firms in one data process', () => {
  it('[MA1] a single firm lies where it always lay, and there is nothing to switch to', async () => {
    const world = await openMachine();
    const { rows } = await world.machine.firms({});
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ place: 'first', state: 'awake', isMine: true });
    expect(readdirSync(world.folder).filter((name) => ['firms', 'keyrings', 'label'].includes(name))).toEqual([]);
  });

  it('[MA2] a connection is bound to one firm when it is made, and no input leads to another', async () => {
    const world = await openMachine();
    const place = await world.addFirm('Birch Law');
    const [alder, birch] = [world.windowOn('first'), world.windowOn(place)];
    const { id } = await alder.office.addTask(task('Only of Alder'));
    await birch.office.addTask(task('Only of Birch'));
    expect((await alder.office.today({})).tasks.map(({ title }) => title)).toEqual(['Only of Alder']);
    expect((await birch.office.today({})).tasks.map(({ title }) => title)).toEqual(['Only of Birch']);
    // An id of the other firm means nothing here, whatever is asked with it.
    const no = await refusalOf(
      birch.office.completeTask({ commandId: createId(), taskId: id, completedOn: '2026-01-05' }),
    );
    expect(no.code).toMatch(/not-found|unknown/);
    expect((await birch.office.search({ text: 'Only of Alder' })).hits).toEqual([]);
    expect((await birch.firm.status({})).firm?.name).toBe('Birch Law');
  });

  it('[MA2] no procedure of a firm takes a place or a firm, and those of the machine are not among them', () => {
    const asked = listProcedures().filter(({ input }) =>
      /"(place|firmId|firm|places|firms)"/.test(JSON.stringify(input)),
    );
    expect(asked.map(({ name }) => name)).toEqual([]);
    expect(listProcedures('machine.')).toEqual([]);
  });

  it('[MA2] a session holds one folder, and nothing in it leads to the others', async () => {
    const world = await openMachine();
    const place = await world.addFirm('Birch Law');
    const session = world.host.createSession('window', place);
    const other = world.host.folder;
    const seen = new Set<unknown>();
    const reach = (value: unknown, depth: number): boolean => {
      if (value === other) return true;
      if (depth > 5 || typeof value !== 'object' || value === null || seen.has(value)) return false;
      seen.add(value);
      return Object.values(value).some((part) => reach(part, depth + 1));
    };
    expect(reach(session, 0)).toBe(false);
    expect(session.folder.place).toBe(place);
  });

  it('[MA3] files, caches and the log of one firm hold no id, name or device of another', async () => {
    const world = await openMachine();
    const place = await world.addFirm('Birch Law');
    const [alder, birch] = [world.windowOn('first'), world.windowOn(place)];
    const marks: string[] = [];
    for (const client of [alder, birch]) {
      const { firm, me } = await client.firm.status({});
      marks.push(firm?.firmId ?? '', me?.deviceId ?? '', me?.memberId ?? '', firm?.name ?? '');
    }
    await refusalOf(birch.jobs.get({ jobId: 'none' }));
    await world.close();
    const own = join(world.folder, 'firms', place);
    const apart = (path: string) => (path.startsWith(own) ? marks.slice(0, 4) : marks.slice(4));
    for (const path of filesBelow(world.folder)) {
      const bytes = readFileSync(path);
      for (const mark of apart(path)) expect(bytes.includes(mark), `${mark} in ${path}`).toBe(false);
    }
  });

  it('[MA3] jobs and changes of one firm are not heard of in another', async () => {
    const world = await openMachine();
    const place = await world.addFirm('Birch Law');
    const [alder, birch] = [world.windowOn('first'), world.windowOn(place)];
    const { jobId } = world.host.folder.options.jobs.startHere('import', 'Clients of Alder', async () => 1);
    expect((await alder.jobs.list({})).rows.map((job) => job.jobId)).toContain(jobId);
    expect((await birch.jobs.list({})).rows).toEqual([]);
    expect((await refusalOf(birch.jobs.cancel({ commandId: createId(), jobId }))).code).toBe('jobs.not-found');
    await new Promise((resolve) => setTimeout(resolve, 20));
    const heard: string[] = [];
    world.host.firms.at(place)?.changes.listen((areas) => heard.push(...areas));
    await alder.office.addTask(task('Quiet'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(heard).toEqual([]);
  });

  it('[MA4] a connection that names no firm of this machine is bound to the first, and a path is no name', async () => {
    const world = await openMachine();
    await world.addFirm('Birch Law');
    for (const place of ['0123456789abcdef', '../..', '', 'first/../firms']) {
      expect((await world.windowOn(place).firm.status({})).firm?.name).toBe('Alder Law');
    }
  });

  it('[MA5] a place in which nothing was made is left, and is gone', async () => {
    const world = await openMachine();
    const { id: place } = await world.machine.addFirm({ commandId: createId() });
    expect((await world.windowOn(place).firm.status({})).state).toBe('empty');
    expect((await world.machine.addFirm({ commandId: createId() })).id).toBe(place);
    await world.machine.dropPlace({ commandId: createId(), place });
    expect(readdirSync(join(world.folder, 'firms'))).toEqual([]);
    await world.machine.dropPlace({ commandId: createId(), place: 'first' });
    expect((await world.machine.firms({})).rows).toHaveLength(1);
  });

  it('[MA6] where one of several is damaged or missing, the others open and it is named', async () => {
    const world = await openMachine();
    const damaged = await world.addFirm('Birch Law');
    const missing = await world.addFirm('Cedar Law');
    const again = await (async () => {
      await world.close();
      for (const name of ['vault.json', 'vault-copy.json'])
        writeFileSync(join(world.folder, 'firms', damaged, name), '{');
      rmSync(join(world.folder, 'firms', missing), { recursive: true });
      const next = await reopenTestMachine(world.folder);
      onTestFinished(() => next.close());
      return next;
    })();
    await again.client.firm.unlock({ commandId: createId(), passphrase: testPassphrase });
    expect((await again.client.firm.status({})).state).toBe('unlocked');
    const states = Object.fromEntries((await again.machine.firms({})).rows.map((row) => [row.place, row.state]));
    expect(states).toEqual({ first: 'awake', [damaged]: 'damaged', [missing]: 'missing' });
    // Nobody founds a firm on top of what is left of another.
    const no = await refusalOf(
      again.windowOn(damaged).firm.create({
        commandId: createId(),
        firmName: 'On top',
        state: 'WA',
        ownerName: 'Ada Alder',
        passphrase: testPassphrase,
      }),
    );
    expect(no.code).toBe('firm.exists');
  });

  it('[MA4] names who and what a locked firm is, on this machine alone', async () => {
    const world = await openMachine();
    const place = await world.addFirm('Birch Law', 'Ben Birch', 'another passphrase');
    const again = await restart(world);
    const { rows } = await again.machine.firms({});
    expect(rows.map(({ firmName, personName, state }) => [firmName, personName, state])).toEqual([
      ['Alder Law', 'Ada Alder', 'locked'],
      ['Birch Law', 'Ben Birch', 'locked'],
    ]);
    await again.close();
    const copied = await reopenTestMachine(world.folder, { machineId: 'b'.repeat(32) });
    onTestFinished(() => copied.close());
    const seen = (await copied.machine.firms({})).rows.find((row) => row.place === place);
    expect(seen).toMatchObject({ firmName: '', personName: '', state: 'other-machine' });
  });
});
