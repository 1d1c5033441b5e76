import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const pageTokenMs = 60_000;
const pageTokensMax = 100;

/** What lets a browser in: a cookie, and a key that its pages keep for their origin alone. */
export interface Admission {
  cookie: string;
  pageKey: string;
}

/** The header in which a page shows its key. */
const pageKeyHeader = 'x-annex-page';

/** Who may talk to the loopback server. Cookies and tokens live in memory: a new start lets nobody in unasked. */
export interface Gate {
  /** The token of the next one-time link; the one before it no longer counts. */
  makeLinkToken(): string;
  /** Takes a link's token: what the browser that brought it is given, or undefined. It counts once. */
  takeLinkToken(shown: string): Admission | undefined;
  /** Whether the request's cookie is one that we gave. */
  hasCookie(headers: IncomingHttpHeaders): boolean;
  /**
   * [BS8] Whether the request also shows the page key that was given with its cookie. Browsers send a cookie to every
   * port of 127.0.0.1, so a server of somebody else may have seen it; what a page keeps for its origin goes nowhere.
   */
  showsPageKey(headers: IncomingHttpHeaders): boolean;
  makePageToken(): string;
  /** Takes a page's token, good once and for a minute. */
  takePageToken(shown: string): boolean;
  /** The value of the `Set-Cookie` header for a cookie value. */
  describeCookie(value: string): string;
  /** [BS2] Whether the request names this server itself, which a page under a rebound name does not. */
  isOwnHost(headers: IncomingHttpHeaders): boolean;
  /** [BS3] Whether the request comes from our own page or from the person, and shows it. */
  isOwnPage(headers: IncomingHttpHeaders): boolean;
  /** [BS4] Whether a WebSocket's request shows our own origin. */
  isOwnOrigin(headers: IncomingHttpHeaders): boolean;
}

/** A gate for the server on `port`. `nowMs` is a clock that only goes forward. */
export function createGate(port: number, nowMs: () => number = () => performance.now()): Gate {
  const host = `127.0.0.1:${port}`;
  const origin = `http://${host}`;
  const cookieName = `annex-${port}`;
  const admissions: Admission[] = [];
  const pageTokens = new Map<string, number>();
  let linkToken = '';

  function findAdmission(headers: IncomingHttpHeaders): Admission | undefined {
    const shown = readCookie(headers.cookie ?? '', cookieName);
    return shown === undefined ? undefined : admissions.find(({ cookie }) => isSame(shown, cookie));
  }

  return {
    makeLinkToken() {
      linkToken = makeSecret();
      return linkToken;
    },
    takeLinkToken(shown) {
      if (linkToken === '' || !isSame(shown, linkToken)) return undefined;
      linkToken = '';
      const admission = { cookie: makeSecret(), pageKey: makeSecret() };
      admissions.push(admission);
      return admission;
    },
    hasCookie: (headers) => findAdmission(headers) !== undefined,
    showsPageKey(headers) {
      const shown = headers[pageKeyHeader];
      const admission = findAdmission(headers);
      return admission !== undefined && typeof shown === 'string' && isSame(shown, admission.pageKey);
    },
    makePageToken() {
      const token = makeSecret();
      pageTokens.set(token, nowMs() + pageTokenMs);
      for (const oldest of pageTokens.keys()) {
        if (pageTokens.size <= pageTokensMax) break;
        pageTokens.delete(oldest);
      }
      return token;
    },
    takePageToken(shown) {
      const untilMs = pageTokens.get(shown);
      pageTokens.delete(shown);
      return untilMs !== undefined && nowMs() <= untilMs;
    },
    describeCookie: (value) => `${cookieName}=${value}; Path=/; HttpOnly; SameSite=Strict`,
    isOwnHost: (headers) => headers.host === host,
    isOwnOrigin: (headers) => headers.origin === origin,
    isOwnPage(headers) {
      if (headers.origin !== undefined) return headers.origin === origin;
      const site = headers['sec-fetch-site'];
      return site === 'same-origin' || site === 'none';
    },
  };
}

function makeSecret(): string {
  return randomBytes(32).toString('base64url');
}

function isSame(shown: string, wanted: string): boolean {
  const [left, right] = [Buffer.from(shown), Buffer.from(wanted)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function readCookie(header: string, name: string): string | undefined {
  for (const pair of header.split(';')) {
    const at = pair.indexOf('=');
    if (pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}
