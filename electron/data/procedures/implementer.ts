import { implement, ORPCError } from '@orpc/server';
import { contract } from '../../../shared/contract/contract.ts';
import type { ProcedureMeta } from '../../../shared/contract/procedure.ts';
import { type Refusal, refuse } from '../../../shared/domain/refusal.ts';
import type { ChangeFeed } from '../change-feed.ts';
import type { Doors } from '../doors.ts';
import type { FirmFolder } from '../firm-folder.ts';
import { RefusalError } from './refusal-error.ts';
import type { OpenFirm } from './turn.ts';

/** What a procedure is called with: one connection, bound to one firm. */
export interface SessionContext {
  /** The open firm. Throws RefusalError `firm.locked` while this connection has not been unlocked. */
  readonly firm: () => OpenFirm;
  /** The folder that the firm lives in: to create, unlock and lock it. */
  readonly folder: FirmFolder;
  readonly changes: ChangeFeed;
  /** The ways in and out of the firm for this connection. */
  readonly doors: Doors;
  /** True once this connection may see the open firm; a window shares the app's lock, a command line has its own. */
  readonly isUnlocked: () => boolean;
  /** Notes that this connection has shown the passphrase, or that it locked. */
  readonly setUnlocked: (isUnlocked: boolean) => void;
  /** Runs a call: a firm that is asleep is woken before it, and does not fall asleep during it. */
  readonly during: <Result>(work: () => Promise<Result>) => Promise<Result>;
}

interface InputIssue {
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[];
  readonly message: string;
}

function fieldOf(issue: InputIssue): string {
  return (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
}

/** Input that fails its schema as a refusal: the first sentence, and every field concerned. */
export function refusalOfInput(issues: readonly InputIssue[]): Refusal {
  const first = issues[0];
  const field = first ? fieldOf(first) : '';
  const sentence =
    first === undefined ? 'This input is not valid.' : field === '' ? first.message : `${field}: ${first.message}`;
  return refuse('input.invalid', sentence, issues.map(fieldOf));
}

function issuesOf(error: ORPCError<string, unknown>): readonly InputIssue[] | null {
  const data = error.data;
  if (error.code !== 'BAD_REQUEST' || typeof data !== 'object' || data === null || !('issues' in data)) return null;
  return Array.isArray(data.issues) ? (data.issues as InputIssue[]) : null;
}

const root = implement(contract).$context<SessionContext>();

/**
 * The contract, ready to be implemented. Before each handler it checks that the firm is open and that this member
 * holds the right that the contract names; after it, refusals become the declared error REFUSED.
 */
export const implementer = root.use(async ({ context, next, procedure }) => {
  const meta = procedure['~orpc'].meta as ProcedureMeta;
  try {
    return await context.during(async () => {
      checkRight(context, meta);
      return await next();
    });
  } catch (error) {
    throw asContractError(error);
  }
});
export type Implementer = typeof implementer;

function checkRight(context: SessionContext, meta: ProcedureMeta): void {
  if (meta.right === 'public') return;
  const firm = context.firm();
  if (meta.right !== 'member' && !firm.holds(meta.right)) {
    throw new RefusalError(
      refuse(
        'firm.no-right',
        `Your role does not include this (${meta.summary.replace(/\.$/, '')}). Ask an owner of the firm.`,
      ),
    );
  }
}

/** What crosses the contract: refusals and invalid input as REFUSED, everything else unchanged. */
export function asContractError(error: unknown): unknown {
  if (error instanceof RefusalError) return refusedError(error.refusal);
  if (error instanceof ORPCError) {
    const issues = issuesOf(error);
    if (issues !== null) return refusedError(refusalOfInput(issues));
  }
  return error;
}

function refusedError(refusal: Refusal): ORPCError<'REFUSED', Refusal> {
  return new ORPCError('REFUSED', { defined: true, status: 422, message: refusal.sentence, data: refusal });
}
