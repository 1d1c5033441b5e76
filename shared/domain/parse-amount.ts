import type { Cents } from './money.ts';
import { accept, type Decision, decline } from './refusal.ts';

const mostDigits = 13;

/**
 * Reads an amount as people type it into whole cents: "1250", "1,250.00", "$1,250", "1.2k", "(50.00)" [AM1] to [AM5].
 * Works on digits, never on floating point. Negative amounts only where `mayBeNegative`.
 */
export function parseAmount(text: string, mayBeNegative = false): Decision<Cents> {
  const typed = text.trim().toLowerCase().replace(/\s+/g, '');
  const bracketed = /^\((.+)\)$/.exec(typed)?.[1];
  const found = /^(-?)\$?(-?)([\d,]*)(?:\.(\d*))?([km]?)$/.exec(bracketed ?? typed);
  const whole = found?.[3] ?? '';
  const decimals = found?.[4] ?? '';
  if (!found || whole + decimals === '' || (found[1] !== '' && found[2] !== '')) return declineUnclear(text);
  if (whole.includes(',') && !/^\d{1,3}(,\d{3})+$/.test(whole)) {
    return decline('money.amount-unclear', `"${text.trim()}" is unclear. Put commas between thousands: 1,250.00.`);
  }
  const places = found[5] === 'k' ? 5 : found[5] === 'm' ? 8 : 2;
  const digits = whole.replaceAll(',', '') + decimals.padEnd(places, '0').slice(0, places);
  if (/[1-9]/.test(decimals.slice(places))) {
    return decline('money.amount-too-fine', `"${text.trim()}" has parts of a cent. Give at most two decimals.`);
  }
  if (digits.replace(/^0+/, '').length > mostDigits) {
    return decline('money.amount-too-large', 'The amount is too large. Give at most 99,999,999,999.99.');
  }
  const isNegative = bracketed !== undefined || found[1] === '-' || found[2] === '-';
  const amountCents = Number(digits);
  if (isNegative && amountCents !== 0 && !mayBeNegative) {
    return decline('money.amount-negative', 'The amount cannot be negative here. Leave the minus out.');
  }
  return accept(isNegative && amountCents !== 0 ? -amountCents : amountCents);
}

function declineUnclear(text: string): Decision<Cents> {
  if (text.trim() === '') return decline('money.amount-missing', 'Give an amount.');
  return decline('money.amount-not-understood', `"${text.trim()}" is not an amount. Type 1250, 1,250.00 or 1.2k.`);
}
