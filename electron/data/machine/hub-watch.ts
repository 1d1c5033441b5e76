import { createHubFetch } from '../../hub/hub-fetch.ts';
import { createPouch } from '../events/pouchdb.ts';
import { createSqliteLevel } from '../events/sqlite-level.ts';
import type { Firm } from '../firm.ts';
import { hubDatabaseName } from '../sync/hub-database.ts';
import { openHubDatabase } from '../sync/open-hub-database.ts';

/** Asks the hub of one sleeping firm whether anything is new, without opening the firm. */
export interface HubWatch {
  /**
   * One short question for each database. A text that differs from the last one where something was written; null where
   * the hub does not answer.
   */
  readMark(): Promise<string | null>;
}

/** What a sleeping firm's hub is to be asked; null where it has none, or sync is paused. */
export function watchHub(firm: Firm, workspaces: readonly string[]): HubWatch | null {
  const { hub, settings } = firm.vault.contents;
  if (hub === undefined || settings['syncPaused'] === true) return null;
  const pouch = createPouch(createSqliteLevel({ folder: firm.folder, key: Buffer.alloc(32) }));
  const ask = createHubFetch(hub);
  const names = [...workspaces, 'files'];
  const databases = names.map((name) => openHubDatabase(pouch, hub.url, hubDatabaseName(firm.firmId, name), hub, ask));
  return {
    readMark: async () => {
      const marks: string[] = [];
      for (const database of databases) {
        const { update_seq: seq } = await database.info();
        // Of a CouchDB sequence only the number before the dash goes up by writes; the rest varies by who answers.
        marks.push(String(seq).split('-')[0] ?? '');
      }
      return marks.every((mark) => mark === '0') ? null : marks.join(' ');
    },
  };
}
