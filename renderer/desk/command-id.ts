/** A fresh id for a command: 32 letters and digits, unguessable. */
export function makeCommandId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
