import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const linkFileName = 'open-annex.html';

/**
 * Writes a page into the data folder that leads to `link`, readable by its user only, and returns its path. A link on
 * a command line could be read by everybody on the machine while the browser starts.
 */
export function writeLinkFile(dataFolder: string, link: string): string {
  const path = join(dataFolder, linkFileName);
  const target = link.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0;url=${target}"><title>Annex</title><a href="${target}">Open Annex</a>\n`;
  writeFileSync(path, page, { mode: 0o600 });
  return path;
}

/** Opens a local file in the person's browser; resolves to false where there is no way to. */
export function openInBrowser(path: string): Promise<boolean> {
  const address = pathToFileURL(path).href;
  const [command, args] = describeOpener(address);
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}

function describeOpener(address: string): [string, string[]] {
  if (process.platform === 'darwin') return ['open', [address]];
  if (process.platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', address]];
  return ['xdg-open', [address]];
}
