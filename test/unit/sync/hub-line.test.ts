import { afterEach, expect, it, vi } from 'vitest';
import { HubLine } from '../../../electron/data/sync/hub-line.ts';
import { sayDuration, troubleOfAnswer, troubleOfError } from '../../../electron/data/sync/hub-trouble.ts';
import { checkHubRoute } from '../../../electron/hub/hub-fetch.ts';

afterEach(() => vi.unstubAllGlobals());

const connection = { url: 'https://hub.example.com', name: 'a', password: 'b' };

it('knows a trouble by its answer', () => {
  const of = (status: number, text = '', contentType = 'application/json') =>
    troubleOfAnswer({ status, text, contentType });
  expect(of(200)).toBe(null);
  expect(of(200, '', 'text/html; charset=utf-8')).toBe('captive portal');
  expect(of(401)).toBe('signed out');
  expect(of(404, '{"error":"not_found","reason":"missing"}')).toBe(null);
  expect(of(404, '{"error":"not_found","reason":"Database does not exist."}')).toBe('no databases');
  expect(of(507)).toBe('disk full');
  expect(of(500, '{"error":"badmatch","reason":"{error,enospc}"}')).toBe('disk full');
  expect(of(500)).toBe('failing');
});

it('knows a trouble by the causes of an error', () => {
  const caused = (code: string) => new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code }) });
  expect(troubleOfError(caused('ECONNREFUSED'))).toBe('no answer');
  expect(troubleOfError(caused('DEPTH_ZERO_SELF_SIGNED_CERT'))).toBe('certificate');
  expect(troubleOfError(new TypeError('fetch failed', { cause: new Error('unexpected redirect') }))).toBe(
    'captive portal',
  );
});

it('tells how far this computer’s clock is from the hub’s', async () => {
  const yearMs = 365 * 24 * 60 * 60_000;
  const nowMs = Date.UTC(2027, 0, 2);
  const date = new Date(nowMs - yearMs).toUTCString();
  vi.stubGlobal('fetch', async () => Response.json({}, { headers: { date } }));
  const line = new HubLine(connection, { nowMs: () => nowMs, onChange: () => undefined });
  expect(line.skewMs).toBe(null);
  await line.fetch('https://hub.example.com/');
  expect(line.skewMs).toBe(yearMs - 500);
  expect(line.skewSentence).toContain('365 days ahead of the hub’s');
  expect([sayDuration(60_000), sayDuration(3 * 3_600_000)]).toEqual(['1 minute', '3 hours']);
});

it('takes a page in the place of data for an error, and has a sentence for it', async () => {
  vi.stubGlobal('fetch', async () => new Response('<p>', { headers: { 'content-type': 'text/html' } }));
  const line = new HubLine(connection, { nowMs: () => 1, onChange: () => undefined });
  await expect(line.fetch('https://hub.example.com/')).rejects.toThrow('A page came');
  expect(line.trouble).toMatchObject({ kind: 'captive portal' });
  expect(line.trouble?.sentence).toContain('hub.example.com');
});

it('refuses a proxy and an authority that cannot be used', () => {
  expect(checkHubRoute({ proxy: 'proxy:3128' })).toMatchObject({ ok: false, refusal: { code: 'hub.bad-proxy' } });
  expect(checkHubRoute({ ca: 'not a certificate' })).toMatchObject({ ok: false, refusal: { code: 'hub.bad-ca' } });
  expect(checkHubRoute({ ca: '', proxy: ' ' })).toEqual({ ok: true, value: {} });
  expect(checkHubRoute({ proxy: 'http://10.0.0.1:3128' })).toMatchObject({ ok: true });
});
