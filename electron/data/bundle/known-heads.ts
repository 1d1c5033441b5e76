import * as z from 'zod';
import { type Workspace, workspaces } from '../../../shared/domain/workspace.ts';
import type { RowReader } from '../projections/projection.ts';

/** How far somebody's copy of each device's chain reaches without a gap: workspace, device, place (from 0). */
export const knownHeadsSchema = z.partialRecord(
  z.enum(workspaces),
  z.record(z.string().regex(/^[0-9a-f]{16}$/), z.number().int().min(0)),
);
export type KnownHeads = z.infer<typeof knownHeadsSchema>;

/**
 * How far this device's copy reaches. A chain with a gap counts up to the gap; one that forks counts for nothing, since
 * a place does not say which of its branches is there.
 */
export function readKnownHeads(rows: RowReader): KnownHeads {
  const chains = rows.all<{ workspace: Workspace; device_id: string; n: number; gap_n: number | null; forks: number }>(
    `SELECT h.workspace, h.device_id, h.n,
       (SELECT min(e.n) - 2 FROM missing m JOIN event e ON e.event_id = m.named_by
         WHERE m.workspace = h.workspace AND m.device_id = h.device_id) AS gap_n,
       (SELECT count(*) FROM fork f WHERE f.workspace = h.workspace AND f.device_id = h.device_id) AS forks
     FROM chain_head h`,
  );
  const known: KnownHeads = {};
  for (const chain of chains) {
    const reach = Math.min(chain.n, chain.gap_n ?? chain.n);
    if (chain.forks > 0 || reach < 0) continue;
    known[chain.workspace] = { ...known[chain.workspace], [chain.device_id]: reach };
  }
  return known;
}

/** True when a copy that reaches so far has the event. */
export function isKnown(known: KnownHeads, workspace: Workspace, deviceId: string, n: number): boolean {
  const reach = known[workspace]?.[deviceId];
  return reach !== undefined && n <= reach;
}
