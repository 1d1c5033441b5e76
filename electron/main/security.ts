import { readFile } from 'node:fs/promises';
import { describeHeaders, describePolicy, findPageFile } from '../shell/page-files.ts';
import type { ContentsPart, ElectronParts, FramePart } from './electron-parts.ts';

/**
 * Everything that keeps a page in its place, in one file.
 *
 * - [EL1] Pages run in the sandbox, with context isolation and without Node.
 * - [EL2] Pages come from our own scheme alone, with a policy that starts from `default-src 'none'`.
 * - [EL3] A page navigates nowhere but within our own origin, and is never redirected.
 * - [EL4] A page opens no window and holds no webview.
 * - [EL5] Links to the outside go to the person's browser, if they are https: or mailto:.
 * - [EL6] Every permission is refused, but to write to the clipboard.
 * - [EL7] A page reaches no network: only our scheme and what the page itself made.
 * - [EL8] A word from a preload counts when it comes from the top frame of our own origin.
 */

export const pageScheme = 'app';
const pageHost = 'annex';
export const startPage = `${pageScheme}://${pageHost}/index.html`;

/** [EL1] The web preferences of every window. */
export function describeWebPreferences(preloadFile: string) {
  return {
    preload: preloadFile,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    // Chromium would fetch dictionaries from the network.
    spellcheck: false,
  };
}

/** [EL2] Makes our scheme a full origin; it must be called before the application is ready. */
export function registerPageScheme(protocol: ElectronParts['protocol']): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** [EL2] Serves the built pages of `folder` under our scheme, each with the policy's headers. */
export function servePageScheme(protocol: ElectronParts['protocol'], folder: string): void {
  const policy = describePolicy([]);
  const say = (status: number): Response =>
    new Response('', { status, headers: describeHeaders('text/plain; charset=utf-8', policy) });
  protocol.handle(pageScheme, async (request) => {
    const url = new URL(request.url);
    if (url.host !== pageHost || request.method !== 'GET') return say(403);
    const file = findPageFile(folder, url.pathname);
    if (file === undefined) return say(404);
    try {
      return new Response(await readFile(file.path), { headers: describeHeaders(file.contentType, policy) });
    } catch {
      return say(404);
    }
  });
}

/** Whether an address is one of our own pages. It is parsed: a comparison of texts can be fooled. */
export function isOwnAddress(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url?.protocol === `${pageScheme}:` && url.host === pageHost;
}

/** [EL3] [EL4] [EL5] Guards one page, whatever window it is in. */
export function guardContents(contents: ContentsPart, shell: ElectronParts['shell']): void {
  contents.on('will-navigate', (event) => {
    if (isOwnAddress(event.url)) return;
    event.preventDefault();
    openOutside(event.url, shell);
  });
  contents.on('will-frame-navigate', (event) => {
    if (!isOwnAddress(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url, shell);
    return { action: 'deny' };
  });
}

const outsideProtocols = ['https:', 'mailto:'];

/** [EL5] Hands an outside link to the person's own browser or mail program; anything else is dropped. */
export function openOutside(address: string, shell: ElectronParts['shell']): void {
  if (!URL.canParse(address)) return;
  const url = new URL(address);
  if (outsideProtocols.includes(url.protocol)) void shell.openExternal(url.href).catch(() => {});
}

const permissionsGiven = ['clipboard-sanitized-write'];
const protocolsReached = [`${pageScheme}:`, 'blob:', 'data:', 'devtools:'];

/** [EL6] [EL7] Shuts a session off from the machine's devices and from every network. */
export function guardSession(session: ElectronParts['session']['defaultSession']): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(permissionsGiven.includes(permission)));
  session.setPermissionCheckHandler((_contents, permission) => permissionsGiven.includes(permission));
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !URL.canParse(url) || !protocolsReached.includes(new URL(url).protocol) });
  });
}

/** [EL8] Whether a word came from the top frame of one of our own pages. */
export function isOwnTopFrame(sender: FramePart | null, contents: ContentsPart): boolean {
  return sender !== null && sender === contents.mainFrame && isOwnAddress(sender.url);
}
