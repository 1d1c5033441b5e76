import { extname, isAbsolute, relative, resolve } from 'node:path';

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
};

export interface PageFile {
  path: string;
  contentType: string;
  /** The bundler put a hash of the content into the name, so it may be kept for ever. */
  isImmutable: boolean;
}

/** The built file that a page's path means, or undefined when the path leaves `folder` or has no known type. */
export function findPageFile(folder: string, pathname: string): PageFile | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return undefined;
  const path = resolve(folder, decoded === '/' ? 'index.html' : decoded.replace(/^\/+/, ''));
  const below = relative(folder, path);
  const contentType = contentTypes[extname(path)];
  if (below === '' || below.startsWith('..') || isAbsolute(below) || contentType === undefined) return undefined;
  return { path, contentType, isImmutable: /^assets[\\/].+-[\w-]{8}\.\w+$/.test(below) };
}

/** The content security policy of every page: nothing, then what the pages need; `connect` lists their own servers. */
export function describePolicy(connect: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    // The component library sets styles on elements and in style tags.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "worker-src 'self'",
    `connect-src ${connect.length === 0 ? "'none'" : connect.join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The headers of every answer that carries a page or a part of one. */
export function describeHeaders(contentType: string, policy: string): Record<string, string> {
  return {
    'Content-Type': contentType,
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=()',
  };
}
