import { createId } from '../../electron/data/create-id.ts';
import { type EventDocument, parseEventId, sealEvent } from '../../electron/data/events/envelope.ts';
import { formatClock } from '../../electron/data/events/event-clock.ts';
import type { Firm } from '../../electron/data/firm.ts';
import { currentEpoch } from '../../electron/data/roster/roster.ts';
import { Beside } from '../../electron/data/sync/beside.ts';
import { gatedTarget } from '../../electron/data/sync/gated-target.ts';
import { invitationKeys, parseInvitation } from '../../electron/data/sync/invitation.ts';
import { createDeviceKeys, sign } from '../../electron/data/vault/device-keys.ts';
import type { Role } from '../../shared/domain/roles/rights.ts';
import type { Workspace } from '../../shared/domain/workspace.ts';
import type { NewEvent } from '../../shared/events/event.ts';
import type { TestHost } from './open-test-firm.ts';

/** What may be otherwise than a well-behaved device would have it. */
export interface Mischief {
  readonly key?: Buffer;
  readonly version?: number;
  readonly before?: EventDocument | null;
  readonly n?: number;
}

/** Another device of the firm, of which only its documents are there: it writes what the test wants it to write. */
export interface ForeignDevice {
  readonly id: string;
  /** An event of this device, the next of its chain unless said otherwise; nothing is delivered. */
  make(event: NewEvent, mischief?: Mischief): EventDocument;
  /** Brings documents to the firm as replication does, through the gate, and waits until they are folded. */
  deliver(workspace: Workspace, documents: readonly object[]): Promise<void>;
}

/** Lets a new member of this role join the firm with a device that exists in this test alone. */
export async function enrolForeignDevice(host: TestHost, role: Role): Promise<ForeignDevice> {
  const { firm } = host;
  const { code } = await host.client.provider.invite({ commandId: createId(), name: 'Ben Birch', role });
  const parsed = parseInvitation(code);
  if (!parsed.ok) throw new Error(parsed.refusal.sentence);
  const { invitationId, secret } = parsed.value;
  const keys = createDeviceKeys();
  const { id, signingPublic, exchangePublic } = keys;
  const proof = sign(invitationKeys(secret).signingPrivate, Buffer.from(id)).toString('base64url');
  const last = new Map<Workspace, EventDocument>();
  const make = (event: NewEvent, mischief: Mischief = {}): EventDocument => {
    const { workspace } = event;
    const before = mischief.before === undefined ? last.get(workspace) : (mischief.before ?? undefined);
    const beforeMs = before === undefined ? 0 : Number.parseInt(parseEventId(before._id).clock.slice(0, 12), 16);
    const held = keyOf(firm, workspace);
    const key = { ...held, key: mischief.key ?? held.key };
    const document = sealEvent({
      place: { firmId: firm.firmId, workspace },
      clock: formatClock(Math.max(firm.nowMs(), beforeMs + 1), 0),
      deviceId: id,
      previous: before?._id ?? '',
      index: mischief.n ?? (before === undefined ? 0 : before.n + 1),
      rosterHeads: firm.roster.heads,
      headKey: key,
      bodyKey: { ...key, side: 'outside' },
      meta: {
        type: event.type,
        version: mischief.version ?? 1,
        aggregate: event.aggregate,
        parents: [],
        commandId: createId(),
      },
      answer: undefined,
      head: event.head,
      body: event.body,
      sign: (bytes) => sign(keys.signingPrivate, bytes).toString('base64url'),
    });
    last.set(workspace, document);
    return document;
  };
  const deliver = (workspace: Workspace, documents: readonly object[]) => bring(firm, workspace, documents);
  const head = { invitationId, device: { id, name: 'Office', signingPublic, exchangePublic }, proof, wraps: {} };
  const enrolled = {
    type: 'roster.device.enrolled',
    workspace: 'roster',
    aggregate: 'roster:roster',
    head,
    body: {},
  } as const;
  await deliver('roster', [make(enrolled)]);
  return { id, make, deliver };
}

function keyOf(firm: Firm, workspace: Workspace): { epoch: number; key: Buffer } {
  if (workspace === 'roster') return { epoch: 0, key: firm.ring.rosterKey };
  const epoch = currentEpoch(firm.roster.current, workspace, 'outside')?.epoch ?? 1;
  const key = firm.ring.find(workspace, 'outside', epoch);
  if (key === undefined) throw new Error('The firm does not hold this key.');
  return { epoch, key };
}

async function bring(firm: Firm, workspace: Workspace, documents: readonly object[]): Promise<void> {
  const beside = new Beside(firm.folder, Buffer.from(firm.vault.keyOf('storeKey')));
  const revised = documents.map((document, index) => ({
    _rev: `1-${index.toString(16).padStart(32, 'a')}`,
    _revisions: { start: 1, ids: [index.toString(16).padStart(32, 'a')] },
    ...document,
  }));
  try {
    await gatedTarget(firm, workspace, beside, () => undefined).bulkDocs(revised as never, { new_edits: false });
  } finally {
    beside.close();
  }
  await firm.foldReplicated([workspace]);
}
