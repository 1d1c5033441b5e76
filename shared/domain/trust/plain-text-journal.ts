import type { Day } from '../day.ts';
import type { Cents } from '../money.ts';
import { firmLedgerId } from './entry.ts';

export const journalFormats = ['hledger', 'beancount'] as const;
export type JournalFormat = (typeof journalFormats)[number];

/** A trust account with every ledger that has an entry. */
export interface ExportedAccount {
  readonly accountId: string;
  readonly name: string;
  readonly bank: string;
  readonly lastFour: string;
  readonly openedOn: Day;
  readonly ledgers: readonly { readonly ledgerId: string; readonly number: string; readonly title: string }[];
}

export interface ExportedEntry {
  readonly entryId: string;
  readonly ledgerId: string;
  readonly day: Day;
  readonly name: string;
  readonly purpose: string;
  readonly checkNumber: number | null;
  readonly isCleared: boolean;
  /** Signed: what it adds to the account and to the ledger. */
  readonly amountCents: Cents;
}

/** How an account and its ledgers are called in the other program; each ledger apart from every other. */
export interface ExportedNames {
  readonly bank: string;
  readonly ledgers: ReadonlyMap<string, string>;
}

/** Names for the accounts of the other program [TR35]: the bank is an asset, each ledger is owed to its client. */
export function nameAccounts(format: JournalFormat, account: ExportedAccount): ExportedNames {
  const isHledger = format === 'hledger';
  const own = isHledger
    ? plainPart(`${account.name} ${account.bank} ${account.lastFour}`)
    : `T${account.lastFour}-${account.accountId.slice(0, 8)}`;
  const assets = isHledger ? 'assets:trust' : 'Assets:Trust';
  const owed = isHledger ? 'liabilities:trust' : 'Liabilities:Trust';
  const taken = new Set<string>();
  const ledgers = new Map<string, string>();
  for (const ledger of account.ledgers) {
    const part = isHledger ? plainPart(`${ledger.number} ${ledger.title}`) : strictPart(ledger);
    const isFree = part !== '' && !taken.has(part);
    const name = isFree ? part : `${part}${isHledger ? ' ' : '-'}${ledger.ledgerId}`.trim();
    taken.add(name);
    ledgers.set(ledger.ledgerId, `${owed}:${own}:${name}`);
  }
  return { bank: `${assets}:${own}`, ledgers };
}

/** A part of an hledger account: single spaces, without what parts accounts or begins a comment. */
function plainPart(text: string): string {
  return text
    .replace(/[:;"\p{C}]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** A part of a beancount account: letters, digits and dashes, a capital or a digit first. */
function strictPart(ledger: { ledgerId: string; number: string }): string {
  if (ledger.ledgerId === firmLedgerId) return 'Firm';
  const number = ledger.number.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  return `M${number === '' ? `-${ledger.ledgerId}` : number}`;
}

/** What a journal begins with: its accounts, declared, with their names as people know them. */
export function formatJournalHead(format: JournalFormat, account: ExportedAccount, names: ExportedNames): string {
  const lines: string[] = [];
  if (format === 'hledger') {
    lines.push(`; ${oneLine(account.name)}, ${oneLine(account.bank)} ending in ${account.lastFour}`);
    lines.push('commodity 1000.00 USD', `account ${names.bank}`);
    for (const name of names.ledgers.values()) lines.push(`account ${name}`);
  } else {
    lines.push('option "operating_currency" "USD"', `${account.openedOn} open ${names.bank} USD`);
    lines.push(`  title: ${quote(`${account.name}, ${account.bank} ending in ${account.lastFour}`)}`);
    for (const ledger of account.ledgers) {
      lines.push(`${account.openedOn} open ${names.ledgers.get(ledger.ledgerId) ?? ''} USD`);
      lines.push(`  title: ${quote(ledger.title)}`);
    }
  }
  return `${lines.join('\n')}\n\n`;
}

/** One entry as a transaction that balances: into the bank, owed to the ledger. Throws for a ledger without a name. */
export function formatJournalEntry(format: JournalFormat, names: ExportedNames, entry: ExportedEntry): string {
  const ledger = names.ledgers.get(entry.ledgerId);
  if (ledger === undefined) throw new Error(`The ledger ${entry.ledgerId} has no name in the export.`);
  const into = formatDecimal(entry.amountCents);
  const owed = formatDecimal(-entry.amountCents);
  if (format === 'hledger') {
    const mark = entry.isCleared ? '* ' : '';
    const code = entry.checkNumber === null ? '' : `(${entry.checkNumber}) `;
    const words = `${oneLine(entry.name)} | ${oneLine(entry.purpose)}`;
    return `${entry.day} ${mark}${code}${words}  ; entry:${entry.entryId}\n    ${names.bank}  ${into} USD\n    ${ledger}  ${owed} USD\n\n`;
  }
  const check = entry.checkNumber === null ? '' : `  check: "${entry.checkNumber}"\n`;
  const mark = entry.isCleared ? '*' : '!';
  return `${entry.day} ${mark} ${quote(entry.name)} ${quote(entry.purpose)}\n  entry: "${entry.entryId}"\n${check}  ${names.bank}  ${into} USD\n  ${ledger}  ${owed} USD\n\n`;
}

function oneLine(text: string): string {
  return text
    .replace(/[;|\p{C}]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}

function quote(text: string): string {
  const plain = text.replace(/\p{C}/gu, ' ').replace(/\s+/gu, ' ').trim();
  return `"${plain.replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`;
}

/** "-1250.00": cents as programs read an amount, without thousands. */
export function formatDecimal(cents: Cents): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
