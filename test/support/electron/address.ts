/**
 * Plain Chromium cannot be taught a new scheme, so the pages of `app://annex` are served to it under an https origin
 * that no request ever leaves. The main process sees the addresses of Electron, the page those of Chromium.
 */
const electronOrigin = 'app://annex';
export const chromiumOrigin = 'https://annex.invalid';

/** The address as Electron would give it. */
export function toElectronAddress(address: string): string {
  return address.startsWith(`${chromiumOrigin}/`) ? electronOrigin + address.slice(chromiumOrigin.length) : address;
}

/** The address under which Chromium has the page. */
export function toChromiumAddress(address: string): string {
  return address.startsWith(`${electronOrigin}/`) ? chromiumOrigin + address.slice(electronOrigin.length) : address;
}
