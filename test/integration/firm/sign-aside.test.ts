import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { type AsideSigner, createAsideSigner } from '../../../electron/data/events/sign-aside.ts';
import { sign } from '../../../electron/data/vault/device-keys.ts';
import { testDevice } from '../../support/signed-event.ts';

const { signingPrivate } = testDevice(1);
const signHere = (hash: Buffer) => sign(signingPrivate, hash).toString('base64url');
const hashes = Array.from({ length: 40 }, (_, at) => createHash('sha256').update(String(at)).digest());
const expected = hashes.map(signHere);
let signer: AsideSigner | null = null;

afterEach(() => signer?.close());

it('EN2 a batch is signed alike before the thread has started, on it, and after it was ended', async () => {
  const here: number[] = [];
  signer = createAsideSigner(signingPrivate, (hash) => {
    here.push(1);
    return signHere(hash);
  });
  expect(await signer.sign(hashes)).toEqual(expected);
  expect(here).toHaveLength(hashes.length);
  for (let round = 0; round < 200 && here.length > 0; round += 1) {
    await sleep(20);
    here.length = 0;
    const both = await Promise.all([signer.sign(hashes.slice(0, 25)), signer.sign(hashes.slice(25))]);
    expect(both.flat()).toEqual(expected);
  }
  expect(here).toEqual([]);
  const cut = signer.sign(hashes);
  signer.close();
  expect(await cut).toEqual(expected);
  expect(await signer.sign(hashes)).toEqual(expected);
});
