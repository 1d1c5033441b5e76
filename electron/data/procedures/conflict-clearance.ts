import type { RowReader } from '../projections/projection.ts';

/** How a lead stands with its conflict check. "not run" also where somebody was named since the last check [IN13]. */
export type Clearance = 'not run' | 'to decide' | 'clear' | 'clear with waiver' | 'conflict';

/** SQL for a lead's clearance. `lead` is the alias of intake_lead. */
export function clearanceSql(lead: string): string {
  return `COALESCE((SELECT CASE WHEN k.clock < ${lead}.parties_clock THEN 'not run' ELSE k.result END
    FROM intake_conflict k WHERE k.lead_id = ${lead}.lead_id ORDER BY k.clock DESC LIMIT 1), 'not run')`;
}

/** The lead's clearance; undefined where the lead is not known. */
export function readClearance(rows: RowReader, leadId: string): Clearance | undefined {
  return rows.get<{ clearance: Clearance }>(
    `SELECT ${clearanceSql('l')} AS clearance FROM intake_lead l WHERE l.lead_id = ?`,
    [leadId],
  )?.clearance;
}

/** True when an attorney has cleared the latest check, with or without a waiver. */
export function isCleared(clearance: Clearance): boolean {
  return clearance === 'clear' || clearance === 'clear with waiver';
}
