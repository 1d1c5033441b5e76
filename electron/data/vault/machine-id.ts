import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { writeAtomically } from './write-atomically.ts';

/** Where a machine's identity is asked for: parameters, so that tests can be any machine. */
export interface MachineSources {
  platform: string;
  /** The text of a file, or null. */
  readText(file: string): string | null;
  /** What a program prints, or null. */
  runProgram(program: string, parameters: string[]): Promise<string | null>;
  /** A folder of this user on this machine that no data folder is copied with. */
  userFolder: string;
}

const programMs = 5_000;

/**
 * Says which machine this is, as 32 hex characters that reveal nothing of it. The same at every start, another on
 * another machine, for all data folders alike. Where the system has no identity one is made and kept for this user.
 */
export async function readMachineId(sources: MachineSources = systemSources()): Promise<string> {
  const identity = (await readIdentity(sources))?.trim().toLowerCase() || keptIdentity(sources.userFolder);
  return createHash('sha256').update(`annex machine ${identity}`).digest('hex').slice(0, 32);
}

function systemSources(): MachineSources {
  return {
    platform: process.platform,
    readText: (file) => {
      try {
        return readFileSync(file, 'utf8');
      } catch {
        return null;
      }
    },
    runProgram: (program, parameters) =>
      new Promise((resolve) => {
        execFile(program, parameters, { timeout: programMs, windowsHide: true }, (error, output) =>
          resolve(error ? null : output),
        );
      }),
    userFolder: join(process.env.XDG_STATE_HOME ?? join(homedir(), '.local', 'state'), 'annex'),
  };
}

async function readIdentity(sources: MachineSources): Promise<string | null> {
  if (sources.platform === 'darwin') {
    const output = await sources.runProgram('/usr/sbin/ioreg', ['-rd1', '-c', 'IOPlatformExpertDevice']);
    return /"IOPlatformUUID" = "([^"]+)"/.exec(output ?? '')?.[1] ?? null;
  }
  if (sources.platform === 'win32') {
    const key = 'HKLM\\SOFTWARE\\Microsoft\\Cryptography';
    const output = await sources.runProgram('reg.exe', ['query', key, '/v', 'MachineGuid', '/reg:64']);
    return /MachineGuid\s+REG_SZ\s+(\S+)/.exec(output ?? '')?.[1] ?? null;
  }
  return sources.readText('/etc/machine-id')?.trim() || sources.readText('/var/lib/dbus/machine-id');
}

function keptIdentity(userFolder: string): string {
  const file = join(userFolder, 'machine-id');
  if (!existsSync(file)) {
    mkdirSync(userFolder, { recursive: true, mode: 0o700 });
    writeAtomically(file, randomUUID());
  }
  return readFileSync(file, 'utf8').trim();
}
