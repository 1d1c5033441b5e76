import { type Refusal, refuse } from '../../../shared/domain/refusal.ts';
import type { NewEvent } from '../../../shared/events/event.ts';
import { createHubFetch } from '../../hub/hub-fetch.ts';
import type { EventDocument } from '../events/envelope.ts';
import { orderEvents } from '../events/event-order.ts';
import type { EventDatabase } from '../events/event-store.ts';
import { passGate } from '../events/gate.ts';
import { createPouch } from '../events/pouchdb.ts';
import { createSqliteLevel } from '../events/sqlite-level.ts';
import { type Firm, verifyText } from '../firm.ts';
import { createDeviceSecrets } from '../firm-birth.ts';
import type { FirmFolder } from '../firm-folder.ts';
import { RefusalError } from '../procedures/refusal-error.ts';
import { firmIdOf } from '../roster/firm-id.ts';
import { devicesIntroducedBy } from '../roster/introduced-devices.ts';
import { epochContext, type KeptKey, KeyRing } from '../roster/key-ring.ts';
import { openRosterDocument } from '../roster/open-roster-document.ts';
import { foldRoster, type Roster, type RosterInvitation } from '../roster/roster.ts';
import { sign } from '../vault/device-keys.ts';
import { keyBytesOf } from '../vault/raw-keys.ts';
import { openSealed, sealTo } from '../vault/sealed-box.ts';
import type { VaultContents } from '../vault/vault-contents.ts';
import { hubDatabaseName } from './hub-database.ts';
import { type Invitation, invitationKeys, parseInvitation } from './invitation.ts';
import { openHubDatabase } from './open-hub-database.ts';
import type { Sync } from './sync.ts';

const pushTimeoutMs = 30_000;

function no(refusal: Refusal): never {
  throw new RefusalError(refusal);
}

/** Joins a firm from this machine: reads the roster at the hub, takes the keys, and enters the roster. */
export async function enrolWithCode(
  folder: FirmFolder,
  input: { code: string; passphrase: string; deviceName: string },
): Promise<void> {
  const parsed = parseInvitation(input.code);
  if (!parsed.ok) no(parsed.refusal);
  const invitation = parsed.value;
  const remote = openRemoteRoster(folder, invitation);
  const roster = await readRemoteRoster(remote, invitation);
  const offered = checkInvitation(roster, invitation, folder.options.nowMs());
  const contents = prepareContents(roster, offered, invitation, input.deviceName, folder.options.machineId);
  await folder.join(contents, input.passphrase, async (firm: Firm, sync: Sync) => {
    await pullRoster(firm, remote);
    await firm.introduce(enrolledEvent(firm, offered, invitation));
    await pushRoster(firm, remote);
    sync.connect(invitation.hub);
  });
}

function openRemoteRoster(folder: FirmFolder, { hub, firmId }: Invitation): EventDatabase {
  const pouch = createPouch(createSqliteLevel({ folder: folder.options.dataFolder, key: Buffer.alloc(32) }));
  return openHubDatabase(pouch, hub.url, hubDatabaseName(firmId, 'roster'), hub, createHubFetch(hub));
}

async function readRemoteRoster(remote: EventDatabase, invitation: Invitation): Promise<Roster> {
  let documents: EventDocument[];
  try {
    const list = await remote.allDocs({ include_docs: true });
    documents = list.rows.flatMap((row) =>
      row.doc === undefined || row.id.startsWith('_design/') ? [] : [row.doc as unknown as EventDocument],
    );
  } catch (error) {
    const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : 0;
    if (status === 401 || status === 403)
      no(refuse('firm.hub-refused', 'The hub does not accept this invitation any more. Ask for a new one.', ['code']));
    no(
      refuse(
        'firm.hub-unreachable',
        `The hub at ${new URL(invitation.hub.url).host} cannot be reached. Check the connection, then try again.`,
        ['code'],
      ),
    );
  }
  const ring = new KeyRing(Buffer.from(invitation.rosterKey, 'base64url'), []);
  const introduced = devicesIntroducedBy(documents, invitation.firmId, ring);
  const { admitted } = passGate(documents, {
    place: { firmId: invitation.firmId, workspace: 'roster' },
    hasDevice: (deviceId) => introduced.has(deviceId),
    verify: (deviceId, hash, signature) => verifyText(introduced.get(deviceId) ?? '', hash, signature),
  });
  const roster = foldRoster(
    orderEvents(admitted.flatMap((document) => openRosterDocument(document, invitation.firmId, ring))),
    verifyText,
  );
  const isRooted = roster.firmId === invitation.firmId && firmIdOf(roster.recovery.signingPublic) === invitation.firmId;
  if (!isRooted)
    no(
      refuse(
        'firm.roster-not-valid',
        'What the hub holds is not this firm’s roster. Ask the firm for a new invitation.',
        ['code'],
      ),
    );
  return roster;
}

function checkInvitation(roster: Roster, { invitationId }: Invitation, nowMs: number): RosterInvitation {
  const offered = roster.invitations.get(invitationId);
  if (offered === undefined)
    no(refuse('firm.code-unknown', 'The firm does not know this invitation. Ask for a new one.', ['code']));
  if (offered.usedByDeviceId !== null)
    no(refuse('firm.code-used', 'This invitation was used before: each works once. Ask for a new one.', ['code']));
  if (nowMs > offered.expiresAtMs)
    no(refuse('firm.code-expired', 'This invitation has expired. Ask for a new one.', ['code']));
  return offered;
}

function prepareContents(
  roster: Roster,
  offered: RosterInvitation,
  invitation: Invitation,
  deviceName: string,
  machineId: string,
): VaultContents {
  const keys = invitationKeys(invitation.secret);
  const kept: KeptKey[] = [];
  for (const [text, sealed] of Object.entries(offered.wraps)) {
    const epoch = roster.epochs.get(text);
    if (epoch === undefined) continue;
    const context = epochContext(roster.firmId, epoch.workspace, epoch.side, epoch.epoch);
    const key = openSealed(keyBytesOf(keys.exchangePrivate), Buffer.from(sealed, 'base64'), context);
    kept.push({ workspace: epoch.workspace, side: epoch.side, epoch: epoch.epoch, key: key.toString('base64url') });
  }
  return {
    firmId: roster.firmId,
    memberId: offered.memberId,
    ...createDeviceSecrets(deviceName, machineId),
    rosterKey: invitation.rosterKey,
    epochs: kept,
    recoveryPublic: { exchange: roster.recovery.exchangePublic, signing: roster.recovery.signingPublic },
    settings: { kitConfirmed: true },
  };
}

function enrolledEvent(firm: Firm, offered: RosterInvitation, invitation: Invitation): NewEvent {
  const { device } = firm.vault.contents;
  const keys = invitationKeys(invitation.secret);
  const wraps: Record<string, string> = {};
  for (const { workspace, side, epoch, key } of firm.ring.held()) {
    const sealed = sealTo(keyBytesOf(device.exchangePublic), key, epochContext(firm.firmId, workspace, side, epoch));
    wraps[`${workspace}/${side}/${epoch}`] = sealed.toString('base64');
  }
  const { id, name, signingPublic, exchangePublic } = device;
  const proof = sign(keys.signingPrivate, Buffer.from(id)).toString('base64url');
  return {
    type: 'roster.device.enrolled',
    workspace: 'roster',
    aggregate: 'roster:roster',
    head: { invitationId: offered.id, device: { id, name, signingPublic, exchangePublic }, proof, wraps },
    body: {},
  };
}

async function pullRoster(firm: Firm, remote: EventDatabase): Promise<void> {
  const list = await remote.allDocs({ include_docs: true });
  const documents = list.rows.flatMap((row) => (row.doc === undefined ? [] : [row.doc as unknown]));
  const introduced = devicesIntroducedBy(documents, firm.firmId, firm.ring);
  const { admitted } = passGate(documents, {
    place: { firmId: firm.firmId, workspace: 'roster' },
    hasDevice: (deviceId) => introduced.has(deviceId),
    verify: (deviceId, hash, signature) => verifyText(introduced.get(deviceId) ?? '', hash, signature),
  });
  await firm.store.append(
    'roster',
    admitted.map(({ _id, v, k, h, b, p, n, r, s }) => ({ _id, v, k, h, b, p, n, r, s })),
  );
  await firm.foldReplicated(['roster']);
}

async function pushRoster(firm: Firm, remote: EventDatabase): Promise<void> {
  const push = firm.store.database('roster').replicate.to(remote, { batch_size: 100 });
  const timer = setTimeout(() => push.cancel(), pushTimeoutMs);
  try {
    await push;
  } finally {
    clearTimeout(timer);
  }
}
