import type { Device } from './provider-words.ts';

const namedMs = 120_000;

/** A device's wrong clock in a few words, by what it said itself or by its newest event; null while the clock is right. */
export function describeClock({
  clockSkewMs,
  clockAheadMs,
}: Pick<Device, 'clockSkewMs' | 'clockAheadMs'>): string | null {
  const skewMs = Math.abs(clockSkewMs) >= namedMs ? clockSkewMs : clockAheadMs;
  if (Math.abs(skewMs) < namedMs) return null;
  return `Clock ${sayShort(Math.abs(skewMs))} ${skewMs > 0 ? 'ahead' : 'behind'}`;
}

function sayShort(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return `${minutes} min`;
  if (minutes < 2_880) return `${Math.round(minutes / 60)} h`;
  return `${Math.round(minutes / 1_440)} days`;
}
