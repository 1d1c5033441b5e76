import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where Electron keeps an application's files on each system; the other shells use the same place. */
function applicationFolder(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home: string): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Annex');
  if (platform === 'win32') return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Annex');
  return join(env.XDG_CONFIG_HOME || join(home, '.config'), 'Annex');
}

/** The data folder that the command line asks for; `--sample` without `--data` has one of its own. */
export function chooseDataFolder(
  args: readonly string[],
  base: string = applicationFolder(process.platform, process.env, homedir()),
): string {
  const named = readOption(args, '--data');
  if (named !== undefined) return resolve(named);
  return join(base, args.includes('--sample') ? 'sample' : 'data');
}

/** The word after `name`, or what follows `name=`; undefined when it is not there. */
export function readOption(args: readonly string[], name: string): string | undefined {
  const joined = args.find((word) => word.startsWith(`${name}=`));
  if (joined !== undefined) return joined.slice(name.length + 1);
  const at = args.indexOf(name);
  return at === -1 ? undefined : args[at + 1];
}
