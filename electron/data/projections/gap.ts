import { type Refusal, refuse } from '../../../shared/domain/refusal.ts';
import type { Workspace } from '../../../shared/domain/workspace.ts';
import type { RowReader } from './projection.ts';

interface AsideRow {
  readonly aggregate: string;
  readonly touches: string;
  readonly reason: string;
}

/**
 * The refusal of a command that lowers or issues from aggregates which an unfolded event touches [GP1]; null where
 * there is no gap. An event whose head cannot be read touches everything in its workspace, and so does one that is
 * missing: nobody knows what it says. An event that was rejected by somebody with the right is no gap.
 */
export function readGap(rows: RowReader, workspace: Workspace, aggregates: readonly string[]): Refusal | null {
  const missing = rows.get<{ device_id: string }>('SELECT device_id FROM missing WHERE workspace = ?', [workspace]);
  if (missing !== undefined) {
    return refuse(
      'firm.gap-missing',
      'Some changes of another device have not arrived, so the figures here may be too high. Sync with the hub, then try again.',
    );
  }
  const aside = rows.all<AsideRow>(
    "SELECT aggregate, touches, reason FROM set_aside WHERE workspace = ? AND reason NOT IN ('batch open', 'before the share') AND rejected = 0",
    [workspace],
  );
  const gap = aside.find((row) => touchesAny(row, aggregates));
  if (gap === undefined) return null;
  return refuse(
    'firm.gap-aside',
    `A change that touches this could not be counted (${gap.reason}). Open Provider, Set aside, and adopt or reject it first.`,
  );
}

function touchesAny(row: AsideRow, aggregates: readonly string[]): boolean {
  if (row.aggregate === '') return true;
  const touched: unknown = JSON.parse(row.touches);
  const names = Array.isArray(touched) ? [row.aggregate, ...touched.map(String)] : [row.aggregate];
  return names.some((name) => aggregates.includes(name));
}
