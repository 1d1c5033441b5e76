import { describe, expect, it } from 'vitest';
import {
  type EventDocument,
  eventDocumentSchema,
  hashEnvelope,
  isOpenableHead,
  openBody,
  openHead,
  parseEventId,
} from '../../../electron/data/events/envelope.ts';
import { openPart, partBytesMax, sealPart } from '../../../electron/data/events/sealed-part.ts';
import { deviceIdOf, keyPairsOf, sign, verify } from '../../../electron/data/vault/device-keys.ts';
import type { EventMeta } from '../../../shared/events/event.ts';
import { countingKey, makeSignedEvent, testKey, testPlace } from '../../support/signed-event.ts';

const keys = keyPairsOf(countingKey(0), countingKey(32));
const known: EventDocument = {
  _id: '0190a0b0c0d00001-56475aa75463474c-yljmCa7XEqXp0aglMZo4EdEW9sUWVaOszmQG3JtaGqE',
  v: 1,
  k: [1, 'o', 1],
  h: 'iNaoKg/Hs/ryKDt5bfbZ+6l/dSeSo/BpmIzrAHoGicc6pfp2UkZk7qqfj47fzt0mpB//CVGPW4GSoyso18fBF/wmMbr/hrmx2WNWLVEVl4mTORwkrDI4HfcsnloiwWUAbvXlUDEUL9hIabKyjEQQkYE2LVp1ko5ZHxbcobl1yzU8vDAVfdRz41vjN9x6i2jS+9yEibfshxBQyEcg',
  b: 'w21t3v8Qeb6vOUvTCXIKDim3u9114lVkJSTM0VNQghPr2Yo8T/0giWpRzJQSdDJ6+j5Ln/+VaKrbANpRMyRl90zQdsQmlzyOxbiycG98pvYsTBOO2cWmM/ygLEY=',
  p: '',
  n: 0,
  r: [],
  s: 'ULTy7GGQfUaRnREp1VLgj_s4_Fqj4cQ3uxPDjocLEBx8u94U3ZggiBwHblXMIdhWMwpv6HfNMg9jLMo5uzOsBQ',
};

describe('the envelope', () => {
  it('EN1 takes exactly its fields', () => {
    expect(eventDocumentSchema.safeParse(known).success).toBe(true);
    expect(eventDocumentSchema.safeParse({ ...known, extra: 1 }).success).toBe(false);
    const { s: _, ...unsigned } = known;
    expect(eventDocumentSchema.safeParse(unsigned).success).toBe(false);
    for (const wrong of [{ v: 2 }, { n: -1 }, { k: [1, 'x', 1] }, { p: 'before' }, { r: ['head'] }, { s: '' }]) {
      expect(eventDocumentSchema.safeParse({ ...known, ...wrong }).success).toBe(false);
    }
  });

  it('EN2 hashes and signs the canonical text: known answers', () => {
    expect(keys.signingPublic).toBe('A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg');
    expect(deviceIdOf(keys.signingPublic)).toBe('56475aa75463474c');
    const unsigned = { k: [1, 'o', 1], h: 'aGVhZA==', b: 'Ym9keQ==', p: '', n: 0, r: [] } as const;
    const hash = hashEnvelope(testPlace, '0190a0b0c0d00001', '56475aa75463474c', unsigned);
    expect(hash.toString('base64url')).toBe('LG17CyaBGx7rzw2DfbPkpC7x3KSDuhikA2-x-Q8eYjw');
    expect(sign(keys.signingPrivate, hash).toString('base64url')).toBe(
      'dGxodTZ62jQNrh3OX-g3GIwJn-Cnkml4GOARsi21__HcEA7ACUXVIeSVDsBb95sVmAs_bfDjsediYt2WJg10Ag',
    );
  });

  it('EN2 covers everything but the signature, and the place', () => {
    const { clock, deviceId, hash } = parseEventId(known._id);
    const hashOf = (place = testPlace, changed: Partial<EventDocument> = {}) =>
      hashEnvelope(place, clock, deviceId, { ...known, ...changed }).toString('base64url');
    expect(hashOf()).toBe(hash);
    expect(hashOf({ ...testPlace, workspace: 'trust' })).not.toBe(hash);
    expect(hashOf({ ...testPlace, firmId: 'f'.repeat(32) })).not.toBe(hash);
    for (const changed of [{ n: 1 }, { h: known.b }, { b: known.h }, { r: [known._id] }, { k: [2, 'o', 1] as const }]) {
      expect(hashOf(testPlace, changed)).not.toBe(hash);
    }
  });

  it('EN1 to EN4 opens the known document, whose signature is good', () => {
    const { hash } = parseEventId(known._id);
    const signature = Buffer.from(known.s, 'base64url');
    expect(verify(keys.signingPublic, Buffer.from(hash, 'base64url'), signature)).toBe(true);
    const opened = openHead(known, testPlace, testKey);
    expect(opened.meta).toMatchObject({
      type: 'office.task.added',
      version: 1,
      aggregate: 'task:t1',
      parents: [],
      commandId: 'c1',
    });
    expect(opened.answer).toEqual({ id: 't1' });
    expect(opened.head).toEqual({ kind: 'task', urgent: false });
    expect(openBody(known, testPlace, testKey)).toEqual({ title: 'Call back', note: '' });
  });

  it('EN3 does not open with another key, in another place, or as another part', () => {
    expect(() => openHead(known, testPlace, Buffer.alloc(32))).toThrow();
    expect(() => openHead(known, { ...testPlace, workspace: 'trust' }, testKey)).toThrow();
    expect(() => openHead({ ...known, h: known.b }, testPlace, testKey)).toThrow();
    expect(() => openHead({ ...known, n: 1 }, testPlace, testKey)).toThrow();
  });

  it('EN3 says little by its length, and refuses what is too long', () => {
    const lengthOf = (characters: number) => sealPart(testKey, '7'.repeat(characters), 'x').length;
    expect(lengthOf(1)).toBe(lengthOf(50));
    expect(lengthOf(70)).toBeGreaterThan(lengthOf(50));
    const random = Array.from({ length: 5000 }, (_, index) => String.fromCharCode(32 + ((index * 7919) % 90))).join('');
    expect(openPart(testKey, sealPart(testKey, random, 'x'), 'x')).toBe(random);
    expect(() => sealPart(testKey, 'é'.repeat(partBytesMax), 'x')).toThrow(/too long/);
    expect(() => openPart(testKey, 'AAAA', 'x')).toThrow(/cut short/);
  });

  const long = (length: number) => 'x'.repeat(length);
  const metas: [Partial<EventMeta>, boolean][] = [
    [{}, true],
    [{ type: long(80), aggregate: long(120), commandId: long(60), matterId: long(60), batchId: long(60) }, true],
    [{ type: long(81) }, false],
    [{ aggregate: long(121) }, false],
    [{ commandId: long(61) }, false],
    [{ matterId: long(61) }, false],
    [{ batchId: long(61) }, false],
    [{ version: 0 }, false],
    [{ version: 1.5 }, false],
    [{ version: 2 ** 53 }, false],
    [{ parents: Array.from({ length: 64 }, () => known._id) }, true],
    [{ parents: Array.from({ length: 65 }, () => known._id) }, false],
    [{ parents: ['before'] }, false],
    [{ touches: Array.from({ length: 64 }, () => long(120)) }, true],
    [{ touches: Array.from({ length: 65 }, () => 'a:1') }, false],
    [{ touches: [long(121)] }, false],
  ];

  it.each(metas)('ST10 knows before sealing what a reader will take: %#', (meta, isTaken) => {
    const document = makeSignedEvent({ meta });
    const base: EventMeta = { type: 't', version: 1, aggregate: 'task:t1', parents: [], commandId: 'c1' };
    expect(isOpenableHead({ meta: { ...base, ...meta } })).toBe(isTaken);
    if (isTaken) expect(openHead(document, testPlace, testKey).meta.aggregate).toBe(meta.aggregate ?? 'task:t1');
    else expect(() => openHead(document, testPlace, testKey)).toThrow();
  });

  it('EN5 names the event before', () => {
    const first = makeSignedEvent();
    const second = makeSignedEvent({ before: first });
    expect([first.p, first.n, second.p, second.n]).toEqual(['', 0, first._id, 1]);
  });

  it('refuses an id that is none', () => {
    expect(() => parseEventId('x')).toThrow();
  });
});
