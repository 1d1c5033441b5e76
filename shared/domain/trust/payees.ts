import { type Decision, decline } from '../refusal.ts';

const leadWords = /^(?:(?:pay|to|the|a|order|of) )+/;
const nobody =
  /^(?:cash|bearer|petty cash|currency|atm|debit card|self|counter)(?: or bearer| withdrawal| advance| only| \d+)?$/;

/** True for a payee that names nobody: cash, bearer, petty cash, an ATM, a debit card [TR9]. */
export function isForbiddenPayee(name: string): boolean {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
  return nobody.test(plain.replace(leadWords, ''));
}

/** Refuses a blank or forbidden payee [TR9]. */
export function declinePayee(name: string): Decision<never> | undefined {
  if (name.trim() === '') {
    return decline('trust.payee-missing', 'A disbursement needs a payee. Name who gets the money.', ['name']);
  }
  if (isForbiddenPayee(name)) {
    return decline(
      'trust.payee-forbidden',
      `Trust money cannot be paid to "${name.trim()}". Name the person or organisation that gets the money.`,
      ['name'],
    );
  }
  return undefined;
}
