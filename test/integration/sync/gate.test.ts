import { expect, it, onTestFinished } from 'vitest';
import { Beside } from '../../../electron/data/sync/beside.ts';
import { gatedTarget } from '../../../electron/data/sync/gated-target.ts';
import { insideDevice, makeEvent, openTestDevice } from '../../support/hub-world.ts';
import { openTestFirm } from '../../support/open-test-firm.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';

it('[GT1] stands before the store each time replication is started, also after the store itself was replicated', async () => {
  const host = await openTestFirm();
  const beside = new Beside(makeTemporaryFolder(), Buffer.alloc(32, 1));
  onTestFinished(async () => {
    beside.close();
    await host.remove();
  });
  const { firm } = host;
  const hub = openTestDevice().open('office');
  await hub.bulkDocs([
    makeEvent({ firmId: firm.firmId, workspace: 'office' }, insideDevice, 1),
    { _id: '_design/annex', validate_doc_update: 'function () {}' },
    { _id: 'note', text: 'not an event' },
  ]);
  const before = (await firm.store.measure('office')).count;
  await firm.store.database('office').replicate.to(openTestDevice().open('copy') as never);
  for (let start = 0; start < 2; start += 1) {
    let admitted = 0;
    const target = gatedTarget(firm, 'office', beside, (count) => {
      admitted += count;
    });
    await target.replicate.from(hub as never, { batch_size: 1 });
    expect(admitted).toBe(0);
  }
  expect((await firm.store.measure('office')).count).toBe(before);
  expect(
    beside
      .gateRefused()
      .map((row) => row.reason)
      .sort(),
  ).toEqual(['not an event', 'not an event']);
});
