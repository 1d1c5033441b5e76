import * as z from 'zod';
import { refuse } from '../../../shared/domain/refusal.ts';
import type { EventDatabase } from '../events/event-store.ts';
import type { Firm } from '../firm.ts';
import { createDeviceSecrets } from '../firm-birth.ts';
import type { FirmFolder } from '../firm-folder.ts';
import { recoveredEvent } from '../firm-recovery.ts';
import { RefusalError } from '../procedures/refusal-error.ts';
import { KeyRing } from '../roster/key-ring.ts';
import type { Roster } from '../roster/roster.ts';
import { keyBytesOf } from '../vault/raw-keys.ts';
import { parseRecoveryKit, recoveryKeysOf } from '../vault/recovery-kit.ts';
import { openSealed, sealTo } from '../vault/sealed-box.ts';
import { openRosterAt, pushRoster, readRosterAt } from './enrolment.ts';
import { provisionHub } from './hub-accounts.ts';
import type { HubConnection } from './hub-line.ts';
import { foldDocuments, takeRoster } from './roster-documents.ts';
import type { Sync } from './sync.ts';

const boxId = '_local/annex-kit';
const boxSchema = z.object({ boxes: z.record(z.string(), z.string().max(1_000)) });

function boxContext(firmId: string): string {
  return `annex/kit/1|${firmId}`;
}

interface BoxDocument {
  _id: string;
  _rev?: string;
  boxes?: unknown;
}

/** A database as far as the box needs it: `_local` documents are read and written, and never replicated. */
type BoxPlace = { get(id: string): Promise<BoxDocument>; put(document: BoxDocument): Promise<unknown> };

async function readBoxes(place: BoxPlace): Promise<{ rev: string | undefined; boxes: Record<string, string> }> {
  try {
    const found = await place.get(boxId);
    const parsed = boxSchema.safeParse(found);
    return { rev: found._rev, boxes: parsed.success ? parsed.data.boxes : {} };
  } catch (error) {
    const isMissing = typeof error === 'object' && error !== null && 'status' in error && error.status === 404;
    if (!isMissing) throw error;
    return { rev: undefined, boxes: {} };
  }
}

/**
 * Keeps the roster's key at the hub, sealed to the firm's kit, so that the kit alone starts the firm on an empty machine
 * [KY9]. Written by an owner's device, beside the roster, where nothing replicates it. Answers whether it wrote.
 */
export async function keepKitBox(firm: Firm, remote: EventDatabase): Promise<boolean> {
  const { recovery } = firm.roster.current;
  const place = remote as unknown as BoxPlace;
  const { rev, boxes } = await readBoxes(place);
  if (boxes[recovery.signingPublic] !== undefined) return false;
  const sealed = sealTo(keyBytesOf(recovery.exchangePublic), firm.ring.rosterKey, boxContext(firm.firmId));
  const next = { ...boxes, [recovery.signingPublic]: sealed.toString('base64') };
  await place.put({ _id: boxId, boxes: next, ...(rev === undefined ? {} : { _rev: rev }) });
  return true;
}

function no(code: string, sentence: string, field: string): never {
  throw new RefusalError(refuse(code, sentence, [field]));
}

function openRosterKey(boxes: Readonly<Record<string, string>>, secret: Buffer, firmId: string): Buffer {
  const keys = recoveryKeysOf(secret);
  const box = boxes[keys.signingPublic];
  if (box === undefined) {
    no(
      'firm.kit-not-at-hub',
      'The hub does not know this kit: it was renewed, or no owner’s device has been in touch with the hub since. Use the newest kit.',
      'kitText',
    );
  }
  try {
    return openSealed(keyBytesOf(keys.exchangePrivate), Buffer.from(box, 'base64'), boxContext(firmId));
  } catch {
    return no(
      'firm.kit-not-at-hub',
      'What the hub keeps for this kit is damaged. Recover from a backup folder.',
      'kitText',
    );
  }
}

/** The owner whom the kit brings back: the first who stands, else the first that there was. */
function ownerOf(roster: Roster): string {
  const members = [...roster.members.values()];
  const owner = members.find((member) => member.role === 'owner' && !member.isRemoved) ?? members[0];
  return owner?.id ?? '';
}

/** Starts the firm on an empty machine from the hub and the kit alone: this device is an owner's [RS6]. */
export async function recoverFromHub(
  folder: FirmFolder,
  input: { kitText: string; hub: HubConnection; passphrase: string; deviceName: string },
): Promise<void> {
  const kit = parseRecoveryKit(input.kitText);
  if (!kit.ok) throw new RefusalError(kit.refusal);
  const { firmId, secret } = kit.value;
  const remote = openRosterAt(folder, firmId, input.hub);
  const documents = await readRosterAt(remote, input.hub.url, 'url');
  const { boxes } = await readBoxes(remote as unknown as BoxPlace);
  const rosterKey = openRosterKey(boxes, secret, firmId);
  const roster = foldDocuments(documents, firmId, new KeyRing(Buffer.from(rosterKey), []));
  const contents = {
    firmId,
    memberId: ownerOf(roster),
    ...createDeviceSecrets(input.deviceName, folder.options.machineId),
    rosterKey: rosterKey.toString('base64url'),
    epochs: [],
    recoveryPublic: { exchange: roster.recovery.exchangePublic, signing: roster.recovery.signingPublic },
    settings: { kitConfirmed: true },
  };
  await folder.join(contents, input.passphrase, async (firm: Firm, sync: Sync) => {
    await takeRoster(firm, documents);
    await firm.introduce(recoveredEvent(firm, secret));
    await pushRoster(firm, remote);
    sync.connect(await ownAccount(firm, input.hub));
  });
}

/** An owner's account of its own where the one given may make it; else the one given. */
async function ownAccount(firm: Firm, hub: HubConnection): Promise<HubConnection> {
  try {
    return await provisionHub(firm, hub);
  } catch (error) {
    if (error instanceof RefusalError) return hub;
    throw error;
  }
}
