import { writeFileSync } from 'node:fs';
import type { EventData } from 'node:test';

type Event =
  | { type: 'test:pass'; data: EventData.TestPass }
  | { type: 'test:fail'; data: EventData.TestFail }
  | { type: 'test:stderr' | 'test:stdout'; data: { message: string } }
  | { type: 'other' };

/** Says each end-to-end test as it ends, and leaves the totals in the file named by `ANNEX_TOTALS_FILE`. */
export default async function* report(source: AsyncIterable<Event>): AsyncGenerator<string> {
  const totals = { passed: 0, failed: 0, skipped: 0 };
  for await (const event of source) {
    if (event.type === 'test:stderr' || event.type === 'test:stdout') yield event.data.message;
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue;
    // A file and a group stand for the tests in them.
    if (event.data.details.type === 'suite') continue;
    const { name } = event.data;
    const reason = event.data.skip;
    if (reason !== undefined && reason !== false) {
      totals.skipped += 1;
      yield `  - ${name} (skipped: ${String(reason)})\n`;
    } else if (event.type === 'test:pass') {
      totals.passed += 1;
      yield `  ✓ ${name} (${Math.round(event.data.details.duration_ms)} ms)\n`;
    } else {
      totals.failed += 1;
      yield `  ✗ ${name}\n${describeFailure(event.data.details.error)}\n`;
    }
  }
  const file = process.env.ANNEX_TOTALS_FILE;
  if (file !== undefined) writeFileSync(file, JSON.stringify(totals));
}

function describeFailure(error: Error): string {
  const cause = error.cause instanceof Error ? error.cause : error;
  return (cause.stack ?? cause.message).replace(/^/gm, '    ');
}
