import type { Day } from '../../day.ts';
import type { Cents } from '../../money.ts';

/** One movement as the bank's file tells it, signed as the bank's: money in above zero. */
export interface FileLine {
  /** Line of the file, from 1. */
  readonly line: number;
  /** The bank's own id of the movement (FITID), where the file has one. */
  readonly id: string | null;
  readonly day: Day;
  readonly amountCents: Cents;
  readonly name: string;
  readonly memo: string;
  readonly checkNumber: number | null;
  /** The bank's word for the kind of movement ("SRVCHG", "INT"), in capitals; empty where there is none. */
  readonly kind: string;
}

/** One account's part of a file. */
export interface FileStatement {
  /** What the file says of the account: its number or name, empty where it says nothing. */
  readonly account: string;
  /** Last four digits of the account's number; null where the file does not give them. */
  readonly lastFour: string | null;
  /** Currency code; null where the format has none. */
  readonly currency: string | null;
  /** Period that the file states; null where it states none. */
  readonly from: Day | null;
  readonly to: Day | null;
  /** The bank's balance and the day it is of. */
  readonly balance: { readonly cents: Cents; readonly on: Day } | null;
  readonly lines: readonly FileLine[];
}

/** What is wrong with the file, and where; line 0 for the file as a whole. */
export interface FileProblem {
  readonly line: number;
  readonly sentence: string;
}

export const statementFormats = ['ofx', 'qif', 'csv'] as const;
export type StatementFormat = (typeof statementFormats)[number];

/** A bank file as it was read. Where there are problems nothing of it may be counted. */
export interface StatementFile {
  readonly format: StatementFormat;
  readonly statements: readonly FileStatement[];
  readonly problems: readonly FileProblem[];
}

/** The last four digits of an account number as banks write it ("****4242", "0001-4242"); null below four digits. */
export function lastFourOf(account: string): string | null {
  const digits = account.replace(/\D/g, '');
  return digits.length < 4 ? null : digits.slice(-4);
}

/** A check number as banks write it ("001041", "#1041"); null where there is none, or it is no number. */
export function readCheckNumber(text: string): number | null {
  const digits = /^#?0*(\d{1,9})$/.exec(text.trim())?.[1];
  const number = digits === undefined ? 0 : Number(digits);
  return number === 0 ? null : number;
}

/** Text of a bank's file on one line, cut where it is longer than a field of ours. */
export function tidyText(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 200).trim();
}
