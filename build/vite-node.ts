import { join } from 'node:path';
import type { InlineConfig } from 'vite';

/** How the Node parts are bundled: our own sources into a few files, every package left where npm put it. */
export function describeNodeBuild(root: string, outFolder: string, entries: Record<string, string>): InlineConfig {
  return {
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      ssr: true,
      outDir: outFolder,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: entries,
        external: ['electron'],
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  };
}

/** How the preload is bundled: one CommonJS file, as a sandboxed window asks for. */
export function describePreloadBuild(root: string, outFolder: string, source: string): InlineConfig {
  return {
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      ssr: true,
      outDir: outFolder,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        input: { index: source },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  };
}

/** Packages with parts that are not JavaScript, and those that others only try for. */
const neverBundled = ['electron', 'better-sqlite3-multiple-ciphers', 'bufferutil', 'utf-8-validate'];

/**
 * How the data program is bundled: one CommonJS file with its packages in it, since finding, reading and linking 400
 * files was half of a start. `networkGlobals` takes the place of what would load Node's HTTP client at once.
 */
export function describeDataBuild(
  root: string,
  outFolder: string,
  source: string,
  networkGlobals: string,
): InlineConfig {
  const stead = join(root, networkGlobals);
  return {
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    resolve: { alias: { 'pouchdb-fetch': stead } },
    ssr: { noExternal: true, external: neverBundled },
    build: {
      ssr: true,
      outDir: outFolder,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: { program: source },
        external: neverBundled,
        transform: { inject: { FormData: [stead, 'FormData'] } },
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' },
      },
    },
  };
}
