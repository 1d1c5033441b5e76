import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { InlineConfig } from 'vite';

/** How the pages are bundled: static files that any origin can serve, so every address in them is relative. */
export function describeRendererBuild(root: string, outFolder: string): InlineConfig {
  return {
    root: join(root, 'renderer'),
    configFile: false,
    base: './',
    publicDir: false,
    logLevel: 'warn',
    plugins: [react()],
    build: {
      outDir: outFolder,
      emptyOutDir: true,
      target: 'chrome130',
      // The content security policy has no data: scripts, and fonts and images come from our own origin only.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4000,
      modulePreload: { polyfill: false },
    },
  };
}
