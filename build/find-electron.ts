import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The Electron binary that the pinned package fetched, or that of `ELECTRON_OVERRIDE_DIST_PATH`; undefined without one. */
export function findElectron(root: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const name =
    { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform as string] ?? 'electron';
  const folder = env.ELECTRON_OVERRIDE_DIST_PATH || join(root, 'node_modules', 'electron', 'dist');
  const path = join(folder, name);
  return existsSync(path) ? path : undefined;
}

/** Why an Electron that is there could not show a window here; undefined where it could. */
export function explainNoWindow(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (process.platform !== 'linux') return undefined;
  if (process.getuid?.() === 0) return 'Electron does not run as root';
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display';
  return undefined;
}
