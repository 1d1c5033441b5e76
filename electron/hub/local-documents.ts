import type { HubDatabase } from './databases.ts';
import { type Exchange, json, type Reply, readJson } from './exchange.ts';
import { badRequest, HubError } from './hub-error.ts';
import type { JsonObject } from './json.ts';

const localBytesMax = 256 * 1024;

/**
 * `GET|PUT|DELETE /db/_local/id`: where replicators keep their checkpoints. These are never replicated and pass no
 * validation function.
 */
export async function answerLocal(database: HubDatabase, name: string, exchange: Exchange): Promise<Reply | null> {
  const { pouch } = database;
  const id = `_local/${name}`;
  if (exchange.method === 'GET') return json(await pouch.get(id));
  if (exchange.method === 'PUT') {
    const body = await readJson(exchange.request);
    if (body._id !== undefined && body._id !== id) throw badRequest('The document and the address name different ids.');
    if (JSON.stringify(body).length > localBytesMax)
      throw new HubError(413, 'document_too_large', 'Too large for _local.');
    const result = await database.exclusively(() => pouch.put({ ...clean(body), _id: id }));
    return json(result, 201);
  }
  if (exchange.method === 'DELETE') {
    const document = await pouch.get(id);
    return json(await database.exclusively(() => pouch.remove(id, document._rev)));
  }
  return null;
}

/** Reserved fields other than the revision have no meaning here and would make PouchDB refuse. */
function clean(body: JsonObject): JsonObject {
  const fields = Object.entries(body).filter(([field]) => !field.startsWith('_') || field === '_rev');
  const document = Object.fromEntries(fields);
  if (document._rev !== undefined && !/^0-[0-9]{1,12}$/.test(String(document._rev)))
    throw badRequest('Invalid rev format');
  return document;
}
