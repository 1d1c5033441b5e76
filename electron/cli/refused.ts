import { ORPCError } from '@orpc/client';
import { type Refusal, refuse } from '../../shared/domain/refusal.ts';

/** Carries an expected "no" to the one place that prints it. */
export class Refused extends Error {
  readonly refusal: Refusal;
  /** More for whoever corrects it: the lines of a file, for example. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(refusal: Refusal, details: Readonly<Record<string, unknown>> = {}) {
    super(refusal.sentence);
    this.name = 'Refused';
    this.refusal = refusal;
    this.details = details;
  }
}

/** The refusal that an error carries, from here or from over the contract; null where the error is a fault. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refused) return error.refusal;
  if (!(error instanceof ORPCError)) return null;
  if (error.code === 'REFUSED' && isRefusal(error.data)) return error.data;
  if (error.code === 'BAD_REQUEST') return refuse('input.invalid', 'This input is not valid.', issueFields(error.data));
  if (error.code === 'NOT_FOUND')
    return refuse('cli.no-such-procedure', 'This version of Annex has no such procedure.');
  return null;
}

function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'code' in value && 'sentence' in value && 'fields' in value;
}

function issueFields(data: unknown): string[] {
  if (typeof data !== 'object' || data === null || !('issues' in data) || !Array.isArray(data.issues)) return [];
  return data.issues.map((issue: { path?: unknown[] }) => (issue.path ?? []).map(String).join('.'));
}
