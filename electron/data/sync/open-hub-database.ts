import type { HubFetch } from '../../hub/hub-fetch.ts';
import type { PouchConstructor, PouchDatabase } from '../events/pouchdb.ts';

/** A device's account at a hub. */
export interface HubCredentials {
  readonly name: string;
  readonly password: string;
}

/**
 * Opens a database of a hub for replication. It is never created from here. Three weaknesses of PouchDB's http client
 * are mended: its own fetch waits for ever when an answer breaks off in the middle (Node's fails); its replicator asks
 * for `info` once a batch and leaves a failure unhandled (here `info` answers zeroes for a hub that is gone); and the
 * name under which it keeps checkpoints depends on whether `GET /` was answered, so that a bad moment would let it look
 * through everything again (here it is the database's; whether a checkpoint is this hub's shows in what the hub holds
 * of it). `ask` is what requests go through: a HubLine's, where the answers are to be watched.
 */
export function openHubDatabase<Content extends object>(
  Pouch: PouchConstructor,
  url: string,
  database: string,
  credentials: HubCredentials,
  ask: HubFetch = (address, init) => fetch(address, init),
): PouchDatabase<Content> {
  const remote = new Pouch<Content>(`${url.replace(/\/+$/, '')}/${database}`, {
    skip_setup: true,
    auth: { username: credentials.name, password: credentials.password },
    fetch: (address: string, options: RequestInit = {}) => fetchFromHub(ask, address, options),
  });
  const info = remote.info.bind(remote);
  remote.info = () => info().catch(() => ({ db_name: database, doc_count: 0, update_seq: 0 }));
  remote.id = async () => `annex hub ${database}`;
  return remote;
}

async function fetchFromHub(ask: HubFetch, url: string, options: RequestInit): Promise<Response> {
  const { method, body, headers, signal } = options;
  const response = await ask(url, {
    redirect: 'error',
    headers: [...(headers as Iterable<[string, string]>)],
    ...(method === undefined ? {} : { method }),
    ...(body === undefined ? {} : { body }),
    ...(signal === undefined ? {} : { signal }),
  });
  // Where PouchDB finds this method it takes attachments as bytes, not as a Blob that its own store cannot write.
  return Object.assign(response, { buffer: async () => Buffer.from(await response.arrayBuffer()) });
}
