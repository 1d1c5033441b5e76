import type { Workspace } from '../../../shared/domain/workspace.ts';
import { type EventDocument, eventIdPattern } from '../events/envelope.ts';
import type { EventDatabase } from '../events/event-store.ts';
import { type GateKnowledge, passGate } from '../events/gate.ts';
import type { PouchInput } from '../events/pouchdb.ts';
import { type Firm, verifyText } from '../firm.ts';
import { devicesIntroducedBy } from '../roster/introduced-devices.ts';
import type { Beside } from './beside.ts';

/** What the gate knows of a firm; for the roster also the devices that the documents at hand introduce. */
export function gateKnowledge(
  firm: Pick<Firm, 'firmId' | 'roster' | 'ring'>,
  workspace: Workspace,
  documents: readonly unknown[],
): GateKnowledge {
  const introduced =
    workspace === 'roster' ? devicesIntroducedBy(documents, firm.firmId, firm.ring) : new Map<string, string>();
  const keyOf = (deviceId: string) => firm.roster.signingKeyOf(deviceId) ?? introduced.get(deviceId);
  return {
    place: { firmId: firm.firmId, workspace },
    hasDevice: (deviceId) => keyOf(deviceId) !== undefined,
    verify: (deviceId, hash, signature) => {
      const key = keyOf(deviceId);
      return key !== undefined && verifyText(key, hash, signature);
    },
  };
}

/**
 * The local database as a target of replication, with the gate in front: what fails is kept beside the store and named,
 * and counts as written, so that replication goes on. Nothing else of the database is changed.
 */
export function gatedTarget(
  firm: Firm,
  workspace: Workspace,
  beside: Beside,
  onAdmitted: (count: number) => void,
): EventDatabase {
  const database = firm.store.database(workspace);
  // PouchDB keeps `replicate` of a database once it was asked for, bound to that database: what is inherited would go
  // around the gate.
  const gated: EventDatabase = Object.create(database, { replicateMethods: { value: undefined, writable: true } });
  gated.bulkDocs = async (given, options) => {
    const documents = (
      Array.isArray(given) ? given : (given as { docs: PouchInput<Omit<EventDocument, '_id'>>[] }).docs
    ) as PouchInput<Omit<EventDocument, '_id'>>[];
    const events = documents.filter((document) => !isSettled(document));
    const { admittedAsGiven, refused } = passGate(events, gateKnowledge(firm, workspace, events));
    const { kept, others } = await partByRevision(database, admittedAsGiven as typeof documents);
    const atMs = firm.nowMs();
    const seconds = others.map((document) => ({ id: document._id ?? '', reason: 'second revision', document }));
    beside.keepRefused(
      [...refused, ...seconds].map(({ id, reason, document }) => ({
        id,
        workspace,
        reason,
        document: JSON.stringify(document),
        atMs,
      })),
    );
    const written = kept.length === 0 ? [] : await database.bulkDocs(kept, { new_edits: options?.new_edits ?? false });
    onAdmitted(kept.length);
    return written;
  };
  return gated;
}

type Incoming = PouchInput<Omit<EventDocument, '_id'>>;

/** Parts what is new, or the very revision that is here, from another first revision of an event that is here. */
async function partByRevision(
  database: EventDatabase,
  documents: readonly Incoming[],
): Promise<{ kept: Incoming[]; others: Incoming[] }> {
  const keys = documents.map((document) => document._id ?? '');
  const list = await database.allDocs({ keys });
  const here = new Map(list.rows.map((row) => [row.id, row.value?.rev]));
  const isOther = (document: Incoming) => {
    const rev = here.get(document._id ?? '');
    return rev !== undefined && document._rev !== undefined && rev !== document._rev;
  };
  return { kept: documents.filter((document) => !isOther(document)), others: documents.filter(isOther) };
}

/** Design documents of the hub are not events and not alarms: they are passed over. */
function isSettled(document: unknown): boolean {
  if (typeof document !== 'object' || document === null || !('_id' in document)) return false;
  return typeof document._id === 'string' && document._id.startsWith('_design/') && !eventIdPattern.test(document._id);
}
