import type { EventDocument } from '../../electron/data/events/envelope.ts';
import { EventAuthor } from '../../electron/data/events/event-author.ts';
import { createAsideSigner } from '../../electron/data/events/sign-aside.ts';
import type { Firm } from '../../electron/data/firm.ts';
import type { SqlValue } from '../../electron/data/projections/projection.ts';
import { sign } from '../../electron/data/vault/device-keys.ts';
import type { Workspace } from '../../shared/domain/workspace.ts';
import type { NewEvent } from '../../shared/events/event.ts';

const batchEvents = 250;

/** Writes events into a firm's store as its device would, in batches, and folds nothing. */
export interface EventWriter {
  /** Takes an event; batches go to the disk as they fill. */
  write(event: NewEvent): Promise<void>;
  /** Writes what is left of the batches. */
  flush(): Promise<void>;
  /** The id of the last event of an aggregate; empty where it is not written yet. */
  lastOf(aggregate: string): string;
  /** The id of the last event that went to the disk in a workspace; empty where there is none. */
  lastWritten(workspace: Workspace): string;
  readonly count: number;
}

/** A writer for an open firm. The projections are not asked: what an aggregate's last event is, it remembers itself. */
export function createEventWriter(firm: Firm, createId: () => string): EventWriter {
  const last = new Map<string, string>();
  const lastIds = new Map<Workspace, string>();
  const batches = new Map<Workspace, NewEvent[]>();
  let count = 0;
  const { device } = firm.vault.contents;
  const signHere = (hash: Buffer) => sign(device.signingPrivate, hash).toString('base64url');
  let written: readonly EventDocument[] = [];
  const author = new EventAuthor({
    firmId: firm.firmId,
    deviceId: device.id,
    ring: firm.ring,
    roster: firm.roster,
    clock: firm.clock,
    store: {
      append: async (workspace: Workspace, documents: readonly EventDocument[]) => {
        await firm.store.append(workspace, documents);
        written = documents;
        lastIds.set(workspace, documents.at(-1)?._id ?? '');
      },
    } as typeof firm.store,
    rows: {
      all: <Row extends object>(sql: string, parameters?: readonly SqlValue[] | Record<string, SqlValue>): Row[] => {
        if (sql.includes('chain_head')) return firm.rows.all<Row>(sql, parameters);
        if (!sql.includes('AS last')) return [];
        const [aggregates] = parameters as readonly string[];
        const asked = JSON.parse(aggregates ?? '[]') as string[];
        return asked.map((aggregate) => ({ aggregate, last: last.get(aggregate) ?? null }) as Row);
      },
      get: () => undefined,
    },
    sign: signHere,
    signAside: createAsideSigner(device.signingPrivate, signHere).sign,
  });

  async function flushOne(batch: NewEvent[]): Promise<void> {
    if (batch.length === 0) return;
    await author.append(batch, createId(), undefined);
    for (const [at, event] of batch.entries()) {
      const id = written[at]?._id;
      if (id !== undefined) last.set(event.aggregate, id);
    }
    count += batch.length;
    batch.length = 0;
  }

  return {
    write: async (event) => {
      const batch = batches.get(event.workspace) ?? [];
      batches.set(event.workspace, batch);
      batch.push(event);
      if (batch.length >= batchEvents) await flushOne(batch);
    },
    flush: async () => {
      for (const batch of batches.values()) await flushOne(batch);
    },
    lastWritten: (workspace) => lastIds.get(workspace) ?? '',
    lastOf: (aggregate) => last.get(aggregate) ?? '',
    get count() {
      return count;
    },
  };
}
