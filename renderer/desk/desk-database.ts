import { Dexie, type Table } from 'dexie';
import type { Sealed } from './seal.ts';

/** One sealed value. `key` names a form or a place by ids of ours; it never carries what a person typed. */
export interface DeskRecord extends Sealed {
  readonly key: string;
  readonly savedAtMs: number;
}

/**
 * This person's desk on this machine: unsaved drafts, ids of commands on their way, the running timer, recent places.
 * Every value is sealed. The data process keeps the firm's data; the desk holds nothing that would be missed after a day.
 */
export class DeskDatabase extends Dexie {
  readonly drafts: Table<DeskRecord, string>;
  readonly places: Table<DeskRecord, string>;

  constructor(name: string) {
    super(name);
    this.version(1).stores({ drafts: 'key, savedAtMs' });
    // Version 2 adds single values beside the drafts: the timer, recent places, pending commands.
    this.version(2).stores({ drafts: 'key, savedAtMs', places: 'key, savedAtMs' });
    this.drafts = this.table('drafts');
    this.places = this.table('places');
  }
}
