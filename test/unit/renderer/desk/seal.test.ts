import { describe, expect, it } from 'vitest';
import { openValue, readDeskKey, sealValue } from '../../../../renderer/desk/seal.ts';

const keyOf = (byte: number): Promise<CryptoKey> => readDeskKey(Buffer.alloc(32, byte).toString('base64'));

describe('a sealed value', () => {
  it('opens under its key for its place', async () => {
    const key = await keyOf(1);
    const sealed = await sealValue(key, 'drafts/call', { callerName: 'Siobhan Birch' });
    expect(await openValue(key, 'drafts/call', sealed)).toEqual({ callerName: 'Siobhan Birch' });
    expect(Buffer.from(sealed.bytes).toString('latin1')).not.toContain('Birch');
  });

  it('does not open under another key, for another place, or altered', async () => {
    const key = await keyOf(1);
    const sealed = await sealValue(key, 'drafts/call', 'x');
    expect(await openValue(await keyOf(2), 'drafts/call', sealed)).toBeUndefined();
    expect(await openValue(key, 'drafts/lead', sealed)).toBeUndefined();
    const altered = sealed.bytes.slice();
    altered[0] = (altered[0] ?? 0) ^ 1;
    expect(await openValue(key, 'drafts/call', { ...sealed, bytes: altered })).toBeUndefined();
  });

  it('is sealed differently every time', async () => {
    const key = await keyOf(1);
    const [one, two] = [await sealValue(key, 'p', 1), await sealValue(key, 'p', 1)];
    expect(Buffer.from(one.bytes).equals(Buffer.from(two.bytes))).toBe(false);
  });

  it('refuses a key of another length', async () => {
    await expect(readDeskKey(Buffer.alloc(16).toString('base64'))).rejects.toThrow('32 bytes');
  });
});
