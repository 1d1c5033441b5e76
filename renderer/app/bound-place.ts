import { settleDesk } from '../desk/desk.ts';

const key = 'annex:place';

/** Which of this machine's firms this window is bound to: its own choice, else the one chosen last in any window. */
export function readBoundPlace(): string | undefined {
  return sessionStorage.getItem(key) ?? localStorage.getItem(key) ?? undefined;
}

/** Keeps the place for this window and for the next one that opens. */
export function keepBoundPlace(place: string): void {
  sessionStorage.setItem(key, place);
  localStorage.setItem(key, place);
}

/**
 * Goes to another firm. The page is loaded anew: a port belongs to one firm for good, and nothing that was read of the
 * one may stay in the memory of the other. What was typed is on the desk of the first before that.
 */
export async function switchFirm(place: string, path = '/today'): Promise<void> {
  // Forms keep their drafts when the page is hidden; said beforehand, so that the desk has the time to seal them.
  window.dispatchEvent(new Event('pagehide'));
  await settleDesk();
  keepBoundPlace(place);
  location.hash = path;
  location.reload();
}
