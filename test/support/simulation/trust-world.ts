import { createId } from '../../../electron/data/create-id.ts';
import type { Role } from '../../../shared/domain/roles/rights.ts';
import { createRandom } from './random.ts';
import type { SimDevice } from './sim-device.ts';
import { SimWorld } from './sim-world.ts';

/** A firm whose devices are all here, with a trust account and matters, under a clock that the test turns. */
export interface TrustWorld {
  readonly world: SimWorld;
  /** The first is the owner's, and the custodian of the account. */
  readonly devices: readonly SimDevice[];
  readonly accountId: string;
  readonly matterIds: readonly string[];
  /** Moves the clock to noon of a day; never back. */
  setDay(day: string): void;
  /** A wire that is collected at once, as `device` posts it; answers the entry. */
  receive(device: SimDevice, amountCents: number, more?: object): Promise<{ id: string }>;
  /** A payment without a request, as `device` posts it. */
  pay(device: SimDevice, amountCents: number, more?: object): Promise<{ id: string }>;
  /** Devices meet the hub, all of them or these, until nothing is new. */
  meet(devices?: readonly SimDevice[]): Promise<void>;
  close(): Promise<void>;
}

/** Founds the firm on `day` with a device for the owner and one for each role. */
export async function createTrustWorld(day: string, roles: readonly Role[], seed = 1): Promise<TrustWorld> {
  const world = new SimWorld({ random: createRandom(seed) });
  const setDay = (to: string): void => {
    world.nowMs = Math.max(world.nowMs, Date.parse(`${to}T17:00:00Z`));
  };
  setDay(day);
  const owner = await world.found();
  const devices = [owner];
  for (const role of roles) devices.push(await world.enrol(owner, role));
  const account = { name: 'Client trust', bank: 'First Bank', lastFour: '4242', openedOn: '2026-01-02' };
  const { id: accountId } = await owner.client.trust.openAccount({ commandId: createId(), ...account });
  const matterIds: string[] = [];
  for (const [title, name] of [
    ['Cole v. Dunn', 'Carla Cole'],
    ['Elm v. Fox', 'Eli Elm'],
  ] as const) {
    const party = { kind: 'person' as const, name };
    const { id } = await owner.client.office.recordParty({ commandId: createId(), party });
    const opened = await owner.client.office.openMatter({
      commandId: createId(),
      clientPartyId: id,
      title,
      practiceArea: 'Contract',
      openedOn: '2026-01-05',
      fee: { kind: 'hourly', rateCents: 30_000 },
    });
    matterIds.push(opened.matterId);
  }
  const meet = async (those: readonly SimDevice[] = devices): Promise<void> => {
    for (let round = 0; round < 2; round += 1) for (const device of those) await world.sync(device, null);
  };
  await meet();
  const base = (device: SimDevice) => ({
    commandId: createId(),
    accountId,
    ledgerId: matterIds[0] ?? '',
    day: device.today(),
  });
  return {
    world,
    devices,
    accountId,
    matterIds,
    setDay,
    receive: (device, amountCents, more = {}) =>
      device.client.trust.postReceipt({
        ...base(device),
        amountCents,
        kind: 'advance fee',
        instrument: 'wire',
        payor: 'Carla Cole',
        purpose: 'Deposit',
        ...more,
      }),
    pay: (device, amountCents, more = {}) =>
      device.client.trust.postDisbursement({
        ...base(device),
        amountCents,
        kind: 'cost',
        instrument: 'transfer',
        payee: 'County Clerk',
        purpose: 'Filing fee',
        passphrase: 'x',
        ...more,
      }),
    meet,
    async close() {
      for (const device of devices) {
        device.rows.close();
        await device.disk.log.close();
      }
      await world.hub.close();
    },
  };
}
