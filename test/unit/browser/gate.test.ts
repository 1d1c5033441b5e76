import { describe, expect, it } from 'vitest';
import { createGate } from '../../../electron/browser/gate.ts';

const own = { host: '127.0.0.1:24000', origin: 'http://127.0.0.1:24000' };

describe('the gate of the browser shell', () => {
  it('[BS2] knows its own host and no other name of this machine', () => {
    const gate = createGate(24_000);
    expect(gate.isOwnHost({ host: own.host })).toBe(true);
    for (const host of [
      'localhost:24000',
      '127.0.0.1',
      '127.0.0.1:24001',
      'evil.example:24000',
      '127.0.0.1:24000.evil.example',
      undefined,
    ]) {
      expect(gate.isOwnHost(host === undefined ? {} : { host })).toBe(false);
    }
  });

  it('[BS3] takes a request from its own page or from the person, and no other', () => {
    const gate = createGate(24_000);
    expect(gate.isOwnPage({ origin: own.origin })).toBe(true);
    expect(gate.isOwnPage({ 'sec-fetch-site': 'same-origin' })).toBe(true);
    expect(gate.isOwnPage({ 'sec-fetch-site': 'none' })).toBe(true);
    expect(gate.isOwnPage({})).toBe(false);
    expect(gate.isOwnPage({ 'sec-fetch-site': 'same-site' })).toBe(false);
    expect(gate.isOwnPage({ 'sec-fetch-site': 'cross-site' })).toBe(false);
    expect(gate.isOwnPage({ origin: 'null', 'sec-fetch-site': 'same-origin' })).toBe(false);
    expect(gate.isOwnPage({ origin: 'http://127.0.0.1:24001', 'sec-fetch-site': 'same-origin' })).toBe(false);
  });

  it('[BS4] wants the origin shown by a socket', () => {
    const gate = createGate(24_000);
    expect(gate.isOwnOrigin({ origin: own.origin })).toBe(true);
    expect(gate.isOwnOrigin({ 'sec-fetch-site': 'same-origin' })).toBe(false);
    expect(gate.isOwnOrigin({ origin: 'https://127.0.0.1:24000' })).toBe(false);
  });

  it('[BS5] takes a link once, and only the newest', () => {
    const gate = createGate(24_000);
    expect(gate.takeLinkToken('')).toBeUndefined();
    const first = gate.makeLinkToken();
    const second = gate.makeLinkToken();
    expect(gate.takeLinkToken(first)).toBeUndefined();
    expect(gate.takeLinkToken(second)).toEqual({ cookie: expect.any(String), pageKey: expect.any(String) });
    expect(gate.takeLinkToken(second)).toBeUndefined();
  });

  it('[BS6] gives a cookie that scripts and other sites do not get, and knows it again', () => {
    const gate = createGate(24_000);
    const value = gate.takeLinkToken(gate.makeLinkToken())?.cookie ?? '';
    expect(gate.describeCookie(value)).toBe(`annex-24000=${value}; Path=/; HttpOnly; SameSite=Strict`);
    expect(gate.hasCookie({ cookie: `other=1; annex-24000=${value}` })).toBe(true);
    expect(gate.hasCookie({ cookie: `annex-24001=${value}` })).toBe(false);
    expect(gate.hasCookie({ cookie: 'annex-24000=' })).toBe(false);
    expect(gate.hasCookie({})).toBe(false);
    expect(createGate(24_000).hasCookie({ cookie: `annex-24000=${value}` })).toBe(false);
  });

  it('[BS8] wants the page key that belongs to the cookie', () => {
    const gate = createGate(24_000);
    const enter = () => gate.takeLinkToken(gate.makeLinkToken()) ?? { cookie: '', pageKey: '' };
    const [one, other] = [enter(), enter()];
    const show = (cookie: string, pageKey?: string) =>
      gate.showsPageKey({
        cookie: `annex-24000=${cookie}`,
        ...(pageKey === undefined ? {} : { 'x-annex-page': pageKey }),
      });
    expect(show(one.cookie, one.pageKey)).toBe(true);
    expect(show(one.cookie)).toBe(false);
    expect(show(one.cookie, other.pageKey)).toBe(false);
    expect(show('', one.pageKey)).toBe(false);
  });

  it('[BS7] takes a page token once, and for a minute', () => {
    let nowMs = 0;
    const gate = createGate(24_000, () => nowMs);
    const used = gate.makePageToken();
    expect(gate.takePageToken(used)).toBe(true);
    expect(gate.takePageToken(used)).toBe(false);
    const late = gate.makePageToken();
    nowMs = 60_001;
    expect(gate.takePageToken(late)).toBe(false);
    expect(gate.takePageToken('guess')).toBe(false);
  });
});
