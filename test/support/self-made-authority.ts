import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** An authority that nobody trusts unless told to, and a certificate of it for 127.0.0.1. PEM texts. */
export interface SelfMadeAuthority {
  readonly ca: string;
  readonly key: string;
  readonly cert: string;
}

const dayMs = 24 * 60 * 60_000;

/** Makes an authority and the certificate of a hub on this machine, good from yesterday for a month. */
export function makeAuthority(name: string): SelfMadeAuthority {
  const [own, hub] = [
    generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  ];
  const isAuthority = extension('551d13', sequence(tlv(0x01, Buffer.of(0xff))));
  const address = extension('551d11', sequence(tlv(0x87, Buffer.of(127, 0, 0, 1))));
  const ca = certificate(
    { subject: name, issuer: name, publicKey: own.publicKey, signer: own.privateKey },
    isAuthority,
  );
  const cert = certificate(
    { subject: '127.0.0.1', issuer: name, publicKey: hub.publicKey, signer: own.privateKey },
    address,
  );
  return { ca, cert, key: hub.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

interface CertificateParts {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
}

/** X.509 in DER (RFC 5280): no more than a client looks at. */
function certificate({ subject, issuer, publicKey, signer }: CertificateParts, extensionOf: Buffer): string {
  const algorithm = sequence(oid('2a8648ce3d040302'));
  const body = sequence(
    tlv(0xa0, tlv(0x02, Buffer.of(2))),
    tlv(0x02, Buffer.concat([Buffer.of(1), randomBytes(8)])),
    algorithm,
    nameOf(issuer),
    sequence(utcTime(Date.now() - dayMs), utcTime(Date.now() + 30 * dayMs)),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, sequence(extensionOf)),
  );
  const signature = tlv(0x03, Buffer.concat([Buffer.of(0), sign('sha256', body, signer)]));
  const text = sequence(body, algorithm, signature).toString('base64').replace(/.{64}/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`;
}

function nameOf(text: string): Buffer {
  return sequence(tlv(0x31, sequence(oid('550403'), tlv(0x0c, Buffer.from(text)))));
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(oid(id), tlv(0x04, value));
}

function utcTime(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replace(/\D/g, '');
  return tlv(0x17, Buffer.from(`${digits.slice(2, 14)}Z`));
}

function oid(hex: string): Buffer {
  return tlv(0x06, Buffer.from(hex, 'hex'));
}

function sequence(...parts: Buffer[]): Buffer {
  return tlv(0x30, Buffer.concat(parts));
}

function tlv(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.of(tag, ...size), content]);
}
