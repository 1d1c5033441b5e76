import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import { accept, type Decision, decline } from '../../../shared/domain/refusal.ts';
import { type KeyPairs, keyPairsOf } from './device-keys.ts';
import { type RandomBytes, rawKeyBytes, toKeyText } from './raw-keys.ts';

/** What a kit holds: which firm, and the secret that its recovery keys come from. */
export interface RecoveryKit {
  /** 32 hex characters. */
  firmId: string;
  /** 32 bytes. */
  secret: Buffer;
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const groupBytes = 4;
const groupCharacters = 8;
const firmGroups = 4;
const secretGroups = 8;
const groupCount = firmGroups + secretGroups;
const firmIdPattern = /^[0-9a-f]{32}$/;

/** A new secret of 32 random bytes. */
export function createRecoverySecret(random: RandomBytes = randomBytes): Buffer {
  return random(rawKeyBytes);
}

/** The firm's recovery key pairs: HKDF-SHA256 of the secret, one label each. */
export function recoveryKeysOf(secret: Buffer): KeyPairs {
  const derive = (label: string) =>
    toKeyText(new Uint8Array(hkdfSync('sha256', secret, Buffer.alloc(0), `annex recovery ${label}`, rawKeyBytes)));
  return keyPairsOf(derive('signing'), derive('exchange'));
}

/** Sixteen hex characters in groups of four, by which two people can compare a public key. */
export function fingerprintOf(publicKey: string): string {
  const hash = createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex');
  return (hash.slice(0, 16).match(/.{4}/g) ?? []).join(' ');
}

/**
 * The kit as text: twelve groups of eight characters (Crockford's base32), four for the firm and eight for the secret.
 * Each group carries 32 bits and a check over them and its place. Throws when the firm's id or the secret has another form.
 */
export function formatRecoveryKit(kit: RecoveryKit): string {
  if (!firmIdPattern.test(kit.firmId) || kit.secret.length !== rawKeyBytes) throw new Error('This is not a kit.');
  const bytes = Buffer.concat([Buffer.from(kit.firmId, 'hex'), kit.secret]);
  return Array.from({ length: groupCount }, (_, index) =>
    encodeGroup(bytes.subarray(index * groupBytes, (index + 1) * groupBytes), index),
  ).join('-');
}

/** The groups of a kit's text, for a page. */
export function kitGroups(text: string): string[] {
  return text.split('-');
}

/**
 * The kit that a person typed: case, spaces and dashes do not matter, O reads as 0, I and L as 1. Refuses
 * 'recovery.kit-length' and 'recovery.kit-group', naming the groups that cannot be right.
 */
export function parseRecoveryKit(text: string): Decision<RecoveryKit> {
  const plain = text
    .toUpperCase()
    .replace(/[\s\-–—_.,:;·/]+/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  if (plain.length !== groupCount * groupCharacters) return declineLength(text, plain.length);
  const wrong: number[] = [];
  const parts: Buffer[] = [];
  for (let index = 0; index < groupCount; index += 1) {
    const group = plain.slice(index * groupCharacters, (index + 1) * groupCharacters);
    const bytes = decodeGroup(group, index);
    if (bytes) parts.push(bytes);
    else wrong.push(index + 1);
  }
  if (wrong.length > 0) return declineGroups(wrong);
  const bytes = Buffer.concat(parts);
  const firmIdBytes = firmGroups * groupBytes;
  return accept({ firmId: bytes.subarray(0, firmIdBytes).toString('hex'), secret: bytes.subarray(firmIdBytes) });
}

function declineLength(text: string, length: number): Decision<RecoveryKit> {
  const groups = text.trim().split(/[\s\-–—]+/);
  const wrong = groups.flatMap((group, index) => (group.length === groupCharacters ? [] : [index + 1]));
  if (groups.length === groupCount && wrong.length > 0) return declineGroups(wrong);
  const wanted = groupCount * groupCharacters;
  return decline(
    'recovery.kit-length',
    `A recovery kit has ${groupCount} groups of ${groupCharacters} characters, ${wanted} in all. This has ${length}: compare it with the paper.`,
    ['kitText'],
  );
}

function declineGroups(wrong: readonly number[]): Decision<RecoveryKit> {
  const last = wrong.at(-1);
  const names = wrong.length === 1 ? `Group ${last} does` : `Groups ${wrong.slice(0, -1).join(', ')} and ${last} do`;
  return decline('recovery.kit-group', `${names} not read as on the kit. Compare with the paper and type again.`, [
    'kitText',
  ]);
}

function encodeGroup(bytes: Buffer, index: number): string {
  let bits = BigInt(`0x${bytes.toString('hex')}`) * 256n + BigInt(checkOf(bytes, index));
  let text = '';
  for (let count = 0; count < groupCharacters; count += 1) {
    text = alphabet.charAt(Number(bits % 32n)) + text;
    bits /= 32n;
  }
  return text;
}

function decodeGroup(text: string, index: number): Buffer | null {
  let bits = 0n;
  for (const character of text) {
    const value = alphabet.indexOf(character);
    if (value < 0) return null;
    bits = bits * 32n + BigInt(value);
  }
  const bytes = Buffer.from((bits / 256n).toString(16).padStart(groupBytes * 2, '0'), 'hex');
  return checkOf(bytes, index) === Number(bits % 256n) ? bytes : null;
}

/** CRC-8 (polynomial 0x07) over the group's place and bytes: one wrong character or two groups exchanged always show. */
function checkOf(bytes: Buffer, index: number): number {
  let crc = 0;
  for (const byte of [index + 1, ...bytes]) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x80 ? ((crc << 1) ^ 0x07) & 0xff : (crc << 1) & 0xff;
  }
  return crc;
}
