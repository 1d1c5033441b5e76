import { join } from 'node:path';
import { accept, type Decision, decline } from '../../../shared/domain/refusal.ts';
import type { Workspace } from '../../../shared/domain/workspace.ts';
import type { EventDatabase } from '../events/event-store.ts';
import type { Firm } from '../firm.ts';
import { holdsWorkspace } from '../roster/roster.ts';
import { BundleParts, ReceivedBundles } from './bundle-files.ts';
import { BundleError, type BundleFlaw } from './bundle-format.ts';
import { bundleHeadSchema, type PeerKnowledge } from './bundle-peers.ts';
import { checkBundle, type TakenBundle, takeBundle } from './take-bundle.ts';
import { type BundleCounts, writeBundle } from './write-bundle.ts';

const exportsMax = 4;

/** What is remembered of other devices' copies. */
export interface PeerMemory {
  keepPeer(deviceId: string, head: string, atMs: number): void;
  peer(deviceId: string): { head: string; atMs: number } | null;
}

interface Export {
  readonly parts: BundleParts;
  readonly counts: BundleCounts;
}

/** A part of a bundle on its way out. */
export interface BundlePart extends BundleCounts {
  readonly bytes: Buffer;
  readonly isLast: boolean;
}

/** Whom a bundle is for, and how much of what is here goes into it. */
export interface BundleWish {
  readonly forDeviceId?: string | undefined;
  readonly sinceMs?: number | undefined;
  readonly withFiles: boolean;
}

const flawSentences: Readonly<Record<BundleFlaw, string>> = {
  'not a bundle': 'This file is not a bundle of Annex. Choose the file that the other device made.',
  'other firm': 'This bundle is of another firm. Nothing was taken. Open that firm, or choose another file.',
  tampered: 'This bundle was changed or damaged on its way. Nothing was taken. Copy it again, or have it made again.',
  'cut short': 'This bundle is not whole: its end is missing. Nothing was taken. Copy it again, whole.',
};

/**
 * Sync carried by hand, for firms without a hub: bundles out and in. A device says in each bundle how far its own copy
 * reaches, so the next one for it holds what it lacks, whatever became of bundles in between.
 */
export class Carrying {
  readonly #firm: Firm;
  readonly #peers: PeerMemory;
  readonly #readable: () => readonly Workspace[];
  readonly #gated: (workspace: Workspace) => EventDatabase;
  readonly #retryGate: () => Promise<void>;
  readonly #exports = new Map<string, Export>();
  readonly #received: ReceivedBundles;

  constructor(options: {
    firm: Firm;
    peers: PeerMemory;
    readable: () => readonly Workspace[];
    gated: (workspace: Workspace) => EventDatabase;
    retryGate: () => Promise<void>;
  }) {
    this.#firm = options.firm;
    this.#peers = options.peers;
    this.#readable = options.readable;
    this.#gated = options.gated;
    this.#retryGate = options.retryGate;
    this.#received = new ReceivedBundles(join(options.firm.folder, 'bundles'));
  }

  /** When the last bundle that came from a device was made; null where none came. */
  knownAtMs(deviceId: string): number | null {
    return this.#peers.peer(deviceId)?.atMs ?? null;
  }

  /** Begins a bundle under an id of the caller's. The same id again begins anew. Refuses a device that is not in the firm. */
  async startExport(id: string, wish: BundleWish): Promise<Decision<{ bundleId: string }>> {
    if (this.#firm.rebuild !== null) {
      return decline('firm.rebuilding', 'Annex is putting its lists together again. Try again when it is done.');
    }
    const workspaces = this.#workspacesFor(wish.forDeviceId);
    if (workspaces === null) {
      return decline('bundle.device-unknown', 'This device is not in the firm any more. Choose another.', [
        'forDeviceId',
      ]);
    }
    await this.#exports.get(id)?.parts.close();
    const counts = { events: 0, chunks: 0 };
    const contents = {
      workspaces,
      peer: wish.forDeviceId === undefined ? null : this.#peerKnowledge(wish.forDeviceId),
      sinceMs: wish.sinceMs ?? null,
      withFiles: wish.withFiles,
    };
    this.#exports.set(id, { parts: new BundleParts(writeBundle(this.#firm, contents, counts)), counts });
    const [oldest] = this.#exports.keys();
    if (this.#exports.size > exportsMax && oldest !== undefined) await this.#endExport(oldest);
    return accept({ bundleId: id });
  }

  /** The next part of a bundle that was begun; null where none is, or another part is awaited. */
  async readPart(id: string, part: number): Promise<BundlePart | null> {
    const started = this.#exports.get(id);
    const read = await started?.parts.read(part);
    return started === undefined || read === null || read === undefined ? null : { ...read, ...started.counts };
  }

  async #endExport(id: string): Promise<void> {
    const started = this.#exports.get(id);
    this.#exports.delete(id);
    await started?.parts.close();
  }

  /** What a device may hold of what is here; all of it where no device is named. */
  #workspacesFor(deviceId: string | undefined): readonly Workspace[] | null {
    if (deviceId === undefined) return this.#readable();
    const { devices, members } = this.#firm.roster.current;
    const device = devices.get(deviceId);
    const member = device === undefined ? undefined : members.get(device.memberId);
    if (device === undefined || device.cut !== null || member === undefined || member.isRemoved) return null;
    return this.#readable().filter((workspace) => holdsWorkspace(member, workspace));
  }

  #peerKnowledge(deviceId: string): PeerKnowledge | null {
    const kept = this.#peers.peer(deviceId);
    const head = kept === null ? null : bundleHeadSchema.safeParse(JSON.parse(kept.head));
    return head?.success === true ? head.data : null;
  }

  /** Begins to take in a bundle under an id of the caller's. */
  async startUpload(id: string): Promise<Decision<{ uploadId: string }>> {
    if (await this.#received.start(id)) return accept({ uploadId: id });
    return decline('bundle.too-many', 'Too many bundles are being taken in at once. Wait until one is done.');
  }

  /** Takes the next part. */
  async append(uploadId: string, index: number, part: Buffer): Promise<Decision<{ received: number }>> {
    const upload = this.#received.find(uploadId);
    if (upload === undefined) return declineUnknown();
    if (await upload.append(index, part)) return accept({ received: index + 1 });
    return decline('bundle.part-out-of-order', 'The parts of a bundle come in order. Choose the file again.', [
      'index',
    ]);
  }

  /** Checks the whole bundle, then takes it. Refuses one that is cut short, changed, of another firm or none at all. */
  async take(uploadId: string): Promise<Decision<TakenBundle>> {
    const upload = this.#received.find(uploadId);
    if (upload === undefined) return declineUnknown();
    try {
      await checkBundle(upload.readAt, this.#firm);
      const target = { firm: this.#firm, readable: this.#readable(), gated: this.#gated };
      const taken = await takeBundle(upload.readAt, target);
      if (taken.head.deviceId !== this.#firm.me.deviceId) {
        this.#peers.keepPeer(taken.head.deviceId, JSON.stringify(taken.head), taken.head.atMs);
      }
      await this.#retryGate();
      this.#firm.changes.tell(['documents', 'sync', 'roster']);
      return accept(taken);
    } catch (error) {
      if (!(error instanceof BundleError)) throw error;
      return decline(`bundle.${error.flaw.replaceAll(' ', '-')}`, flawSentences[error.flaw], ['uploadId']);
    } finally {
      await this.#received.remove(uploadId);
    }
  }

  async close(): Promise<void> {
    for (const id of [...this.#exports.keys()]) await this.#endExport(id);
    await this.#received.close();
  }
}

function declineUnknown() {
  return decline<never>('bundle.no-upload', 'This bundle is not here any more. Choose the file again.', ['uploadId']);
}
