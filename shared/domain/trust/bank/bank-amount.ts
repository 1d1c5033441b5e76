import type { Cents } from '../../money.ts';
import { parseAmount } from '../../parse-amount.ts';
import { accept, type Decision, decline } from '../../refusal.ts';

/**
 * An amount of a bank's file in whole cents [TB2]: "-12.5", "1,234.56", "(12.00)", "$12.00", "12.00-". Refuses letters,
 * a comma in place of the decimal point, a point that may stand between thousands, and parts of a cent.
 */
export function parseBankAmount(text: string): Decision<Cents> {
  const typed = text.trim().replace(/^\+/, '');
  const shown = text.trim().slice(0, 40);
  if (/,\d{1,2}$/.test(typed.replace(/[)-]$/, '')) || /\.\d{3},/.test(typed)) {
    return decline(
      'trust.bank-amount-comma',
      `"${shown}" has a comma where the decimal point belongs. Amounts are written 1,234.56.`,
    );
  }
  if (/^[-($]*\d{1,3}\.\d{3}[)-]?$/.test(typed)) {
    return decline(
      'trust.bank-amount-unclear',
      `"${shown}" may be dollars and cents or thousands. Amounts are written 1,234.56: have the bank write them so.`,
    );
  }
  if (!/^[-($]*[\d.,$]+[)-]?$/.test(typed)) {
    return decline('trust.bank-amount-not-understood', `"${shown}" is not an amount. Amounts are written 1,234.56.`);
  }
  const trailing = /^(\$?[\d.,]+)-$/.exec(typed)?.[1];
  const decision = parseAmount(trailing === undefined ? typed : `-${trailing}`, true);
  return decision.ok ? accept(decision.value) : decision;
}
