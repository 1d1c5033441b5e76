import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRecoverySecret, recoveryKeysOf } from '../../../electron/data/vault/recovery-kit.ts';
import { createUnlockThrottle } from '../../../electron/data/vault/unlock-throttle.ts';
import {
  createVault,
  openVault,
  openVaultWithKeychain,
  openVaultWithRecovery,
  readVaultStatus,
  type Vault,
} from '../../../electron/data/vault/vault-file.ts';
import type { Decision } from '../../../shared/domain/refusal.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';
import { cheapCost, makeVaultContents, thisMachine } from '../../support/vault-fixture.ts';

const passphrase = 'seven quiet clerks file';
const files = ['vault.json', 'vault-copy.json'];

function accepted<T>(decision: Decision<T>): T {
  if (!decision.ok) throw new Error(decision.refusal.code);
  return decision.value;
}

function codeOf(decision: Decision<unknown>): string {
  return decision.ok ? 'ok' : decision.refusal.code;
}

/** A vault in a folder of its own, closed, and ways to open it at a time that passes by itself. */
async function makeVault() {
  const folder = makeTemporaryFolder();
  const { contents, recoverySecret } = makeVaultContents();
  accepted(await createVault(folder, passphrase, contents, cheapCost)).lock();
  let nowMs = 0;
  const throttle = createUnlockThrottle(folder, () => {
    nowMs += 60_000;
    return nowMs;
  });
  const options = { machineId: thisMachine, cost: cheapCost, throttle };
  const open = (text = passphrase): Promise<Decision<Vault>> => openVault(folder, text, options);
  return { folder, contents, recoverySecret, throttle, options, open };
}

function changeFiles(folder: string, names: string[], change: (text: string) => string): void {
  for (const name of names) writeFileSync(join(folder, name), change(readFileSync(join(folder, name), 'utf8')));
}

/** Changes a box in the files and makes their check fit again, as somebody who means it would. */
async function forge(folder: string, change: (body: Record<string, unknown>) => void): Promise<void> {
  const { createHash } = await import('node:crypto');
  changeFiles(folder, files, (text) => {
    const file = JSON.parse(text);
    change(file.body);
    const check = createHash('sha256').update(JSON.stringify(file.body)).digest('hex');
    return JSON.stringify({ ...file, check });
  });
}

function flip(text: string, at: number): string {
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
}

describe('a vault', () => {
  it('[VK1] gives back what was put in, and only to its passphrase', async () => {
    const { open, contents } = await makeVault();
    expect(accepted(await open()).contents).toEqual(contents);
    expect(codeOf(await open('seven quiet clerks FILE'))).toBe('vault.wrong-passphrase');
    expect(codeOf(await open(''))).toBe('vault.wrong-passphrase');
  });

  it('[VK1] takes the same passphrase from another keyboard', async () => {
    const { folder, contents } = await makeVault();
    for (const name of files) rmSync(join(folder, name));
    accepted(await createVault(folder, 'Caf\u00e9 \u2126hm', contents, cheapCost));
    const throttle = createUnlockThrottle(folder);
    const options = { machineId: thisMachine, throttle };
    expect((await openVault(folder, 'Cafe\u0301 \u03a9hm', options)).ok).toBe(true);
  });

  it('[VK2] leaves nothing readable and lets nobody else read', async () => {
    const { folder, contents } = await makeVault();
    for (const name of files) {
      const text = readFileSync(join(folder, name), 'utf8');
      for (const secret of [
        contents.storeKey,
        contents.device.signingPrivate,
        contents.firmId,
        'Front desk',
        'member-1',
      ]) {
        expect(text).not.toContain(secret);
      }
      expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
    }
  });

  it('refuses to be made where one is', async () => {
    const { folder, contents } = await makeVault();
    expect(codeOf(await createVault(folder, 'another one here', contents, cheapCost))).toBe('vault.exists');
    rmSync(join(folder, 'vault.json'));
    expect(codeOf(await createVault(folder, 'another one here', contents, cheapCost))).toBe('vault.exists');
  });

  it('says what is in a folder before it is unlocked', async () => {
    const { folder } = await makeVault();
    expect(readVaultStatus(folder, thisMachine)).toEqual({ state: 'locked', hasKeychain: false });
    expect(readVaultStatus(folder, 'another')).toEqual({ state: 'other-machine', hasKeychain: false });
    expect(readVaultStatus(makeTemporaryFolder(), thisMachine).state).toBe('empty');
  });

  it('keeps a change for the next opening, and the old contents when a change breaks the schema', async () => {
    const { open } = await makeVault();
    const vault = accepted(await open());
    const hub = { url: 'http://127.0.0.1:5984', name: 'desk', password: 'p' };
    vault.update((contents) => ({ ...contents, hub, settings: { isKitConfirmed: true } }));
    expect(() => vault.update((contents) => ({ ...contents, storeKey: 'short' }))).toThrow();
    expect(vault.contents.hub).toEqual(hub);
    vault.lock();
    expect(accepted(await open()).contents).toMatchObject({ hub, settings: { isKitConfirmed: true } });
  });

  it('[VK3] forgets every key at lock', async () => {
    const { open } = await makeVault();
    const vault = accepted(await open());
    const key = vault.keyOf('storeKey');
    expect(key.toString('base64url')).toBe(vault.contents.storeKey);
    vault.lock();
    expect(key.equals(Buffer.alloc(32))).toBe(true);
    expect(() => vault.contents).toThrow('locked');
    expect(() => vault.keyOf('storeKey')).toThrow('locked');
    expect(() => vault.update((contents) => contents)).toThrow('locked');
    expect(() => vault.keychainSecret()).toThrow('locked');
    vault.lock();
  });

  it('sets a new passphrase for the old one alone', async () => {
    const { open, throttle } = await makeVault();
    const vault = accepted(await open());
    expect(codeOf(await vault.changePassphrase('wrong', 'new words here', throttle))).toBe('vault.wrong-passphrase');
    expect(codeOf(await vault.changePassphrase(passphrase, 'new words here', throttle))).toBe('ok');
    vault.update((contents) => ({ ...contents, settings: { after: 1 } }));
    expect(codeOf(await open())).toBe('vault.wrong-passphrase');
    expect(accepted(await open('new words here')).contents.settings).toEqual({ after: 1 });
  });

  it('loses no change that was made while a new passphrase was being set', async () => {
    const { open, throttle } = await makeVault();
    const vault = accepted(await open());
    const change = vault.changePassphrase(passphrase, 'new words here', throttle);
    await Promise.resolve();
    vault.update((contents) => ({ ...contents, settings: { meanwhile: true } }));
    accepted(await change);
    expect(accepted(await open('new words here')).contents.settings).toEqual({ meanwhile: true });
  });
});

describe('the other keys to it', () => {
  it('[VK4] opens with the secret from the keychain until that is forgotten or renewed', async () => {
    const { folder, open, options, contents } = await makeVault();
    const vault = accepted(await open());
    const first = vault.keychainSecret();
    expect(readVaultStatus(folder, thisMachine).hasKeychain).toBe(true);
    expect(accepted(openVaultWithKeychain(folder, first, options)).contents).toEqual(contents);
    const second = vault.keychainSecret();
    expect(codeOf(openVaultWithKeychain(folder, first, options))).toBe('vault.wrong-keychain');
    expect(codeOf(openVaultWithKeychain(folder, second, options))).toBe('ok');
    vault.forgetKeychain();
    expect(codeOf(openVaultWithKeychain(folder, second, options))).toBe('vault.wrong-keychain');
    expect(codeOf(openVaultWithKeychain(folder, 'not a secret', options))).toBe('vault.wrong-keychain');
  });

  it('[VK5] opens with the recovery kit and takes a new passphrase', async () => {
    const { folder, open, options, contents, recoverySecret } = await makeVault();
    const wrong = await openVaultWithRecovery(folder, createRecoverySecret(), 'after the kit', options);
    expect(codeOf(wrong)).toBe('vault.wrong-kit');
    expect(codeOf(await open())).toBe('ok');
    const opened = await openVaultWithRecovery(folder, recoverySecret, 'after the kit', options);
    expect(accepted(opened).contents).toEqual(contents);
    expect(codeOf(await open())).toBe('vault.wrong-passphrase');
    expect(codeOf(await open('after the kit'))).toBe('ok');
  });

  it('[VK5] goes with the new kit when there is one', async () => {
    const { folder, open, options, recoverySecret } = await makeVault();
    const newSecret = createRecoverySecret();
    const keys = recoveryKeysOf(newSecret);
    const recoveryPublic = { exchange: keys.exchangePublic, signing: keys.signingPublic };
    accepted(await open()).update((contents) => ({ ...contents, recoveryPublic }));
    expect(codeOf(await openVaultWithRecovery(folder, recoverySecret, 'x', options))).toBe('vault.wrong-kit');
    expect(codeOf(await openVaultWithRecovery(folder, newSecret, 'x', options))).toBe('ok');
  });
});

describe('[VK6] on another machine', () => {
  it('is refused by every way in, and opened when it is to be enrolled anew', async () => {
    const { folder, open, options, recoverySecret } = await makeVault();
    const secret = accepted(await open()).keychainSecret();
    const other = { ...options, machineId: 'ffffffffffffffffffffffffffffffff' };
    expect(codeOf(await openVault(folder, passphrase, other))).toBe('vault.other-machine');
    expect(codeOf(openVaultWithKeychain(folder, secret, other))).toBe('vault.other-machine');
    expect(codeOf(await openVaultWithRecovery(folder, recoverySecret, 'x', other))).toBe('vault.other-machine');
    const vault = accepted(await openVault(folder, passphrase, { ...other, acceptOtherMachine: true }));
    vault.update((contents) => ({ ...contents, device: { ...contents.device, machineId: other.machineId } }));
    vault.lock();
    expect(codeOf(await openVault(folder, passphrase, other))).toBe('ok');
    expect(codeOf(await open())).toBe('vault.other-machine');
    expect(codeOf(openVaultWithKeychain(folder, secret, other))).toBe('vault.wrong-keychain');
  });
});

describe('[VK7] a damaged file', () => {
  it('is missing when nothing is there', async () => {
    const throttle = createUnlockThrottle(makeTemporaryFolder());
    expect(codeOf(await openVault(makeTemporaryFolder(), 'x', { machineId: thisMachine, throttle }))).toBe(
      'vault.missing',
    );
  });

  const damages: [string, (text: string) => string][] = [
    ['empty', () => ''],
    ['cut in half', (text) => text.slice(0, text.length / 2)],
    ['cut by one character', (text) => text.trimEnd().slice(0, -1)],
    ['zeros', (text) => '\0'.repeat(text.length)],
    ['another JSON', () => '{"format":1}'],
    ['no object', () => '[]'],
    ['changed in one character', (text) => flip(text, text.indexOf('"contents"') + 40)],
  ];
  it.each(damages)('is told when both copies are: %s', async (_name, damage) => {
    const { folder, open } = await makeVault();
    changeFiles(folder, files, damage);
    expect(codeOf(await open())).toBe('vault.damaged');
    expect(readVaultStatus(folder, thisMachine).state).toBe('damaged');
  });

  it.each(damages)('is read from its copy when only the first is: %s', async (_name, damage) => {
    const { folder, open, contents } = await makeVault();
    changeFiles(folder, ['vault.json'], damage);
    const vault = accepted(await open());
    expect(vault.contents).toEqual(contents);
    vault.update((before) => ({ ...before, settings: { mended: true } }));
    const [first, second] = files.map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(first).toBe(second);
  });

  it('is told when its contents were changed by somebody who made the check fit', async () => {
    for (const name of ['contents', 'passphrase', 'recovery'] as const) {
      const { folder, open, options, recoverySecret } = await makeVault();
      await forge(folder, (body) => {
        body[name] = flip(String(body[name]), 20);
      });
      const expected = { contents: 'vault.damaged', passphrase: 'vault.wrong-passphrase', recovery: 'ok' };
      expect(codeOf(await open())).toBe(expected[name]);
      const byKit = { contents: 'vault.damaged', passphrase: 'ok', recovery: 'vault.wrong-kit' };
      expect(codeOf(await openVaultWithRecovery(folder, recoverySecret, 'y', options))).toBe(byKit[name]);
    }
  });

  it('is told when it claims to be of this machine', async () => {
    const { folder, options } = await makeVault();
    await forge(folder, (body) => {
      body.machineId = 'forged';
    });
    const opened = await openVault(folder, passphrase, { ...options, machineId: 'forged' });
    expect(codeOf(opened)).toBe('vault.damaged');
  });

  it('refuses parameters that would eat the memory', async () => {
    const { folder, open } = await makeVault();
    await forge(folder, (body) => {
      body.kdf = { ...Object(body.kdf), memoryKib: 2 ** 31 };
    });
    expect(codeOf(await open())).toBe('vault.damaged');
  });

  it('[VK8] of a newer version is not touched', async () => {
    const { folder, open } = await makeVault();
    changeFiles(folder, files, (text) => text.replace('"format": 1', '"format": 3'));
    const before = readFileSync(join(folder, 'vault.json'), 'utf8');
    expect(codeOf(await open())).toBe('vault.too-new');
    expect(readVaultStatus(folder, thisMachine).state).toBe('too-new');
    expect(readFileSync(join(folder, 'vault.json'), 'utf8')).toBe(before);
  });

  it('[VK7] stays the old one when the new one cannot be written', async () => {
    const { folder, open, contents } = await makeVault();
    const vault = accepted(await open());
    mkdirSync(join(folder, 'vault.json.new'));
    expect(() => vault.update((before) => ({ ...before, settings: { lost: true } }))).toThrow();
    expect(vault.contents).toEqual(contents);
    rmSync(join(folder, 'vault.json.new'), { recursive: true });
    expect(accepted(await open()).contents).toEqual(contents);
    expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  it('opens on a disk that takes no more writes', async () => {
    const { folder, open } = await makeVault();
    const before = statSync(join(folder, 'vault.json')).mtimeMs;
    expect(codeOf(await open())).toBe('ok');
    expect(statSync(join(folder, 'vault.json')).mtimeMs).toBe(before);
    expect(existsSync(join(folder, 'unlock-tries.json'))).toBe(false);
  });
});

describe('[VK9] tries at the passphrase', () => {
  it('wait longer after each failure, never end, and wait on after a restart', async () => {
    const { folder } = await makeVault();
    let nowMs = 1_000_000;
    const clock = () => nowMs;
    const options = { machineId: thisMachine, throttle: createUnlockThrottle(folder, clock) };
    const waits: number[] = [];
    for (let tries = 0; tries < 10; tries += 1) {
      expect(codeOf(await openVault(folder, randomBytes(8).toString('hex'), options))).toBe('vault.wrong-passphrase');
      waits.push(options.throttle.waitMs());
      expect(codeOf(await openVault(folder, passphrase, options))).toBe('vault.too-soon');
      nowMs += options.throttle.waitMs();
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 30_000]);
    nowMs -= 10_000;
    const restarted = { ...options, throttle: createUnlockThrottle(folder, clock) };
    expect(restarted.throttle.waitMs()).toBe(10_000);
    const refused = await openVault(folder, passphrase, restarted);
    expect(refused.ok ? '' : refused.refusal.sentence).toBe('Wait 10 seconds, then try again.');
    nowMs += 10_000;
    expect(codeOf(await openVault(folder, passphrase, restarted))).toBe('ok');
    expect(restarted.throttle.waitMs()).toBe(0);
    expect(createUnlockThrottle(folder, clock).waitMs()).toBe(0);
  });

  it('sent at once count one after the other', async () => {
    const { folder } = await makeVault();
    const options = { machineId: thisMachine, throttle: createUnlockThrottle(folder, () => 5) };
    const codes = await Promise.all(['a', 'b', passphrase].map((text) => openVault(folder, text, options)));
    expect(codes.map(codeOf)).toEqual(['vault.wrong-passphrase', 'vault.too-soon', 'vault.too-soon']);
  });

  it('wait no longer than the delay when the clock was set back, and not at all when the file is nonsense', async () => {
    const folder = makeTemporaryFolder();
    writeFileSync(join(folder, 'unlock-tries.json'), JSON.stringify({ failures: 50, lastFailureAtMs: 9e12 }));
    expect(createUnlockThrottle(folder, () => 1000).waitMs()).toBe(30_000);
    writeFileSync(join(folder, 'unlock-tries.json'), '{"failures": "many"}');
    expect(createUnlockThrottle(folder, () => 1000).waitMs()).toBe(0);
  });
});
