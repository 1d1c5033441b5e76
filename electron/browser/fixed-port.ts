import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const firstPort = 20_000;
const portCount = 30_000;
const portFileName = 'browser-port';

/**
 * The port of a data folder. Drafts belong to the page's origin, so it is chosen once (by `wanted`, else from the
 * folder's path) and then remembered in the folder.
 */
export function choosePort(dataFolder: string, wanted?: number): number {
  const file = join(dataFolder, portFileName);
  const port = wanted ?? readPort(file) ?? derivePort(dataFolder);
  writeFileSync(file, `${port}\n`, { mode: 0o600 });
  return port;
}

/** A port between 20000 and 49999 that follows from the folder's real path. */
export function derivePort(dataFolder: string): number {
  const hash = createHash('sha256').update(realpathSync(dataFolder)).digest();
  return firstPort + (hash.readUInt32BE(0) % portCount);
}

function readPort(file: string): number | undefined {
  try {
    const port = Number(readFileSync(file, 'utf8').trim());
    return Number.isInteger(port) && port > 1023 && port < 65_536 ? port : undefined;
  } catch {
    return undefined;
  }
}
