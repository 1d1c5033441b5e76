import { sign } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import type { SignInput, SignWord } from '../events/sign-aside.ts';
import { hashBytes, signatureBytes } from '../events/sign-aside.ts';
import { makePrivateKey } from '../vault/raw-keys.ts';

const key = makePrivateKey('ed25519', Buffer.from((workerData as SignInput).key));

/** Signs each of the hashes that lie one behind the other. */
function signAll(hashes: Uint8Array): Uint8Array {
  const signatures = new Uint8Array((hashes.length / hashBytes) * signatureBytes);
  for (let at = 0; at * hashBytes < hashes.length; at += 1) {
    signatures.set(sign(null, hashes.subarray(at * hashBytes, (at + 1) * hashBytes), key), at * signatureBytes);
  }
  return signatures;
}

parentPort?.on('message', (hashes: Uint8Array) => parentPort?.postMessage(signAll(hashes) satisfies SignWord));
