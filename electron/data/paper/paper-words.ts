import { Temporal } from 'temporal-polyfill';
import type { Day } from '../../../shared/domain/day.ts';
import { type Cents, formatCents } from '../../../shared/domain/money.ts';

/** "$1,250.00" or "-$1,250.00": the currency sign is for totals alone. */
export function formatTotal(amountCents: Cents): string {
  return amountCents < 0 ? `-$${formatCents(-amountCents)}` : `$${formatCents(amountCents)}`;
}

/** "1.5" from 15 tenths of an hour. Throws when `tenths` is not whole. */
export function formatTenths(tenths: number): string {
  if (!Number.isSafeInteger(tenths)) throw new Error('Hours on paper are whole tenths.');
  const sign = tenths < 0 ? '-' : '';
  const magnitude = Math.abs(tenths);
  return `${sign}${Math.floor(magnitude / 10).toLocaleString('en-US')}.${magnitude % 10}`;
}

/** "March 15, 2026": a day as letters write it. */
export function formatLongDay(day: Day): string {
  return Temporal.PlainDate.from(day).toLocaleString('en-US', { year: 'numeric', month: 'long', day: 'numeric' });
}

/** "03/15/2026 2:05 PM PDT" from a UTC instant, in the given IANA zone. Throws on an unknown zone. */
export function formatInstant(instant: string, timeZone = 'UTC'): string {
  const at = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  const two = (value: number) => value.toString().padStart(2, '0');
  const zoneParts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'short' }).formatToParts(
    at.epochMilliseconds,
  );
  const zone = zoneParts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
  const hour = at.hour % 12 === 0 ? 12 : at.hour % 12;
  return `${two(at.month)}/${two(at.day)}/${at.year} ${hour}:${two(at.minute)} ${at.hour < 12 ? 'AM' : 'PM'} ${zone}`;
}

const ones = [
  '',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const scales = ['', 'thousand', 'million', 'billion', 'trillion'];

function spellBelowThousand(value: number): string {
  const hundreds = Math.floor(value / 100);
  const rest = value % 100;
  const words: string[] = [];
  if (hundreds > 0) words.push(`${ones[hundreds]} hundred`);
  if (rest > 0 && rest < 20) words.push(ones[rest] ?? '');
  if (rest >= 20)
    words.push(rest % 10 === 0 ? (tens[rest / 10] ?? '') : `${tens[Math.floor(rest / 10)]}-${ones[rest % 10]}`);
  return words.join(' ');
}

/** "One thousand two hundred fifty and 00/100 dollars", as on a check. Throws below zero. */
export function spellAmount(amountCents: Cents): string {
  if (!Number.isSafeInteger(amountCents) || amountCents < 0) throw new Error('Only an amount from zero up is spelled.');
  const parts: string[] = [];
  let dollars = Math.floor(amountCents / 100);
  for (let scale = 0; dollars > 0; scale += 1) {
    const group = dollars % 1000;
    if (group > 0) parts.unshift(`${spellBelowThousand(group)} ${scales[scale] ?? ''}`.trim());
    dollars = Math.floor(dollars / 1000);
  }
  const words = parts.length === 0 ? 'zero' : parts.join(' ');
  const cents = (amountCents % 100).toString().padStart(2, '0');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} and ${cents}/100 dollars`;
}
