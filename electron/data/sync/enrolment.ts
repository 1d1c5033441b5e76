import { type Refusal, refuse } from '../../../shared/domain/refusal.ts';
import type { NewEvent } from '../../../shared/events/event.ts';
import { createHubFetch } from '../../hub/hub-fetch.ts';
import type { EventDatabase } from '../events/event-store.ts';
import { createPouch } from '../events/pouchdb.ts';
import { createSqliteLevel } from '../events/sqlite-level.ts';
import type { Firm } from '../firm.ts';
import { createDeviceSecrets } from '../firm-birth.ts';
import type { FirmFolder } from '../firm-folder.ts';
import { RefusalError } from '../procedures/refusal-error.ts';
import { epochContext, type KeptKey, KeyRing } from '../roster/key-ring.ts';
import type { Roster, RosterInvitation } from '../roster/roster.ts';
import { sign } from '../vault/device-keys.ts';
import { keyBytesOf } from '../vault/raw-keys.ts';
import { openSealed, sealTo } from '../vault/sealed-box.ts';
import type { VaultContents } from '../vault/vault-contents.ts';
import { hubDatabaseName } from './hub-database.ts';
import { type Invitation, invitationKeys, parseInvitation } from './invitation.ts';
import { readInvitationFile } from './invitation-file.ts';
import { openHubDatabase } from './open-hub-database.ts';
import { foldDocuments, takeRoster } from './roster-documents.ts';
import type { Sync } from './sync.ts';

const pushTimeoutMs = 30_000;

function no(refusal: Refusal): never {
  throw new RefusalError(refusal);
}

/**
 * Joins a firm from this machine: reads the roster at the hub, or, where there is none or it is out of reach, in the file
 * that carries the code, takes the keys, and enters the roster. Joined by file, its answer goes back by file [IV2].
 */
export async function enrolWithCode(
  folder: FirmFolder,
  input: { code: string; passphrase: string; deviceName: string },
): Promise<void> {
  const { code, roster: carried } = readInvitationFile(input.code) ?? { code: input.code, roster: [] };
  const parsed = parseInvitation(code);
  if (!parsed.ok) no(parsed.refusal);
  const invitation = parsed.value;
  const hasHub = invitation.hub.url !== '';
  if (!hasHub && carried.length === 0) {
    no(
      refuse(
        'firm.code-without-roster',
        'This firm has no hub, so the code alone is not enough. Open the invitation file that was saved with it.',
        ['code'],
      ),
    );
  }
  const ring = new KeyRing(Buffer.from(invitation.rosterKey, 'base64url'), []);
  const remote = hasHub ? openRosterAt(folder, invitation.firmId, invitation.hub) : null;
  const atHub = remote === null ? null : await readRosterOrCarry(remote, invitation.hub.url, carried.length > 0);
  const documents = atHub ?? carried;
  const roster = foldDocuments(documents, invitation.firmId, ring);
  const offered = checkInvitation(roster, invitation, folder.options.nowMs());
  const contents = prepareContents(roster, offered, invitation, input.deviceName, folder.options.machineId);
  await folder.join(contents, input.passphrase, async (firm: Firm, sync: Sync) => {
    await takeRoster(firm, documents);
    await firm.introduce(enrolledEvent(firm, offered, invitation));
    if (remote === null) return;
    if (atHub !== null) await pushRoster(firm, remote);
    sync.connect(invitation.hub);
  });
}

/** The roster's database at a hub, for a machine that has no firm yet. */
export function openRosterAt(folder: FirmFolder, firmId: string, hub: Invitation['hub']): EventDatabase {
  const pouch = createPouch(createSqliteLevel({ folder: folder.options.dataFolder, key: Buffer.alloc(32) }));
  return openHubDatabase(pouch, hub.url, hubDatabaseName(firmId, 'roster'), hub, createHubFetch(hub));
}

/** Every roster document at the hub. Refuses, naming the field, where the hub does not answer or not to this account. */
export async function readRosterAt(remote: EventDatabase, url: string, field: string): Promise<unknown[]> {
  try {
    const list = await remote.allDocs({ include_docs: true });
    return list.rows.flatMap((row) => (row.doc === undefined || row.id.startsWith('_design/') ? [] : [row.doc]));
  } catch (error) {
    const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : 0;
    if (status === 401 || status === 403)
      no(
        refuse('firm.hub-refused', 'The hub does not accept this account any more. Ask for a new invitation.', [field]),
      );
    no(
      refuse(
        'firm.hub-unreachable',
        `The hub at ${new URL(url).host} cannot be reached. Check the connection, then try again.`,
        [field],
      ),
    );
  }
}

/** The roster at the hub; null where the hub is out of reach and a file carries the roster [IV1]. */
async function readRosterOrCarry(remote: EventDatabase, url: string, isCarried: boolean): Promise<unknown[] | null> {
  try {
    return await readRosterAt(remote, url, 'code');
  } catch (error) {
    if (isCarried && error instanceof RefusalError && error.refusal.code === 'firm.hub-unreachable') return null;
    throw error;
  }
}

function checkInvitation(roster: Roster, { invitationId }: Invitation, nowMs: number): RosterInvitation {
  const offered = roster.invitations.get(invitationId);
  if (offered === undefined)
    no(refuse('firm.code-unknown', 'The firm does not know this invitation. Ask for a new one.', ['code']));
  if (offered.usedByDeviceId !== null)
    no(refuse('firm.code-used', 'This invitation was used before: each works once. Ask for a new one.', ['code']));
  if (offered.withdrawnBy !== null)
    no(refuse('firm.code-withdrawn', 'The firm has withdrawn this invitation. Ask for a new one.', ['code']));
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

/** Sends this device's entry into the roster to the hub, at once. */
export async function pushRoster(firm: Firm, remote: EventDatabase): Promise<void> {
  const push = firm.store.database('roster').replicate.to(remote, { batch_size: 100 });
  const timer = setTimeout(() => push.cancel(), pushTimeoutMs);
  try {
    await push;
  } finally {
    clearTimeout(timer);
  }
}
