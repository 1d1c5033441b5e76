import type { Workspace } from '../../../shared/domain/workspace.ts';
import type { RowReader, RowWriter } from './projection.ts';

/** The newest event of a device's chain in a workspace. */
export interface ChainHead {
  readonly eventId: string;
  readonly n: number;
}

/**
 * What is asked of the rows for each event of a page and seldom changes, held for as long as one transaction: chain
 * heads are written once at its end, and tables that are nearly always empty are looked at once. Nothing is held beyond
 * the transaction, so rows and position go on together.
 */
export class PageMemory {
  readonly #rows: RowWriter;
  readonly #workspace: Workspace;
  readonly #heads = new Map<string, ChainHead | null>();
  readonly #moved = new Set<string>();
  #hasMissing: boolean;
  #hasInverted: boolean;
  #forks: ReadonlyMap<string, number>;

  /** Begins a page; inside its transaction. */
  constructor(rows: RowWriter, workspace: Workspace) {
    this.#rows = rows;
    this.#workspace = workspace;
    this.#hasMissing = isFilled(rows, 'missing');
    this.#hasInverted = isFilled(rows, 'inverted');
    this.#forks = readForks(rows, workspace);
  }

  headOf(deviceId: string): ChainHead | undefined {
    const known = this.#heads.get(deviceId);
    if (known !== undefined) return known ?? undefined;
    const row = this.#rows.get<{ event_id: string; n: number }>(
      'SELECT event_id, n FROM chain_head WHERE workspace = ? AND device_id = ?',
      [this.#workspace, deviceId],
    );
    const head = row === undefined ? null : { eventId: row.event_id, n: row.n };
    this.#heads.set(deviceId, head);
    return head ?? undefined;
  }

  moveHead(deviceId: string, head: ChainHead): void {
    this.#heads.set(deviceId, head);
    this.#moved.add(deviceId);
  }

  /** Writes what moved; at the end of the page's transaction. */
  writeHeads(): void {
    for (const deviceId of this.#moved) {
      const head = this.#heads.get(deviceId);
      if (head === null || head === undefined) continue;
      this.#rows.run('INSERT OR REPLACE INTO chain_head (workspace, device_id, event_id, n) VALUES (?, ?, ?, ?)', [
        this.#workspace,
        deviceId,
        head.eventId,
        head.n,
      ]);
    }
  }

  /** Whether any event is missing at all. */
  get hasMissing(): boolean {
    return this.#hasMissing;
  }

  noteMissing(): void {
    this.#hasMissing = true;
  }

  /** Whether any parent sorts after its child at all. */
  get hasInverted(): boolean {
    return this.#hasInverted;
  }

  noteInverted(): void {
    this.#hasInverted = true;
  }

  /** From which place on a device's chain is forked, if it is. */
  forkOf(deviceId: string): number | undefined {
    return this.#forks.get(deviceId);
  }

  noteFork(): void {
    this.#forks = readForks(this.#rows, this.#workspace);
  }
}

function isFilled(rows: RowReader, table: 'missing' | 'inverted'): boolean {
  return rows.get(`SELECT 1 AS yes FROM ${table} LIMIT 1`) !== undefined;
}

function readForks(rows: RowReader, workspace: Workspace): ReadonlyMap<string, number> {
  const found = rows.all<{ device_id: string; n: number }>('SELECT device_id, n FROM fork WHERE workspace = ?', [
    workspace,
  ]);
  return new Map(found.map((row) => [row.device_id, row.n]));
}
