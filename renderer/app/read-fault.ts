import { ORPCError } from '@orpc/client';
import { type Refusal, refuse } from '../../shared/domain/refusal.ts';

/** What the transport says where the data process said nothing. */
const generalMessage = 'internal server error';

/**
 * Reads an error of a call as a refusal: a declared REFUSED as it is, an input that failed its schema as one that names
 * the fields. Gives null for a fault.
 */
export function readRefusal(error: unknown): Refusal | null {
  if (!(error instanceof ORPCError)) return null;
  const data: unknown = error.data;
  if (error.code === 'REFUSED' && isRefusal(data)) return data;
  if (error.code !== 'BAD_REQUEST') return null;
  const issues = readIssues(data);
  const first = issues[0];
  const sentence = first === undefined ? 'Something in the form is not understood.' : first.message;
  return refuse('contract.invalid-input', sentence, [...new Set(issues.map((issue) => issue.path))]);
}

/** A sentence for a fault: what the data process says where it says anything, and nothing of the inside otherwise. */
export function describeFault(error: unknown): string {
  const message = error instanceof ORPCError ? error.message : '';
  if (message !== '' && message.toLowerCase() !== generalMessage) return message;
  return 'Something went wrong in Annex. Nothing that was saved is lost. Try again.';
}

function isRefusal(value: unknown): value is Refusal {
  if (typeof value !== 'object' || value === null) return false;
  if (!('code' in value && 'sentence' in value && 'fields' in value)) return false;
  return typeof value.code === 'string' && typeof value.sentence === 'string' && Array.isArray(value.fields);
}

function readIssues(data: unknown): { path: string; message: string }[] {
  if (typeof data !== 'object' || data === null || !('issues' in data) || !Array.isArray(data.issues)) return [];
  return data.issues.flatMap((issue: unknown) => {
    if (typeof issue !== 'object' || issue === null || !('message' in issue)) return [];
    const path = 'path' in issue && Array.isArray(issue.path) ? issue.path.map(String).join('.') : '';
    return [{ path, message: String(issue.message) }];
  });
}
