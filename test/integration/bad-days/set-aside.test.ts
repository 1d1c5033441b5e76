import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import type { EventDocument } from '../../../electron/data/events/envelope.ts';
import { enrolForeignDevice, type ForeignDevice } from '../../support/foreign-device.ts';
import { firmRenamed, taskAdded } from '../../support/office-events.ts';
import { openTestFirm, openTestHost, type TestHost, testPassphrase } from '../../support/open-test-firm.ts';

let host: TestHost;
let other: ForeignDevice;

beforeEach(async () => {
  host = await openTestFirm();
  other = await enrolForeignDevice(host, 'clerk');
});

afterEach(() => host.remove());

const titles = async () => (await host.client.office.listTasks({})).rows.map((row) => row.title).sort();
const aside = async () => (await host.client.firm.setAside({})).rows;
const reasons = async () => (await aside()).map((row) => row.reason);

describe('what another device brings', () => {
  it('counts when all is well', async () => {
    await other.deliver('office', [other.make(taskAdded('One')), other.make(taskAdded('Two'))]);
    expect(await titles()).toEqual(['One', 'Two']);
    expect(await aside()).toEqual([]);
  });

  it('is set aside without the right, named, and counts once somebody who holds it adopts it', async () => {
    await other.deliver('office', [other.make(firmRenamed)]);
    const [row] = await aside();
    expect(row).toMatchObject({ reason: 'no right', memberName: 'Ben Birch', deviceId: other.id, adoptable: true });
    expect((await host.client.firm.profile({})).name).toBe('Alder Law');
    const adopt = {
      commandId: createId(),
      eventId: row?.eventId ?? '',
      workspace: 'office',
      reason: 'We moved',
    } as const;
    await host.client.firm.adopt({ ...adopt, decision: 'adopt' });
    expect(await aside()).toEqual([]);
    expect(await host.client.firm.profile({})).toMatchObject({ name: 'Birch Law', state: 'NY' });
  });

  it('is not shown any more once it was rejected, and never counts', async () => {
    await other.deliver('office', [other.make(firmRenamed)]);
    const eventId = (await aside())[0]?.eventId ?? '';
    const reject = { commandId: createId(), eventId, workspace: 'office', decision: 'reject', reason: 'No' } as const;
    await host.client.firm.adopt(reject);
    expect(await aside()).toEqual([]);
    expect((await host.client.firm.profile({})).name).toBe('Alder Law');
  });

  it('is kept and named when a newer version wrote it, and is not adoptable', async () => {
    const unknown = { ...taskAdded('Call back'), type: 'office.future.happened' };
    await other.deliver('office', [
      other.make(unknown),
      other.make(taskAdded('Old')),
      other.make(taskAdded('New'), { version: 2 }),
    ]);
    expect(await titles()).toEqual(['Old']);
    const rows = await aside();
    expect(rows.map((row) => [row.reason, row.adoptable])).toEqual([
      ['newer version', false],
      ['newer version', false],
    ]);
    const { count } = await host.firm.store.measure('office');
    expect(count).toBeGreaterThanOrEqual(3);
    const adopt = { commandId: createId(), eventId: rows[0]?.eventId ?? '', workspace: 'office', reason: 'x' } as const;
    await expect(host.client.firm.adopt({ ...adopt, decision: 'adopt' })).rejects.toMatchObject({
      data: { code: 'firm.not-adoptable' },
    });
  });

  it('is set aside with a broken seal or contents of another form', async () => {
    const broken = other.make(taskAdded('Call back'), { key: Buffer.alloc(32, 9) });
    const misshapen = other.make({ ...taskAdded('Call back'), head: { kind: 'nothing we know' } });
    const misplaced = other.make({ ...taskAdded('Call back'), aggregate: 'matter:x' });
    await other.deliver('office', [broken, misshapen, misplaced]);
    expect((await reasons()).sort()).toEqual(['invalid', 'invalid', 'unreadable']);
    expect(await titles()).toEqual([]);
  });

  it('is refused at the gate with a broken signature or hash, as a tombstone or a second revision', async () => {
    const good = other.make(taskAdded('Good'));
    const next = other.make(taskAdded('Next'));
    await other.deliver('office', [
      { ...next, s: good.s },
      { ...good, b: next.b },
      { _id: good._id, _rev: '2-b', _revisions: { start: 2, ids: ['b', 'a'] }, _deleted: true },
      { ...good, _rev: '2-c', _revisions: { start: 2, ids: ['c', 'a'] } },
      { _id: 'hello', text: 'Nothing of ours' },
    ]);
    expect(await titles()).toEqual([]);
    const details = (await aside()).map((row) => [row.reason, row.detail.split(':')[0]]);
    expect(details).toHaveLength(5);
    for (const detail of ['Wrong signature', 'Wrong hash', 'Deleted', 'Second revision', 'Not an event']) {
      expect(details).toContainEqual(['refused at the gate', detail]);
    }
    await other.deliver('office', [good, next]);
    expect(await titles()).toEqual(['Good', 'Next']);
    await other.deliver('office', [
      { _id: good._id, _rev: '2-b', _revisions: { start: 2, ids: ['b', 'a'] }, _deleted: true },
    ]);
    expect(await titles()).toEqual(['Good', 'Next']);
    expect(await host.firm.store.readMany('office', [good._id])).toEqual([good]);
  });

  it('refuses another first revision of an event that is here', async () => {
    const [first, second, third] = [other.make(taskAdded('A')), other.make(taskAdded('B')), other.make(taskAdded('C'))];
    await other.deliver('office', [first]);
    const forged = {
      ...first,
      s: second.s,
      _rev: `1-${'f'.repeat(32)}`,
      _revisions: { start: 1, ids: ['f'.repeat(32)] },
    };
    await other.deliver('office', [forged, second, third]);
    expect(await titles()).toEqual(['A', 'B', 'C']);
    expect((await aside()).map((row) => row.detail)).toEqual([expect.stringMatching(/^Second revision:/)]);
    expect(await host.firm.store.readMany('office', [first._id])).toEqual([first]);
  });

  it('names a document in the store that is no event, however it came there, and goes on [ST9]', async () => {
    const [first, second] = [other.make(taskAdded('First')), other.make(taskAdded('Second'))];
    await other.deliver('office', [first]);
    const strange = [
      { _id: 'note', text: 'Nothing of ours' },
      { _id: second._id, v: 1, text: 'The id of an event, and nothing of it' },
      { _id: `${second._id.slice(0, 34)}${'A'.repeat(43)}`, ...bareOf(second), p: 'nowhere' },
    ];
    await host.firm.store.database('office').bulkDocs(strange as never[]);
    const third = other.make(taskAdded('Third'), { before: first });
    await other.deliver('office', [third]);
    expect(await titles()).toEqual(['First', 'Third']);
    const alarms = (await aside()).filter((row) => row.reason === 'alarm in the store');
    expect(alarms.map((row) => row.eventId).sort()).toEqual(strange.map((document) => document._id).sort());
    expect((await host.client.provider.syncStatus({})).storeAlarms).toBe(3);
    const { folder } = host;
    await host.close();
    host = await openTestHost({ folder });
    await host.client.firm.unlock({ commandId: createId(), passphrase: testPassphrase });
    expect(await titles()).toEqual(['First', 'Third']);
  });

  it('shows a gap while a predecessor is missing, and lowers nothing meanwhile', async () => {
    const [first, second] = [other.make(taskAdded('First')), other.make(taskAdded('Second'))] as [
      EventDocument,
      EventDocument,
    ];
    await other.deliver('office', [second]);
    expect(await reasons()).toEqual(['missing predecessor']);
    expect(await titles()).toEqual(['Second']);
    await other.deliver('office', [first]);
    expect(await reasons()).toEqual([]);
    expect(await titles()).toEqual(['First', 'Second']);
  });

  it('stops a device that wrote two events in one place', async () => {
    const first = other.make(taskAdded('First'));
    const second = other.make(taskAdded('Second'));
    const twin = other.make(taskAdded('Twin'), { before: first });
    await other.deliver('office', [first, second]);
    await other.deliver('office', [twin]);
    expect(await reasons()).toEqual(['fork', 'fork']);
    expect(await titles()).toEqual(['First']);
  });

  it('is the same after the projections are made anew', async () => {
    const first = other.make(taskAdded('First'));
    await other.deliver('office', [first, other.make(firmRenamed), other.make(taskAdded('Odd'), { version: 7 })]);
    const before = await aside();
    const { folder } = host;
    await host.close();
    host = await openTestHost({ folder, rebuildInWorkerFrom: 1_000_000 });
    await host.client.firm.unlock({ commandId: createId(), passphrase: testPassphrase });
    expect(await aside()).toEqual(before);
    expect(await titles()).toEqual(['First']);
  });
});

function bareOf({ _id, ...bare }: EventDocument): Omit<EventDocument, '_id'> {
  return bare;
}
