import { createContext, Script } from 'node:vm';
import type { JsonObject } from './json.ts';
import type { SecurityObject, UserContext } from './security.ts';

/** What a validation function is asked about one document. `oldDoc` is null for a document that is not there yet. */
interface ValidationCall {
  readonly newDoc: JsonObject;
  readonly oldDoc: JsonObject | null;
}

/** Null lets the document pass; otherwise CouchDB's error name and the function's words. */
export type Verdict = {
  readonly error: 'forbidden' | 'unauthorized' | 'unknown_error';
  readonly reason: string;
} | null;

/** Judges a batch of documents for one user. */
export type Validator = (calls: readonly ValidationCall[], user: UserContext, security: SecurityObject) => Verdict[];

const timeoutMs = 5_000;

// Everything crosses as text: no object of ours is ever in the function's reach.
const runner = `
  var isArray = Array.isArray, toJSON = JSON.stringify, log = function () {};
  var judge = (function (parse, stringify) {
    return function (text) {
      var input = parse(text), verdicts = [];
      for (var i = 0; i < input.calls.length; i++) {
        var call = input.calls[i];
        try {
          validate(call.newDoc, call.oldDoc, input.userCtx, input.secObj);
          verdicts.push(null);
        } catch (error) {
          if (error && error.forbidden) verdicts.push({ error: 'forbidden', reason: String(error.forbidden) });
          else if (error && error.unauthorized) verdicts.push({ error: 'unauthorized', reason: String(error.unauthorized) });
          else verdicts.push({ error: 'unknown_error', reason: String(error) });
        }
      }
      return stringify(verdicts);
    };
  })(JSON.parse, JSON.stringify);
`;

/**
 * Compiles the text of a `validate_doc_update` function of database `databaseName` and runs it as CouchDB does, with a
 * limit of five seconds a batch. A function that does not compile, fails or does not end refuses everything.
 */
export function createValidator(source: string, databaseName: string): Validator {
  const context = createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
  let brokenBecause = '';
  try {
    new Script(`var validate = (${source}\n);${runner}`, { filename: 'validate_doc_update' }).runInContext(context, {
      timeout: timeoutMs,
    });
  } catch (error) {
    brokenBecause = `The validation function does not compile: ${String(error)}`;
  }
  const script = new Script('judge(input)');
  return (calls, user, security) => {
    if (calls.length === 0) return [];
    const refuseAll = (reason: string): Verdict[] => calls.map(() => ({ error: 'unknown_error', reason }));
    if (brokenBecause) return refuseAll(brokenBecause);
    const userCtx = { db: databaseName, name: user.name, roles: user.roles };
    context.input = JSON.stringify({ calls, userCtx, secObj: security });
    try {
      const answer: unknown = JSON.parse(String(script.runInContext(context, { timeout: timeoutMs })));
      return isVerdicts(answer, calls.length) ? answer : refuseAll('The validation function gave no verdict.');
    } catch (error) {
      return refuseAll(`The validation function failed: ${String(error)}`);
    } finally {
      context.input = '';
    }
  };
}

function isVerdicts(value: unknown, count: number): value is Verdict[] {
  return (
    Array.isArray(value) &&
    value.length === count &&
    value.every((entry) => entry === null || (typeof entry?.error === 'string' && typeof entry?.reason === 'string'))
  );
}
