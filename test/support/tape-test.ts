import assert from 'node:assert/strict';

/** What a test written for the tape runner is handed. */
export interface TapeTest {
  plan(count: number): void;
  end(error?: unknown): void;
  pass(message?: string): void;
  fail(message?: string): void;
  ok(value: unknown, message?: string): void;
  notOk(value: unknown, message?: string): void;
  error(value: unknown, message?: string): void;
  ifError(value: unknown, message?: string): void;
  is(actual: unknown, expected: unknown, message?: string): void;
  isNot(actual: unknown, expected: unknown, message?: string): void;
  equal(actual: unknown, expected: unknown, message?: string): void;
  equals(actual: unknown, expected: unknown, message?: string): void;
  same(actual: unknown, expected: unknown, message?: string): void;
  deepEqual(actual: unknown, expected: unknown, message?: string): void;
  throws(work: () => unknown, expected?: RegExp, message?: string): void;
}

/** The body of such a test: it ends by calling `end`, by meeting its plan, or by its promise. */
export type TapeBody = (test: TapeTest) => unknown;

/** Runs one test written for tape; rejects with its first failure. */
export function runTapeTest(body: TapeBody): Promise<void> {
  return new Promise((resolve, reject) => {
    let planned = -1;
    let counted = 0;
    const check = (assertion: () => void) => {
      try {
        assertion();
      } catch (error) {
        reject(error);
      }
      counted += 1;
      if (counted === planned) setImmediate(finish);
    };
    const finish = () => {
      if (planned >= 0 && counted !== planned) reject(new Error(`planned ${planned} assertions, made ${counted}`));
      else resolve();
    };
    const isSame = (actual: unknown, expected: unknown, message?: string) =>
      check(() => assert.strictEqual(actual, expected, message));
    const isDeep = (actual: unknown, expected: unknown, message?: string) =>
      check(() => assert.deepStrictEqual(actual, expected, message));
    const isNothing = (value: unknown, message?: string) =>
      check(() => assert.ok(!value, `${message ?? 'no error'}: ${String(value)}`));
    const test: TapeTest = {
      plan: (count) => {
        planned = count;
      },
      end: (error) => {
        if (error) reject(error);
        finish();
      },
      pass: () => check(() => undefined),
      fail: (message) => check(() => assert.fail(message)),
      ok: (value, message) => check(() => assert.ok(value, message)),
      notOk: isNothing,
      error: isNothing,
      ifError: isNothing,
      is: isSame,
      isNot: (actual, expected, message) => check(() => assert.notStrictEqual(actual, expected, message)),
      equal: isSame,
      equals: isSame,
      same: isDeep,
      deepEqual: isDeep,
      throws: (work, expected, message) =>
        check(() => assert.throws(work, (error) => !expected || expected.test(String(error)), message)),
    };
    const result = body(test);
    if (result instanceof Promise) result.then(() => (planned < 0 ? finish() : undefined), reject);
  });
}
