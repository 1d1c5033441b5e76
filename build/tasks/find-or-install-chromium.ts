import { spawnSync } from 'node:child_process';
import { findChromium } from '../find-chromium.ts';

const installMs = 600_000;
const advice = 'Install Chromium or Google Chrome, or set CHROME_PATH to one, and run the tests again.';

/** A Chromium for the tests: one that is there, else one from the system's package manager, else a message why not. */
export function findOrInstallChromium(): { path: string } | { missing: string } {
  const found = findChromium();
  if (found !== undefined) return { path: found };
  const command = describeInstall();
  if (command === undefined) return { missing: `There is no Chromium on this machine. ${advice}` };
  console.error(`Installing a Chromium for the tests: ${command.join(' ')}`);
  for (const step of [[...command.slice(0, -3), 'update'], command]) {
    const [program = '', ...args] = step;
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const { status } = spawnSync(program, args, { stdio: ['ignore', 2, 2], timeout: installMs, env });
    if (status !== 0 && step === command)
      return { missing: `The package manager could not install Chromium. ${advice}` };
  }
  const installed = findChromium();
  return installed === undefined
    ? { missing: `Chromium was installed but is not found. ${advice}` }
    : { path: installed };
}

/** How this machine installs Chromium without asking anybody; undefined where it cannot. */
function describeInstall(): string[] | undefined {
  if (process.platform !== 'linux' || !canRun('apt-get', ['--version'])) return undefined;
  const install = ['apt-get', 'install', '-y', 'chromium'];
  if (process.getuid?.() === 0) return install;
  return canRun('sudo', ['-n', 'true']) ? ['sudo', '-n', ...install] : undefined;
}

function canRun(program: string, args: string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}
