/** The bytes of a base64 text. */
export function readBase64(text: string): Uint8Array<ArrayBuffer> {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let place = 0; place < letters.length; place += 1) bytes[place] = letters.charCodeAt(place);
  return bytes;
}

/** Bytes as base64 text. */
export function writeBase64(bytes: Uint8Array): string {
  const step = 0x8000;
  let letters = '';
  for (let place = 0; place < bytes.length; place += step) {
    letters += String.fromCharCode(...bytes.subarray(place, place + step));
  }
  return btoa(letters);
}

/** Hands a file to the person: saved where their browser or system saves downloads. */
export function saveFile(bytes: Uint8Array<ArrayBuffer> | string | Blob, mediaType: string, fileName: string): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
