import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { enrolForeignDevice, type ForeignDevice } from '../../support/foreign-device.ts';
import { firmRenamed, taskAdded } from '../../support/office-events.ts';
import { openTestFirm, openTestHost, type TestHost, testPassphrase } from '../../support/open-test-firm.ts';
import { compareDumps, dumpRows } from '../../support/simulation/dump-rows.ts';

const threads = vi.hoisted(() => ({ areMissing: false }));
vi.mock('../../../electron/data/process/places.ts', async (importOriginal) => {
  const real = await importOriginal<typeof import('../../../electron/data/process/places.ts')>();
  const workerFile = (name: string) => real.workerFile(threads.areMissing && name === 'fold' ? 'nowhere' : name);
  return { ...real, workerFile };
});

let host: TestHost;
let other: ForeignDevice;

beforeEach(async () => {
  host = await openTestFirm();
  other = await enrolForeignDevice(host, 'clerk');
});

afterEach(() => host.remove());

/** More than is folded on the thread that answers, and more than one round of the other. */
const many = 2_600;

const tasks = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => other.make(taskAdded(`Task ${String(from + at).padStart(5, '0')}`)));

describe('a device that was away for long', () => {
  it('folds what came in another thread, in turns with commands, to the very rows that this thread would have made', async () => {
    const told: string[] = [];
    const stop = host.firm.changes.listen((areas) => told.push(...areas));
    const delivered = other.deliver('office', [...tasks(many), other.make(firmRenamed)]).then(() => 'delivered');
    const { id } = await host.client.office.recordParty({
      commandId: createId(),
      party: { kind: 'person', name: 'Cy Cedar' },
    });
    expect(await host.client.office.getParty({ partyId: id })).toMatchObject({ name: 'Cy Cedar' });
    expect(await delivered).toBe('delivered');
    stop();
    expect(host.firm.rows.get('SELECT count(*) AS count FROM office_task')).toEqual({ count: many });
    expect((await host.client.firm.setAside({})).rows).toMatchObject([{ reason: 'no right', memberName: 'Ben Birch' }]);
    expect(told).toContain('office');

    // A few more here, then many again there: each thread goes on from where the other stopped.
    await other.deliver('office', tasks(5, many));
    await other.deliver('office', tasks(700, many + 5));
    await host.client.office.recordParty({ commandId: createId(), party: { kind: 'person', name: 'Di Dogwood' } });
    const folded = dumpRows(host.firm.rows);
    const { folder } = host;
    await host.close();
    for (const ending of ['', '-wal', '-shm']) rmSync(join(folder, `projections.sqlite${ending}`), { force: true });
    host = await openTestHost({ folder, rebuildInWorkerFrom: Number.MAX_SAFE_INTEGER });
    await host.client.firm.unlock({ commandId: createId(), passphrase: testPassphrase });
    expect(compareDumps(folded, dumpRows(host.firm.rows))).toEqual([]);
  });

  it('is folded here where no other thread can be had', async () => {
    threads.areMissing = true;
    try {
      await other.deliver('office', tasks(700));
    } finally {
      threads.areMissing = false;
    }
    expect(host.firm.rows.get('SELECT count(*) AS count FROM office_task')).toEqual({ count: 700 });
    await other.deliver('office', tasks(700));
    expect(host.firm.rows.get('SELECT count(*) AS count FROM office_task')).toEqual({ count: 1_400 });
  });

  it('judges by the roster of now, though the other thread began with an earlier one', async () => {
    await other.deliver('office', tasks(700));
    const later = await enrolForeignDevice(host, 'clerk');
    const written = Array.from({ length: 700 }, (_, at) => later.make(taskAdded(`Later ${at}`)));
    await later.deliver('office', written);
    expect((await host.client.firm.setAside({})).rows).toEqual([]);
    expect(host.firm.rows.get('SELECT count(*) AS count FROM office_task')).toEqual({ count: 1_400 });
  });

  it('is locked in the middle and goes on where it stopped', async () => {
    const delivered = other.deliver('office', tasks(many)).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 400));
    const { folder } = host;
    await host.close();
    await delivered;
    host = await openTestHost({ folder });
    await host.client.firm.unlock({ commandId: createId(), passphrase: testPassphrase });
    const stored = (await host.firm.store.measure('office')).count;
    expect(host.firm.rows.get("SELECT count(*) AS count FROM event WHERE workspace = 'office'")).toEqual({
      count: stored,
    });
  });
});
