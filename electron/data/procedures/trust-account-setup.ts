import { accept, decline } from '../../../shared/domain/refusal.ts';
import { isTrustTitle, listSetup, type SetupItem } from '../../../shared/domain/trust/account-setup.ts';
import { accountSetupConfirmed } from '../../../shared/events/trust-check-register.ts';
import type { RowReader } from '../projections/projection.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { type AccountSqlRow, accountName, readAccount } from './trust-account-rows.ts';
import { trustRulePack } from './trust-rule-pack.ts';
import type { OpenFirm, Turn } from './turn.ts';

interface SetupSqlRow {
  item: SetupItem;
  member_id: string;
  at_ms: number;
  licensee_id: string | null;
}

function readConfirmed(rows: RowReader, accountId: string): ReadonlyMap<string, SetupSqlRow> {
  const found = rows.all<SetupSqlRow>(
    'SELECT item, member_id, at_ms, licensee_id FROM trust_setup WHERE account_id = ? ORDER BY at_ms, event_id',
    [accountId],
  );
  return new Map(found.map((row) => [row.item, row]));
}

/** Points of an account's checklist that no attorney stands for yet, in words. */
export function openSetup(rows: RowReader, account: AccountSqlRow, today: string): string[] {
  const confirmed = readConfirmed(rows, account.account_id);
  const open = listSetup(new Set(confirmed.keys()), trustRulePack(rows, today)).filter((point) => !point.isDone);
  return open.map((point) => point.title);
}

/** Who answers for the account to the bar, where somebody was named [TE26]. */
export function licenseeOf(rows: RowReader, accountId: string): string | null {
  return readConfirmed(rows, accountId).get('licensee')?.licensee_id ?? null;
}

function viewSetup(firm: OpenFirm, accountId: string) {
  const account = readAccount(firm.rows, accountId);
  const confirmed = readConfirmed(firm.rows, accountId);
  const licensee = licenseeOf(firm.rows, accountId);
  const name = accountName(account);
  return {
    rows: listSetup(new Set(confirmed.keys()), trustRulePack(firm.rows, firm.today())).map((point) => {
      const row = confirmed.get(point.item);
      return { ...point, by: row === undefined ? '' : firm.memberName(row.member_id), atMs: row?.at_ms ?? null };
    }),
    licensee: licensee === null ? '' : firm.memberName(licensee),
    titleWarning: isTrustTitle(name)
      ? ''
      : `"${name}" does not say that it is a trust account. Its title at the bank has to.`,
  };
}

function decideConfirm(
  turn: Turn,
  input: { accountId: string; items: SetupItem[]; licenseeMemberId?: string | undefined; note: string },
) {
  readAccount(turn.rows, input.accountId);
  const { licenseeMemberId } = input;
  if (input.items.includes('licensee') !== (licenseeMemberId !== undefined)) {
    return decline(
      'trust.licensee-missing',
      'Name the attorney who answers for the account with this point of the list, and with no other.',
      ['licenseeMemberId'],
    );
  }
  const known = turn.rows.get('SELECT 1 AS yes FROM roster_member WHERE member_id = ? AND outside = 0 AND active = 1', [
    licenseeMemberId ?? turn.me.memberId,
  ]);
  if (known === undefined) {
    return decline('trust.licensee-unknown', 'This person is not in the firm. Choose an attorney of the firm.', [
      'licenseeMemberId',
    ]);
  }
  const id = turn.newId();
  const head = {
    accountId: input.accountId,
    items: [...new Set(input.items)],
    ...(licenseeMemberId === undefined ? {} : { licenseeMemberId }),
  };
  const touches = [`account:${input.accountId}`];
  const event = newEvent(accountSetupConfirmed, id, head, { note: input.note }, { touches });
  return accept({ events: [event], answer: { id } });
}

/** Procedures on the checklist of a trust account at its bank [TE26]. */
export function createTrustAccountSetupProcedures(os: Implementer) {
  return {
    accountSetup: os.trust.accountSetup.handler(({ input, context }) => viewSetup(context.firm(), input.accountId)),

    confirmAccountSetup: os.trust.confirmAccountSetup.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideConfirm(turn, input)),
    ),
  };
}
