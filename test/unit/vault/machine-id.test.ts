import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type MachineSources, readMachineId } from '../../../electron/data/vault/machine-id.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';

function sources(platform: string, texts: Record<string, string>, output: string | null = null): MachineSources {
  const userFolder = join(makeTemporaryFolder(), 'annex');
  return { platform, readText: (file) => texts[file] ?? null, runProgram: async () => output, userFolder };
}

const macOutput = '  {\n    "IOPlatformUUID" = "8A1B2C3D-0000-1111-2222-333344445555"\n  }';
const windowsOutput = '\r\nHKEY\r\n    MachineGuid    REG_SZ    aaaabbbb-cccc-dddd-eeee-ffff00001111\r\n';

describe('the identity of a machine', () => {
  it('[VK15] is the system’s own, on each system, without saying it', async () => {
    const linux = await readMachineId(sources('linux', { '/etc/machine-id': 'abc123\n' }));
    expect(linux).toMatch(/^[0-9a-f]{32}$/);
    expect(linux).toBe(await readMachineId(sources('linux', { '/var/lib/dbus/machine-id': 'ABC123' })));
    expect(linux).not.toBe(await readMachineId(sources('linux', { '/etc/machine-id': 'abc124' })));
    const mac = await readMachineId(sources('darwin', {}, macOutput));
    expect(mac).toBe(await readMachineId(sources('darwin', {}, macOutput)));
    const windows = await readMachineId(sources('win32', {}, windowsOutput));
    expect(windows).toBe(await readMachineId(sources('win32', {}, windowsOutput)));
    expect(new Set([linux, mac, windows]).size).toBe(3);
  });

  it('[VK15] is made once and kept for the user where the system has none', async () => {
    for (const [platform, output] of [
      ['linux', null],
      ['darwin', null],
      ['win32', 'ERROR: denied'],
    ] as const) {
      const bare = sources(platform, { '/etc/machine-id': '\n' }, output);
      const first = await readMachineId(bare);
      expect(await readMachineId(bare)).toBe(first);
      expect(await readMachineId(sources(platform, {}, output))).not.toBe(first);
    }
  });

  it('fails loudly where it can be neither read nor kept', async () => {
    const bare = sources('linux', {});
    mkdirSync(join(bare.userFolder, 'machine-id'), { recursive: true });
    await expect(readMachineId(bare)).rejects.toThrow();
  });

  it('is the same at every start on this machine', async () => {
    expect(await readMachineId()).toBe(await readMachineId());
  });
});
