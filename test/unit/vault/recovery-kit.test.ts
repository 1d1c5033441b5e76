import { describe, expect, it } from 'vitest';
import { sign, verify } from '../../../electron/data/vault/device-keys.ts';
import { keyBytesOf } from '../../../electron/data/vault/raw-keys.ts';
import {
  createRecoverySecret,
  fingerprintOf,
  formatRecoveryKit,
  kitGroups,
  parseRecoveryKit,
  recoveryKeysOf,
} from '../../../electron/data/vault/recovery-kit.ts';
import { openSealed, sealTo } from '../../../electron/data/vault/sealed-box.ts';

const kit = {
  firmId: '00112233445566778899aabbccddeeff',
  secret: Buffer.from(Array.from({ length: 32 }, (_, n) => n * 7)),
};
const text = formatRecoveryKit(kit);

function refusalOf(typed: string): { code: string; sentence: string } {
  const parsed = parseRecoveryKit(typed);
  return parsed.ok ? { code: 'ok', sentence: '' } : parsed.refusal;
}

describe('the recovery kit', () => {
  it('[VK13] is twelve groups of eight characters, always the same for the same secret', () => {
    expect(text).toBe(
      '008J4CXP-8HAPCXSA-H2CTNER6-SKEYXZRN-003GW5A6-3GHJMCC1-70ZMCKAQ-AHDP4TDJ-E1VQX1EY-HJ9SN88X-N2QVDFFM-RK5X5PCM',
    );
    expect(kitGroups(text)).toHaveLength(12);
    expect(text).toMatch(/^([0-9A-HJKMNP-TV-Z]{8}-){11}[0-9A-HJKMNP-TV-Z]{8}$/);
  });

  it('[VK13] reads back, however it was typed', () => {
    const wanted = { ok: true, value: kit };
    expect(parseRecoveryKit(text)).toEqual(wanted);
    expect(parseRecoveryKit(text.toLowerCase().replaceAll('-', ' '))).toEqual(wanted);
    expect(parseRecoveryKit(`  ${text.replaceAll('-', '\n')}\n`)).toEqual(wanted);
    expect(parseRecoveryKit(text.replaceAll('-', '').replaceAll('0', 'o').replaceAll('1', 'l'))).toEqual(wanted);
  });

  it('[VK14] names the group that is wrong', () => {
    const groups = kitGroups(text);
    const wrongFifth = groups.map((group, index) =>
      index === 4 ? `${group.slice(0, 7)}${group[7] === 'A' ? 'B' : 'A'}` : group,
    );
    expect(refusalOf(wrongFifth.join('-'))).toMatchObject({ code: 'recovery.kit-group' });
    expect(refusalOf(wrongFifth.join('-')).sentence).toMatch(/^Group 5 does not read/);
    const exchanged = [...groups];
    [exchanged[1], exchanged[8]] = [groups[8] ?? '', groups[1] ?? ''];
    expect(refusalOf(exchanged.join(' ')).sentence).toMatch(/^Groups 2 and 9 do not read/);
    const short = groups.map((group, index) => (index === 2 ? group.slice(1) : group));
    expect(refusalOf(short.join('-')).sentence).toMatch(/^Group 3 does/);
    expect(refusalOf(groups.map((group) => group.replace(/./, 'U')).join('-')).sentence).toMatch(
      /^Groups 1, 2, .* and 12/,
    );
  });

  it('[VK14] says what is missing when it is too short, too long or nothing', () => {
    for (const typed of ['', 'ABC', text.slice(0, 50), `${text}-AAAAAAAA`]) {
      expect(refusalOf(typed)).toMatchObject({ code: 'recovery.kit-length', fields: ['kitText'] });
    }
  });

  it('gives keys that sign and open, the same from the same secret', () => {
    const keys = recoveryKeysOf(kit.secret);
    expect(recoveryKeysOf(Buffer.from(kit.secret))).toEqual(keys);
    expect(keys.signingPrivate).not.toBe(keys.exchangePrivate);
    const box = sealTo(keyBytesOf(keys.exchangePublic), Buffer.from('key'), 'c');
    expect(openSealed(keyBytesOf(keys.exchangePrivate), box, 'c').toString()).toBe('key');
    const signature = sign(keys.signingPrivate, Buffer.from('x'));
    expect(verify(keys.signingPublic, Buffer.from('x'), signature)).toBe(true);
    expect(fingerprintOf(keys.signingPublic)).toMatch(/^([0-9a-f]{4} ){3}[0-9a-f]{4}$/);
  });

  it('is made of a firm and 32 bytes only', () => {
    expect(() => formatRecoveryKit({ ...kit, firmId: 'Doe & Roe' })).toThrow();
    expect(() => formatRecoveryKit({ ...kit, secret: Buffer.alloc(16) })).toThrow();
    expect(createRecoverySecret()).toHaveLength(32);
  });
});
