import { AbstractIterator, type AbstractIteratorOptions, type ErrorCallback } from 'abstract-leveldown';
import { StoreError } from './ciphered-database.ts';
import { type Bytes, isWithin, type KeyRange, type Row, selectRange, startAt, toKey, toWanted } from './key-range.ts';

/** Where an iterator gets its pages. */
export interface PageReader {
  readPage(range: KeyRange, limit: number, withValues: boolean): Row[];
}

type NextCallback = (error?: Error | null, key?: Bytes, value?: Bytes) => void;

const firstPageRows = 32;
const pageRows = 256;
const nothing: Bytes = Buffer.alloc(0);

/** Walks a range page by page over live rows, not a snapshot: each page starts after the last key of the one before. */
export class SqliteIterator extends AbstractIterator<Bytes, Bytes> {
  readonly #reader: PageReader;
  readonly #options: AbstractIteratorOptions<Bytes>;
  readonly #whole: KeyRange;
  #range: KeyRange;
  #leftRows: number;
  #page: Row[] = [];
  #position = 0;
  #pagesRead = 0;
  #isLast: boolean;

  constructor(level: PageReader, options: AbstractIteratorOptions<Bytes>) {
    super(level);
    this.#reader = level;
    this.#options = options;
    this.#whole = selectRange(options);
    this.#range = this.#whole;
    this.#leftRows = options.limit !== undefined && options.limit >= 0 ? options.limit : Number.POSITIVE_INFINITY;
    this.#isLast = this.#leftRows === 0;
  }

  _next(callback: NextCallback): void {
    let isNewPage = false;
    try {
      if (this.#position >= this.#page.length && !this.#isLast) {
        this.#fetch();
        isNewPage = this.#pagesRead > 1;
      }
    } catch (error) {
      // PouchDB's streams end quietly on this very text, and on any other end the process: right after an orderly close
      // it is true, and after a fault the store has stopped, and whoever asked for the stream asks for the fault.
      const isKnown = error instanceof StoreError && error.code !== 'busy';
      process.nextTick(callback, isKnown ? new Error('iterator has ended') : error);
      return;
    }
    const row = this.#page[this.#position];
    this.#position += 1;
    if (!row) {
      process.nextTick(callback);
      return;
    }
    const { keyAsBuffer, valueAsBuffer } = this.#options;
    const key = toWanted(this.#options.keys === false ? nothing : row.k, keyAsBuffer);
    const value = toWanted(row.v ?? nothing, valueAsBuffer);
    // A long walk gives way to the rest of the process once for each page.
    if (isNewPage) setImmediate(callback, null, key, value);
    else process.nextTick(callback, null, key, value);
  }

  _seek(target: Bytes): void {
    const key = toKey(target);
    this.#page = [];
    this.#position = 0;
    this.#range = startAt(this.#whole, { key, isInclusive: true });
    this.#isLast = this.#leftRows === 0 || !isWithin(this.#whole, key);
  }

  _end(callback: ErrorCallback): void {
    this.#page = [];
    this.#isLast = true;
    process.nextTick(callback);
  }

  #fetch(): void {
    const wanted = Math.min(this.#pagesRead === 0 ? firstPageRows : pageRows, this.#leftRows);
    this.#page = this.#reader.readPage(this.#range, wanted, this.#options.values !== false);
    this.#position = 0;
    this.#pagesRead += 1;
    this.#leftRows -= this.#page.length;
    const last = this.#page.at(-1);
    this.#isLast = !last || this.#page.length < wanted || this.#leftRows === 0;
    if (last) this.#range = startAt(this.#range, { key: last.k, isInclusive: false });
  }
}
