import * as z from 'zod';
import { type Decision, decline } from '../refusal.ts';

/** A code of the uniform task-based sets, as stored under `assets/code-sets`. A header groups, and is not billed. */
export const taskCodesSchema = z.array(
  z.strictObject({
    set: z.enum([
      'litigation',
      'ediscovery',
      'counseling',
      'project',
      'bankruptcy',
      'patent',
      'trademark',
      'activity',
      'expense',
    ]),
    code: z.string().min(1).max(20),
    name: z.string().min(1),
    parent: z.string().nullable(),
    billable: z.boolean(),
    origin: z.string(),
    verified: z.boolean(),
  }),
);
export type TaskCode = z.infer<typeof taskCodesSchema>[number];

/** The codes of a line. */
export interface LineCodes {
  readonly kind: 'time' | 'expense';
  readonly taskCode?: string | undefined;
  readonly activityCode?: string | undefined;
  readonly expenseCode?: string | undefined;
}

/** Refuses codes that do not belong on the line [BL18]; codes of a client's own set are let through by `isOwnCode`. */
export function declineCodes(
  line: LineCodes,
  codes: ReadonlyMap<string, TaskCode>,
  isOwnCode: (code: string) => boolean = () => false,
): Decision<never> | undefined {
  const isTime = line.kind === 'time';
  if (isTime && line.expenseCode !== undefined) {
    return decline('billing.code-misplaced', 'Time has a task and an activity code, no expense code.', ['expenseCode']);
  }
  if (!isTime && (line.taskCode !== undefined || line.activityCode !== undefined)) {
    return decline('billing.code-misplaced', 'An expense has an expense code only.', ['taskCode', 'activityCode']);
  }
  return (
    declineCode(
      'taskCode',
      line.taskCode,
      (one) => one.set !== 'activity' && one.set !== 'expense',
      codes,
      isOwnCode,
    ) ??
    declineCode('activityCode', line.activityCode, (one) => one.set === 'activity', codes, isOwnCode) ??
    declineCode('expenseCode', line.expenseCode, (one) => one.set === 'expense', codes, isOwnCode)
  );
}

function declineCode(
  field: string,
  code: string | undefined,
  belongs: (found: TaskCode) => boolean,
  codes: ReadonlyMap<string, TaskCode>,
  isOwnCode: (code: string) => boolean,
): Decision<never> | undefined {
  if (code === undefined || isOwnCode(code)) return undefined;
  const found = codes.get(code);
  if (!found || !belongs(found)) {
    return decline('billing.code-unknown', `There is no such code here as ${code}. Choose one from the list.`, [field]);
  }
  if (!found.billable) {
    return decline('billing.code-is-header', `${code} (${found.name}) is a heading. Choose a code below it.`, [field]);
  }
  return undefined;
}
