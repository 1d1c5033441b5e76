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
  const here = new RevisionsHere(database);
  // The replicator asks what is missing before it fetches: one look at the index answers for the whole batch, and what
  // it saw serves once more when the documents come.
  gated.revsDiff = (asked) => here.missing(asked);
  gated.bulkDocs = async (given, options) => {
    const documents = (Array.isArray(given) ? given : (given as { docs: Incoming[] }).docs) as Incoming[];
    const events = documents.filter((document) => !isSettled(document));
    const { admittedAsGiven, refused } = passGate(events, gateKnowledge(firm, workspace, events));
    const { kept, others } = await here.part(admittedAsGiven as Incoming[]);
    const seconds = others.map((document) => ({ id: document._id ?? '', reason: 'second revision', document }));
    keep(beside, workspace, firm.nowMs(), [...refused, ...seconds]);
    const written = kept.length === 0 ? [] : await database.bulkDocs(kept, { new_edits: options?.new_edits ?? false });
    onAdmitted(kept.length);
    return written;
  };
  return gated;
}

type Incoming = PouchInput<Omit<EventDocument, '_id'>>;

function keep(
  beside: Beside,
  workspace: Workspace,
  atMs: number,
  refused: readonly { id: string; reason: string; document: unknown }[],
): void {
  if (refused.length === 0) return;
  beside.keepRefused(
    refused.map(({ id, reason, document }) => ({ id, workspace, reason, document: JSON.stringify(document), atMs })),
  );
}

/** What PouchDB's own `revsDiff` reads: three times as quick as its index of all documents. */
interface RevisionTrees {
  _getRevisionTree(
    id: string,
    done: (error: { status?: number } | null, tree?: { pos: number; ids: [string, ...unknown[]] }[]) => void,
  ): void;
}

/** Which revision of each event is here. Of the last batch that was asked about it is remembered. */
class RevisionsHere {
  readonly #database: EventDatabase;
  #seen = new Map<string, string | undefined>();

  constructor(database: EventDatabase) {
    this.#database = database;
  }

  async #look(ids: readonly string[]): Promise<Map<string, string | undefined>> {
    const { _getRevisionTree: readTree } = this.#database as unknown as RevisionTrees;
    const readRoot = (id: string) =>
      new Promise<[string, string | undefined]>((resolve, reject) => {
        readTree(id, (error, tree) => {
          const root = tree?.[0];
          if (root !== undefined) resolve([id, `${root.pos}-${root.ids[0]}`]);
          else if (error?.status === 404) resolve([id, undefined]);
          else reject(error);
        });
      });
    return new Map(await Promise.all(ids.map(readRoot)));
  }

  /** Which of these revisions are not here, as PouchDB's own `revsDiff` answers. */
  async missing(asked: Readonly<Record<string, string[]>>): Promise<Record<string, { missing: string[] }>> {
    const ids = Object.keys(asked);
    this.#seen = await this.#look(ids);
    return Object.fromEntries(
      ids.flatMap((id) => {
        const missing = (asked[id] ?? []).filter((revision) => revision !== this.#seen.get(id));
        return missing.length === 0 ? [] : [[id, { missing }]];
      }),
    );
  }

  /** Parts what is new, or the very revision that is here, from another first revision of an event that is here. */
  async part(documents: readonly Incoming[]): Promise<{ kept: Incoming[]; others: Incoming[] }> {
    const ids = documents.map((document) => document._id ?? '');
    const here = ids.every((id) => this.#seen.has(id)) ? this.#seen : await this.#look(ids);
    const isOther = (document: Incoming) => {
      const rev = here.get(document._id ?? '');
      return rev !== undefined && document._rev !== undefined && rev !== document._rev;
    };
    const [kept, others] = [documents.filter((document) => !isOther(document)), documents.filter(isOther)];
    for (const document of kept)
      if (this.#seen.has(document._id ?? '')) this.#seen.set(document._id ?? '', document._rev);
    return { kept, others };
  }
}

/** Design documents of the hub are not events and not alarms: they are passed over. */
function isSettled(document: unknown): boolean {
  if (typeof document !== 'object' || document === null || !('_id' in document)) return false;
  return typeof document._id === 'string' && document._id.startsWith('_design/') && !eventIdPattern.test(document._id);
}
