import { type Cents, scaleCents } from '../money.ts';

/** How worked minutes become billed minutes. The increment is a multiple of six minutes, so tenths stay whole. */
export interface RoundingPolicy {
  readonly mode: 'up' | 'nearest' | 'exact';
  readonly incrementMinutes: number;
  readonly minimumMinutes: number;
}

/** Tenths of an hour, each started one billed [BL2]. */
export const defaultRounding: RoundingPolicy = { mode: 'up', incrementMinutes: 6, minimumMinutes: 6 };

/** What an entry bills. `units` are tenths of an hour, to the nearest where minutes are billed exactly. */
export interface BilledTime {
  readonly billedMinutes: number;
  readonly units: number;
}

/**
 * Rounds the worked minutes of one entry, once [BL1] [BL2]. Zero minutes bill zero.
 * Throws on minutes that are not whole or below zero, and on an increment that is not a multiple of six.
 */
export function roundTime(minutes: number, policy: RoundingPolicy = defaultRounding): BilledTime {
  if (!Number.isInteger(minutes) || minutes < 0) throw new Error('Time is recorded in whole minutes.');
  if (policy.mode !== 'exact' && (policy.incrementMinutes <= 0 || policy.incrementMinutes % 6 !== 0)) {
    throw new Error('The billing increment has to be a multiple of six minutes.');
  }
  if (minutes === 0) return { billedMinutes: 0, units: 0 };
  const billedMinutes = Math.max(policy.minimumMinutes, roundToIncrement(minutes, policy));
  return { billedMinutes, units: Math.floor((billedMinutes + 3) / 6) };
}

function roundToIncrement(minutes: number, { mode, incrementMinutes }: RoundingPolicy): number {
  if (mode === 'exact') return minutes;
  const rest = minutes % incrementMinutes;
  const down = minutes - rest;
  const goesUp = mode === 'up' ? rest > 0 : rest * 2 >= incrementMinutes;
  return goesUp ? down + incrementMinutes : down;
}

/** The value of billed minutes at an hourly rate in cents, rounded half up to the cent [BL3]. */
export function priceTime(billedMinutes: number, rateCents: Cents): Cents {
  return scaleCents(rateCents, billedMinutes, 60);
}

/** The value of tenths of an hour at an hourly rate in cents, rounded half up to the cent [BL3]. */
export function priceUnits(units: number, rateCents: Cents): Cents {
  return scaleCents(rateCents, units, 10);
}
