import type { Day } from '../../../shared/domain/day.ts';
import type { CoverageFacts } from '../../../shared/domain/trust/coverage.ts';
import type { RowReader } from '../projections/projection.ts';
import { type AccountSqlRow, lastSigned } from './trust-account-rows.ts';
import { trustRulePack } from './trust-rule-pack.ts';

/** What the coverage of an account's months follows from, by the rules in force. */
export function coverageFacts(rows: RowReader, account: AccountSqlRow, today: Day): CoverageFacts {
  const rules = trustRulePack(rows, today);
  return {
    openedOn: account.opened_on,
    lockedThrough: lastSigned(rows, account.account_id)?.statement_on,
    today,
    withinDays: rules.reconcileWithinDays.value,
    everyMonths: rules.reconcileEveryMonths.value,
  };
}
