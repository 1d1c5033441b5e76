import { enableCompileCache, flushCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Long enough after the start that nobody waits for the disk. */
const flushAfterMs = 5_000;

/**
 * Where compiled code is kept: this user's cache folder, since whoever can write there runs programs as this user
 * anyway. Never the data folder: one that was copied or restored must not bring code along.
 */
export function codeCacheFolder(
  platform: NodeJS.Platform = process.platform,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  home: string = homedir(),
): string {
  if (platform === 'win32')
    return join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Annex', 'Cache');
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'Annex');
  return join(environment['XDG_CACHE_HOME'] ?? join(home, '.cache'), 'annex');
}

/** Keeps what V8 compiles for the next start, which then need not compile it. Where that is not possible nothing is lost. */
export function keepCompiledCode(): void {
  enableCompileCache(process.env['NODE_COMPILE_CACHE'] ?? codeCacheFolder());
  setTimeout(flushCompileCache, flushAfterMs).unref();
}
