import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build, type InlineConfig } from 'vite';
import { dataProgramSource, listNodeEntries, networkGlobalsSource, preloadSource } from './node-parts.ts';
import { fingerprint, hasStamp, writeStamp } from './stamp.ts';
import { describeDataBuild, describeNodeBuild, describePreloadBuild } from './vite-node.ts';
import { describeRendererBuild } from './vite-renderer.ts';

export type Part = 'node' | 'renderer';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const lockStaleMs = 180_000;

const sources: Record<Part, string[]> = {
  node: ['electron', 'shared', 'test/bench', 'build', 'package-lock.json'],
  renderer: ['renderer', 'shared', 'build', 'package-lock.json'],
};

/**
 * Builds the parts whose sources changed since they were last built; `force` builds them whatever their age. A part
 * is swapped in when it is complete, so a program that starts meanwhile finds the old one.
 */
export async function bundleStale(parts: readonly Part[], force = false): Promise<void> {
  for (const part of parts) {
    const value = fingerprint(root, sources[part]);
    const stampFile = join(dist, `.${part}.stamp`);
    if (!force && hasStamp(stampFile, value)) continue;
    await underLock(part, async () => {
      if (!force && hasStamp(stampFile, value)) return;
      await (part === 'node' ? bundleNode() : bundleRenderer());
      writeStamp(stampFile, value);
    });
  }
}

/** Builds each program by itself: one that cannot be built leaves the others, and its own last build, in place. */
async function bundleNode(): Promise<void> {
  const failures: unknown[] = [];
  const attempt = async (folder: string, ...describe: ((outFolder: string) => InlineConfig)[]): Promise<void> => {
    const fresh = join(dist, `.${folder}-fresh`);
    rmSync(fresh, { recursive: true, force: true });
    try {
      for (const part of describe) await build(part(fresh));
      swapIn(fresh, join(dist, folder));
    } catch (error) {
      failures.push(error);
    }
    rmSync(fresh, { recursive: true, force: true });
  };
  if (existsSync(join(root, preloadSource)))
    await attempt('preload', (out) => describePreloadBuild(root, out, preloadSource));
  for (const [folder, entries] of Object.entries(listNodeEntries(root))) {
    const isData = folder === 'data' && existsSync(join(root, dataProgramSource));
    const body = (out: string) => describeDataBuild(root, out, dataProgramSource, networkGlobalsSource);
    await attempt(folder, (out) => describeNodeBuild(root, out, entries), ...(isData ? [body] : []));
  }
  if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('\n'));
}

async function bundleRenderer(): Promise<void> {
  if (!existsSync(join(root, 'renderer/index.html'))) return;
  const fresh = join(dist, '.renderer-fresh');
  await build(describeRendererBuild(root, fresh));
  swapIn(fresh, join(dist, 'renderer'));
}

function swapIn(fresh: string, place: string): void {
  const old = `${place}.old`;
  rmSync(old, { recursive: true, force: true });
  if (existsSync(place)) renameSync(place, old);
  renameSync(fresh, place);
  rmSync(old, { recursive: true, force: true });
}

/** One build of a part at a time, also between programs; a lock left by a killed build is taken over. */
async function underLock(part: Part, work: () => Promise<void>): Promise<void> {
  mkdirSync(dist, { recursive: true });
  const lock = join(dist, `.${part}.lock`);
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const heldMs = existsSync(lock) ? Date.now() - statSync(lock).mtimeMs : 0;
      if (heldMs > lockStaleMs) rmSync(lock, { recursive: true, force: true });
      else await sleep(200);
    }
  }
  try {
    await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const named = process.argv.slice(2).filter((word): word is Part => word === 'node' || word === 'renderer');
  try {
    await bundleStale(named.length > 0 ? named : ['node', 'renderer'], process.argv.includes('--force'));
  } catch (error) {
    console.error(`Annex could not be built.\n${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}
