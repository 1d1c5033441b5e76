import { connect } from 'node:net';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adminOf, askHub, insideDevice, provisionTestFirm, startTestHub } from '../../support/hub-world.ts';

async function startWithDatabase() {
  const hub = await startTestHub();
  const admin = adminOf(hub);
  await askHub(hub, admin, 'PUT', 'db');
  const ask = (method: string, path: string, body?: unknown) => askHub(hub, admin, method, path, body);
  return { hub, admin, ask };
}

describe('the protocol', () => {
  it('names itself and tells the date', async () => {
    const hub = await startTestHub();
    const answer = await askHub(hub, null, 'GET', '');
    expect(answer.json).toMatchObject({ couchdb: 'Welcome', uuid: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(Number.isNaN(Date.parse(answer.headers.get('date') ?? ''))).toBe(false);
  });

  it('answers each mistake as CouchDB does', async () => {
    const { ask } = await startWithDatabase();
    await ask('PUT', 'db/a', { n: 1 });
    const cases: [string, string, unknown, number, string][] = [
      ['PUT', 'db', undefined, 412, 'file_exists'],
      ['PUT', 'Db', undefined, 400, 'illegal_database_name'],
      ['GET', 'other', undefined, 404, 'not_found'],
      ['GET', 'db/b', undefined, 404, 'not_found'],
      ['GET', 'db/a/b', undefined, 404, 'not_found'],
      ['GET', '_config', undefined, 404, 'not_found'],
      ['GET', 'db/_find', undefined, 404, 'not_found'],
      ['PATCH', 'db/a', {}, 405, 'method_not_allowed'],
      ['DELETE', 'db/_changes', undefined, 405, 'method_not_allowed'],
      ['PUT', 'db/a', { n: 2 }, 409, 'conflict'],
      ['PUT', 'db/a', '{"n":', 400, 'bad_request'],
      ['PUT', 'db/a', '[]', 400, 'bad_request'],
      ['PUT', 'db/a', { _id: 'b' }, 400, 'bad_request'],
      ['PUT', 'db/a', { _hidden: 1 }, 400, 'doc_validation'],
      ['PUT', 'db/a', { _rev: 'first' }, 400, 'bad_request'],
      ['PUT', 'db/_secret', {}, 404, 'not_found'],
      ['DELETE', 'db/a', undefined, 409, 'conflict'],
      ['GET', 'db/a?rev=9-ff', undefined, 404, 'not_found'],
      ['GET', 'db/a?open_revs=[1]', undefined, 400, 'bad_request'],
      ['GET', 'db/_changes?since=yesterday', undefined, 400, 'bad_request'],
      ['GET', 'db/_changes?limit=-1', undefined, 400, 'query_parse_error'],
      ['GET', 'db/_changes?filter=app/mine', undefined, 404, 'not_found'],
      ['GET', 'db/_all_docs?startkey=x', undefined, 400, 'query_parse_error'],
      ['POST', 'db/_bulk_docs', { docs: 1 }, 400, 'bad_request'],
      ['POST', 'db/_bulk_docs', { docs: [{ _id: 'x' }], new_edits: false }, 400, 'bad_request'],
      ['POST', 'db/_revs_diff', { a: '1-aa' }, 400, 'bad_request'],
      ['POST', 'db/_bulk_get', { docs: [1] }, 400, 'bad_request'],
      ['PUT', 'db/_security', { members: { names: 'ann' } }, 400, 'bad_request'],
      ['PUT', '_users/_security', {}, 403, 'forbidden'],
      ['DELETE', '_users', undefined, 403, 'forbidden'],
      ['GET', 'db/%ff', undefined, 400, 'bad_request'],
    ];
    for (const [method, path, body, status, error] of cases) {
      const answer = await ask(method, path, body);
      expect([method, path, answer.status, answer.json.error]).toEqual([method, path, status, error]);
      expect(typeof answer.json.reason).toBe('string');
    }
  });

  it('takes documents and requests up to a size', async () => {
    const { hub, ask } = await startWithDatabase();
    const large = { text: 'x'.repeat(8 * 1024 * 1024) };
    expect((await ask('PUT', 'db/a', large)).status).toBe(413);
    expect((await ask('POST', 'db/_bulk_docs', { docs: [{ _id: 'a', ...large }] })).status).toBe(413);
    const socket = connect(Number(new URL(hub.url).port), '127.0.0.1');
    const credentials = Buffer.from(`${hub.adminName}:${hub.adminPassword}`).toString('base64');
    const length = 65 * 1024 * 1024;
    socket.write(
      `POST /db/_bulk_docs HTTP/1.1\r\nHost: x\r\nAuthorization: Basic ${credentials}\r\nContent-Length: ${length}\r\n\r\n`,
    );
    const [line] = String(await new Promise<Buffer>((resolve) => socket.once('data', resolve))).split('\r\n');
    socket.destroy();
    expect(line).toContain('413');
    expect((await ask('GET', 'db/a')).status).toBe(404);
  });

  it('keeps checkpoints apart from documents', async () => {
    const { ask } = await startWithDatabase();
    const first = await ask('PUT', 'db/_local/check', { last_seq: 1 });
    expect(first.status).toBe(201);
    expect((await ask('PUT', 'db/_local/check', { last_seq: 2 })).status).toBe(409);
    expect((await ask('PUT', 'db/_local/check', { last_seq: 2, _rev: first.json.rev })).status).toBe(201);
    expect((await ask('GET', 'db/_local/check')).json).toMatchObject({ _id: '_local/check', last_seq: 2 });
    expect((await ask('GET', 'db/_changes')).json.results).toEqual([]);
    expect((await ask('DELETE', 'db/_local/check')).status).toBe(200);
    expect((await ask('GET', 'db/_local/check')).status).toBe(404);
  });

  it('feeds changes: pages, waiting, a heartbeat, from now on', async () => {
    const { hub, ask } = await startWithDatabase();
    for (const id of ['a', 'b', 'c']) await ask('PUT', `db/${id}`, {});
    const page = (await ask('GET', 'db/_changes?limit=2')).json;
    expect(page).toMatchObject({ results: [{ id: 'a' }, { id: 'b' }], pending: 1 });
    const rest = (await ask('GET', `db/_changes?since=${String(page.last_seq)}&include_docs=true`)).json;
    expect(rest).toMatchObject({ results: [{ id: 'c', doc: { _id: 'c' } }], pending: 0 });
    expect((await ask('GET', 'db/_changes?feed=longpoll&since=now&timeout=20')).json.results).toEqual([]);
    const waiting = ask('GET', 'db/_changes?feed=longpoll&since=now&heartbeat=100');
    await new Promise((resolve) => setTimeout(resolve, 250));
    await ask('PUT', 'db/d', {});
    expect((await waiting).json).toMatchObject({ results: [{ id: 'd' }], pending: 0 });
    const credentials = Buffer.from(`${hub.adminName}:${hub.adminPassword}`).toString('base64');
    const stop = new AbortController();
    const stream = await fetch(`${hub.url}/db/_changes?feed=continuous&since=${String(rest.last_seq)}`, {
      headers: { Authorization: `Basic ${credentials}` },
      signal: stop.signal,
    });
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect(JSON.parse((await reader?.read())?.value ?? '')).toMatchObject({ id: 'd' });
    await ask('PUT', 'db/e', {});
    expect(JSON.parse((await reader?.read())?.value ?? '')).toMatchObject({ id: 'e' });
    stop.abort();
  });

  it('runs a validation function in a place of its own, and refuses when it is broken', async () => {
    const { ask } = await startWithDatabase();
    const functions: [string, string, number, string][] = [
      ['function (n) { throw { forbidden: "no " + n._id }; }', 'forbidden', 403, 'no a'],
      ['function () { throw { unauthorized: "who" }; }', 'unauthorized', 401, 'who'],
      ['function () { process.exit(1); }', 'unknown_error', 500, 'process is not defined'],
      ['function (n) { n.constructor.constructor("return process")().exit(1); }', 'unknown_error', 500, 'EvalError'],
      ['function () { for (;;) {} }', 'unknown_error', 500, 'timed out'],
      ['function ( {', 'unknown_error', 500, 'compile'],
    ];
    for (const [source, error, status, reason] of functions) {
      const old = await ask('GET', 'db/_design/v');
      await ask('PUT', 'db/_design/v', {
        ...(old.status === 200 ? { _rev: old.json._rev } : {}),
        validate_doc_update: source,
      });
      const answer = await ask('PUT', 'db/a', {});
      expect(answer).toMatchObject({ status, json: { error, reason: expect.stringContaining(reason) } });
    }
    expect((await ask('GET', '')).status).toBe(200);
  }, 30_000);

  it('survives whatever is sent to it', async () => {
    const hub = await startTestHub();
    const firm = await provisionTestFirm(hub);
    const path = firm.database('billing');
    const event = firm.event('billing', insideDevice, 1);
    await askHub(hub, firm.owner, 'PUT', `${path}/${event._id}`, event);
    const endpoints = [
      '_bulk_docs',
      '_bulk_get',
      '_revs_diff',
      '_changes',
      '_all_docs',
      '_security',
      '_local/x',
      'doc',
      '',
      '_session',
    ];
    const ids = fc.constantFrom(event._id, '__proto__', 'constructor', '_design/x', '_local/y', '', '\u0000', 'c-1');
    const revisions = fc.constantFrom('1-aa', '0-0', '9999999999-x', 'x', '1-', null, 1);
    const attachment = fc.record(
      { content_type: fc.anything(), data: fc.anything(), stub: fc.anything() },
      { requiredKeys: [] },
    );
    const document = fc.record(
      {
        _id: fc.oneof(ids, fc.anything()),
        _rev: fc.oneof(revisions, fc.anything()),
        _deleted: fc.anything(),
        _revisions: fc.oneof(
          fc.record({ start: fc.anything(), ids: fc.anything() }),
          fc.constant({ start: 1, ids: ['aa'] }),
        ),
        _attachments: fc.oneof(fc.dictionary(fc.string(), attachment), fc.anything()),
        v: fc.anything(),
      },
      { requiredKeys: [] },
    );
    const body = fc.oneof(
      fc.record({ docs: fc.oneof(fc.array(document), fc.anything()), new_edits: fc.anything() }, { requiredKeys: [] }),
      fc.record({ docs: fc.array(fc.record({ id: fc.oneof(ids, fc.anything()), rev: revisions })) }),
      fc.dictionary(fc.oneof(ids, fc.string()), fc.oneof(fc.array(revisions), fc.anything())),
      document,
      fc.record({ keys: fc.anything(), doc_ids: fc.anything() }, { requiredKeys: [] }),
      fc.anything(),
    );
    const text = fc.oneof(body.map(toText), fc.string({ unit: 'binary' }));
    const query = fc.dictionary(
      fc.constantFrom(
        'since',
        'limit',
        'rev',
        'open_revs',
        'filter',
        'startkey',
        'keys',
        'style',
        'revs',
        'attachments',
        'doc_ids',
      ),
      fc.oneof(fc.json(), fc.string(), fc.constantFrom('now', 'all', '_doc_ids', '1-aa', 'true')),
    );
    const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH');
    await fc.assert(
      fc.asyncProperty(method, fc.constantFrom(...endpoints), query, text, async (verb, endpoint, options, payload) => {
        // An owner may shut itself out, and then nothing would be tried any more.
        const who = endpoint === '_security' ? firm.clerk : firm.owner;
        const isBodiless = verb === 'GET';
        const address = `${path}/${endpoint}?${new URLSearchParams(options)}`;
        const answer = await askHub(hub, who, verb, address, isBodiless ? undefined : payload);
        expect(answer.status).toBeLessThan(500);
      }),
      { numRuns: 600 },
    );
    expect((await askHub(hub, firm.owner, 'GET', `${path}/${event._id}`)).json.h).toBe('sealed');
  });

  it('survives bytes that are no request', async () => {
    const hub = await startTestHub();
    for (const bytes of [
      '\u0016\u0003\u0001',
      'GET\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      `GET /${'x'.repeat(100_000)} HTTP/1.1\r\n\r\n`,
    ]) {
      const socket = connect(Number(new URL(hub.url).port), '127.0.0.1');
      socket.on('error', () => undefined);
      socket.end(bytes);
      await new Promise((resolve) => socket.once('close', resolve).resume());
    }
    expect((await askHub(hub, null, 'GET', '_up')).status).toBe(200);
  });
});

function toText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch {
    return '{';
  }
}
