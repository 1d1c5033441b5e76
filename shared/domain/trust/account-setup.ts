import type { TrustRulePack } from './rule-pack.ts';

/** What has to be so at the bank before a trust account is one, besides its name. */
export const setupItems = [
  'title',
  'bank',
  'overdraft-report',
  'no-overdraft-line',
  'no-cards',
  'interest',
  'checks',
  'licensee',
] as const;
export type SetupItem = (typeof setupItems)[number];

const titles: Readonly<Record<SetupItem, string>> = {
  title: 'The account’s title at the bank, and on its checks, says that it is a trust account',
  bank: 'The bank is on the bar’s list of those that may hold trust accounts',
  'overdraft-report': 'The bank has agreed to report overdrafts to the bar',
  'no-overdraft-line': 'No overdraft line and no other account of the firm covers it',
  'no-cards': 'No debit card, ATM card or cash withdrawal is given out on it',
  interest: 'Its interest goes to the state’s program, or to the client of a separate account',
  checks: 'Its checks are numbered in advance and look unlike those of the operating account',
  licensee: 'The bank knows the name and bar number of the attorney who answers for it',
};

/** A point of the checklist. `isDone` where an attorney stands for it. */
export interface SetupPoint {
  readonly item: SetupItem;
  readonly title: string;
  readonly isDone: boolean;
}

/** The checklist of an account [TE26]; the one who answers for it is asked about where the rule pack names days for it. */
export function listSetup(confirmed: ReadonlySet<string>, pack: TrustRulePack): SetupPoint[] {
  return setupItems
    .filter((item) => item !== 'licensee' || pack.licenseeNoticeDays.value > 0)
    .map((item) => ({ item, title: titles[item], isDone: confirmed.has(item) }));
}

/** True where the account's own name says what it is, as its title at the bank has to. */
export function isTrustTitle(name: string): boolean {
  return /\b(trust|iolta|iola|iota|client|clients|escrow|fiduciary)\b/i.test(name);
}
