/** Text under AES-256-GCM, with the place it belongs to bound in: moved to another record it does not open. */
export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const ivBytes = 12;

/** Takes in the desk key (base64, 32 bytes); it cannot be read back out. Throws when it has another length. */
export async function readDeskKey(base64: string): Promise<CryptoKey> {
  const raw = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  if (raw.length !== 32) throw new Error('The desk key does not have 32 bytes.');
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** Seals a JSON value for `place`. */
export async function sealValue(key: CryptoKey, place: string, value: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
  const text = new TextEncoder().encode(JSON.stringify(value));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: encode(place) }, key, text);
  return { iv, bytes: new Uint8Array(sealed) };
}

/** Opens what was sealed for `place`; undefined when it was sealed under another key, for another place, or altered. */
export async function openValue(key: CryptoKey, place: string, sealed: Sealed): Promise<unknown> {
  try {
    const text = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: sealed.iv, additionalData: encode(place) },
      key,
      sealed.bytes,
    );
    const value: unknown = JSON.parse(new TextDecoder().decode(text));
    return value;
  } catch {
    return undefined;
  }
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
