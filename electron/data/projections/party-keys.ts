import type * as z from 'zod';
import type { partyBodySchema } from '../../../shared/events/office.ts';

type Party = z.infer<typeof partyBodySchema>;

/** The key of a telephone number: its last ten digits; null where there are fewer than seven. */
export function phoneKey(phone: string): string | null {
  const digits = phone.replace(/\D/g, '');
  return digits.length < 7 ? null : `phone:${digits.slice(-10)}`;
}

/** The key of an e-mail address; null where it is none. */
export function emailKey(email: string): string | null {
  const text = email.trim().toLowerCase();
  return text.includes('@') ? `email:${text}` : null;
}

/** What a party is looked up by: its telephones and e-mail addresses. */
export function partyKeys(party: Party): string[] {
  const keys = [...party.phones.map(phoneKey), ...party.emails.map(emailKey)];
  return [...new Set(keys.filter((key) => key !== null))];
}
