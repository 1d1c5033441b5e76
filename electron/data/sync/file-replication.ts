import type { PouchDatabase } from '../events/pouchdb.ts';
import type { Firm } from '../firm.ts';
import type { Beside } from './beside.ts';

const pollMs = 15_000;
const soonMs = 500;
const chunksAtOnce = 20;
const chunkType = 'application/octet-stream';

/** The id of a chunk's document at the hub. */
export function chunkDocumentId(chunkId: string): string {
  return `c-${chunkId}`;
}

/**
 * Carries sealed chunks to and from the hub, after the events: what is here and not there goes up, what a document
 * names and is not here comes down, newest matters first. Each chunk is written once; what is missing resumes it. On a
 * metered line only what is asked for moves.
 */
export class FileReplication {
  readonly #firm: Firm;
  readonly #beside: Beside;
  readonly #database: PouchDatabase;
  readonly #isMetered: () => boolean;
  readonly #isBehind: () => boolean;
  readonly #onChange: () => void;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();
  #isClosed = false;
  #isDueSoon = false;
  #waiting = 0;

  /** `isBehind` is true while the events of documents have not caught up: files come after them. */
  constructor(options: {
    firm: Firm;
    beside: Beside;
    database: PouchDatabase;
    isMetered: () => boolean;
    isBehind: () => boolean;
    onChange: () => void;
  }) {
    this.#firm = options.firm;
    this.#beside = options.beside;
    this.#database = options.database;
    this.#isMetered = options.isMetered;
    this.#isBehind = options.isBehind;
    this.#onChange = options.onChange;
  }

  /** Chunks that wait to go up or to come down. */
  get waiting(): number {
    return this.#waiting;
  }

  start(): void {
    this.wake();
  }

  /** Begins a round shortly: what comes in many parts is looked at once. */
  wakeSoon(): void {
    if (this.#isClosed || this.#isDueSoon) return;
    this.#isDueSoon = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.wake(), soonMs);
  }

  /** Begins a round now, after the one that runs. `isAsked`: a person wants it, on a metered line too. */
  wake({ isAsked = false }: { isAsked?: boolean } = {}): void {
    if (this.#isClosed) return;
    this.#isDueSoon = false;
    clearTimeout(this.#timer);
    this.#round = this.#round.then(() => this.#run(isAsked)).catch(() => undefined);
    void this.#round.then(() => {
      if (this.#isClosed || this.#isDueSoon) return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.wake(), this.#isBehind() ? soonMs : pollMs);
    });
  }

  async #run(isAsked: boolean): Promise<void> {
    if (this.#isBehind()) return;
    const wanted = this.#wantedChunks();
    const onDisk = new Set(await this.#firm.files.listChunkIds());
    const here = wanted.filter((id) => onDisk.has(id));
    const up = this.#beside.notAtHub(here);
    const down = wanted.filter((id) => !onDisk.has(id));
    this.#note(up.length + down.length);
    if (this.#isMetered() && !isAsked) return;
    await this.#uploadAll(up);
    const missing = await this.fetch(down);
    this.#note(this.#beside.notAtHub(here).length + missing.length);
  }

  #note(waiting: number): void {
    if (waiting === this.#waiting) return;
    this.#waiting = waiting;
    this.#onChange();
  }

  /** Ids of the chunks of every document that counts: of the matter that moved last first, there the newest first; then of what trust keeps. */
  #wantedChunks(): string[] {
    const rows = this.#firm.rows.all<{ chunk_id: string }>(
      `SELECT chunk_id FROM (SELECT c.value AS chunk_id FROM documents_document d, json_each(d.chunk_ids) c WHERE d.removed = 0
         ORDER BY max(d.filed_at_ms) OVER (PARTITION BY coalesce(d.matter_id, d.document_id)) DESC,
           coalesce(d.matter_id, d.document_id), d.filed_at_ms DESC, d.document_id, c.key)
       UNION ALL
       SELECT chunk_id FROM (SELECT c.value AS chunk_id FROM trust_file f, json_each(f.chunk_ids) c
         ORDER BY f.at_ms DESC, f.event_id, c.key)`,
    );
    return [...new Set(rows.map((row) => row.chunk_id))];
  }

  async #uploadAll(ids: readonly string[]): Promise<void> {
    for (let start = 0; start < ids.length && !this.#isClosed; start += chunksAtOnce) {
      const part = ids.slice(start, start + chunksAtOnce);
      const listed = await this.#database.allDocs({ keys: part.map(chunkDocumentId) });
      const there = new Set(
        listed.rows
          .filter((row) => row.error === undefined && row.value?.deleted !== true)
          .map((row) => row.id ?? row.key),
      );
      for (const id of part) if (!there.has(chunkDocumentId(id))) await this.#upload(id);
      this.#beside.noteAtHub(part);
    }
  }

  async #upload(id: string): Promise<void> {
    const sealed = await this.#firm.files.readChunk(id);
    try {
      await this.#database.put({
        _id: chunkDocumentId(id),
        _attachments: { chunk: { content_type: chunkType, data: sealed } },
      });
    } catch (error) {
      const isThere = error instanceof Error && error.name === 'conflict';
      if (!isThere) throw error;
    }
  }

  /** Fetches chunks; a chunk whose bytes do not have its hash is refused. Resolves with those still missing. */
  async fetch(ids: readonly string[]): Promise<string[]> {
    const missing: string[] = [];
    for (const id of ids) {
      if (this.#isClosed) return [...missing, id];
      try {
        const sealed = await this.#database.getAttachment(chunkDocumentId(id), 'chunk');
        await this.#firm.files.writeChunk(id, Buffer.from(sealed));
        this.#beside.noteAtHub([id]);
      } catch {
        // Not there yet, no connection, or damaged on the way: it stays missing and the next round tries again.
        missing.push(id);
      }
    }
    if (ids.length > missing.length) this.#firm.changes.tell(['documents']);
    return missing;
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  /** Resolves when the round that runs has ended. */
  async idle(): Promise<void> {
    await this.#round;
  }
}
