import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** A Unix socket's path may have some 104 bytes at most on the systems in use; stay below. */
const pathBytesMax = 100;

/**
 * Where the data program of `dataFolder` listens: a named pipe on Windows, elsewhere a socket in a folder that only
 * this user can enter. The name is a hash of the folder's real path, so one folder has one place.
 */
export function placeSocket(dataFolder: string, env: NodeJS.ProcessEnv = process.env): string {
  const name = createHash('sha256').update(realpathSync(dataFolder)).digest('hex').slice(0, 24);
  if (process.platform === 'win32') return `\\\\.\\pipe\\annex-${name}`;
  const runtime = env.XDG_RUNTIME_DIR;
  const parents = runtime === undefined || runtime === '' ? [tmpdir(), '/tmp'] : [runtime, tmpdir(), '/tmp'];
  for (const parent of parents) {
    const folder = join(parent, `annex-${userInfo().uid}`);
    const path = join(folder, `${name}.sock`);
    if (Buffer.byteLength(path) <= pathBytesMax && makeOwnFolder(folder)) return path;
  }
  return join(mkdtempSync('/tmp/annex-'), 's');
}

/** True when `folder` is a directory of this user that nobody else can enter, made here if need be. */
function makeOwnFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: false, mode: 0o700 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) return false;
  }
  const found = lstatSync(folder);
  return found.isDirectory() && found.uid === userInfo().uid && (found.mode & 0o077) === 0;
}
