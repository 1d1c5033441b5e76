import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { createSecureContext } from 'node:tls';
import { accept, type Decision, decline } from '../../shared/domain/refusal.ts';

/** What a device asks a hub with: `fetch`, by way of a proxy or with a pinned authority where those are set. */
export type HubFetch = (url: string, init?: RequestInit) => Promise<Response>;

/** How a hub is reached, beyond its address. */
export interface HubRoute {
  /** PEM of the one authority whose certificates the hub may show; without it those of the system. */
  readonly ca?: string | undefined;
  /** An HTTP proxy through which a tunnel is opened (CONNECT): `http://[name:password@]host:port`. */
  readonly proxy?: string | undefined;
}

/** A `fetch` for a hub. Plain routes take Node's own; the library behind the others is loaded when it is needed. */
export function createHubFetch({ ca, proxy }: HubRoute): HubFetch {
  if (!ca && !proxy) return (url, init) => fetch(url, init);
  let loaded: Promise<HubFetch> | null = null;
  return async (url, init) => {
    loaded ??= loadRouted({ ca, proxy });
    return (await loaded)(url, init);
  };
}

async function loadRouted({ ca, proxy }: HubRoute): Promise<HubFetch> {
  const undici = await import('undici');
  const tls = ca ? { ca } : {};
  const dispatcher = proxy
    ? new undici.ProxyAgent({ uri: proxy, requestTls: tls, proxyTunnel: true })
    : new undici.Agent({ connect: tls });
  const routed = undici.fetch as unknown as (url: string, init: object) => Promise<Response>;
  return (url, init = {}) => routed(url, { ...init, dispatcher });
}

/** The route as it is kept, empty settings left out. Refuses a proxy or an authority that cannot be used. */
export function checkHubRoute({ ca = '', proxy = '' }: HubRoute): Decision<HubRoute> {
  const [pem, address] = [ca.trim(), proxy.trim()];
  if (pem !== '' && !isAuthority(pem)) {
    return decline(
      'hub.bad-ca',
      'This is not a certificate in PEM form. It begins with -----BEGIN CERTIFICATE-----; give the whole file.',
      ['ca'],
    );
  }
  if (address !== '' && !isProxy(address)) {
    return decline('hub.bad-proxy', 'The address of a proxy is like http://proxy.example.com:3128.', ['proxy']);
  }
  return accept({ ...(pem === '' ? {} : { ca: pem }), ...(address === '' ? {} : { proxy: address }) });
}

function isAuthority(pem: string): boolean {
  if (!/^-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----$/.test(pem)) return false;
  try {
    createSecureContext({ ca: pem });
    return true;
  } catch {
    return false;
  }
}

/** Whom a pinned certificate is of, its SHA-256 and until when it is good; null without one. */
export function describeAuthority(
  pem: string | undefined,
): { subject: string; fingerprint: string; validUntilMs: number } | null {
  if (pem === undefined || pem === '') return null;
  try {
    const { subject, fingerprint256: fingerprint, validTo } = new X509Certificate(pem);
    const name = /^CN=(.+)$/m.exec(subject)?.[1] ?? subject.replaceAll('\n', ', ');
    return { subject: name, fingerprint, validUntilMs: Date.parse(validTo) };
  } catch {
    return null;
  }
}

function isProxy(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname } = new URL(text);
  const isHost = hostname !== '' && (isIP(hostname.replace(/[[\]]/g, '')) !== 0 || /^[a-z0-9.-]+$/i.test(hostname));
  return (protocol === 'http:' || protocol === 'https:') && isHost && pathname === '/';
}
