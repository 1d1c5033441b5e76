import { expect, it, onTestFinished } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { adminOf, startTestHub } from '../../support/hub-world.ts';
import { openTestMachine } from '../../support/machine-world.ts';
import { openTestFirm, testPassphrase } from '../../support/open-test-firm.ts';
import { waitUntil } from '../../support/wait-until.ts';

it('[MA8] a sleeping firm takes in what is new at its hub, sends what waited, and sleeps again', async () => {
  const hub = await startTestHub();
  const office = await openTestFirm();
  const provider = await openTestMachine({ roundMs: 1_000_000 });
  onTestFinished(async () => {
    await office.remove();
    await provider.remove();
  });
  await office.client.provider.setHub({ commandId: createId(), url: hub.url, ...adminOf(hub) });
  const { code } = await office.client.provider.invite({ commandId: createId(), name: 'Pat Pine', role: 'paralegal' });
  await waitUntil(async () => (await office.client.provider.syncStatus({})).waiting === 0);

  // A further firm on the provider's machine is joined by invitation.
  const { id: place } = await provider.machine.addFirm({ commandId: createId() });
  const window = provider.windowOn(place);
  // The account that the invitation carries is let in by the office's own device, a moment after the invitation.
  await waitUntil(async () => {
    const join = { commandId: createId(), code, passphrase: testPassphrase, deviceName: 'Desk' };
    return window.firm.enrol(join).then(
      () => true,
      () => false,
    );
  }, 30_000);
  await waitUntil(async () => (await window.provider.syncStatus({})).state === 'up to date');
  const seat = provider.host.firms.at(place);
  if (seat === null) throw new Error('The firm is not there.');
  await seat.sleep();

  await office.client.office.addTask({ commandId: createId(), title: 'Call the clerk of the court' });
  await waitUntil(async () => (await office.client.provider.syncStatus({})).waiting === 0);
  expect((await provider.machine.inbox({ place })).inbox?.rows).toEqual([]);
  await waitUntil(async () => {
    provider.host.rounds.begin();
    await provider.host.rounds.idle();
    return (await provider.machine.inbox({ place })).inbox?.rows.length === 1;
  });
  expect(seat.isAwake).toBe(false);

  // Nothing is new: the firm is asked, and not opened.
  await provider.host.rounds.idle();
  const mark = await seat.hubWatch?.readMark();
  expect(await seat.hubWatch?.readMark()).toBe(mark);
  await hub.close();
  expect(await seat.hubWatch?.readMark()).toBeNull();
});
