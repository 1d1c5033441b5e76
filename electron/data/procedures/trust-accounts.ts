import { accept, type Decision, decline } from '../../../shared/domain/refusal.ts';
import { hasRight, isRole } from '../../../shared/domain/roles/rights.ts';
import { firmLedgerId } from '../../../shared/domain/trust/entry.ts';
import { accountOpened, custodyHanded, custodyOverridden } from '../../../shared/events/trust.ts';
import type { RowReader } from '../projections/projection.ts';
import { notFound, refuseNow } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { checkPassphraseAgain } from './passphrase-again.ts';
import { type AccountSqlRow, deviceNameOf, nextCheckNumber, readAccount, readAccounts } from './trust-account-rows.ts';
import { accountView } from './trust-account-view.ts';
import { openTrustExceptions } from './trust-exceptions.ts';
import type { OpenFirm, Turn } from './turn.ts';

function viewAccount(firm: OpenFirm, accountId: string) {
  const account = readAccount(firm.rows, accountId);
  return accountView(firm.rows, firm.me.deviceId, account, firm.today(), openTrustExceptions(firm.rows, firm.today()));
}

/** Refuses an opening in the future and an account that the firm has already. */
export function declineOpening(
  turn: Turn,
  input: { openedOn: string; bank: string; lastFour: string },
): Decision<never> | undefined {
  if (input.openedOn > turn.today) {
    return decline('trust.opening-in-future', 'The account cannot be opened in the future. Give today or earlier.', [
      'openedOn',
    ]);
  }
  const twin = turn.rows.get('SELECT 1 AS known FROM trust_account WHERE last_four = ? AND bank = ? COLLATE NOCASE', [
    input.lastFour,
    input.bank.trim(),
  ]);
  if (twin === undefined) return undefined;
  return decline(
    'trust.account-exists',
    `There is an account ending in ${input.lastFour} at ${input.bank.trim()} already. Use that one.`,
    ['lastFour'],
  );
}

interface DeviceSqlRow {
  device_id: string;
  name: string;
  removed: number;
  role: string;
  active: number;
  workspaces: string;
}

/** Refuses a device that could not be the custodian: it has to hold trust and billing, and its member to post [TR8]. */
export function declineCustodian(rows: RowReader, deviceId: string): Decision<never> | undefined {
  const device = rows.get<DeviceSqlRow>(
    `SELECT d.device_id, d.name, d.removed, m.role, m.active, m.workspaces
     FROM roster_device d JOIN roster_member m ON m.member_id = d.member_id WHERE d.device_id = ?`,
    [deviceId],
  );
  if (device === undefined) return { ok: false, refusal: notFound('trust', 'device', 'toDeviceId') };
  const held = device.workspaces.split(' ');
  const mayPost = isRole(device.role) && hasRight(device.role, 'trust.post');
  if (device.removed === 0 && device.active === 1 && mayPost && held.includes('trust') && held.includes('billing')) {
    return undefined;
  }
  return decline(
    'trust.cannot-be-custodian',
    `"${device.name}" cannot be the custodian: its person has to post trust money and hold trust and billing. Choose another device.`,
    ['toDeviceId'],
  );
}

/** The last event of a device in trust and billing that this device knows of. */
function headsOf(turn: Turn, deviceId: string): Record<string, string> {
  const heads: Record<string, string> = {};
  for (const workspace of ['trust', 'billing'] as const) {
    const head = turn.heads(workspace)[deviceId];
    if (head !== undefined) heads[workspace] = head;
  }
  return heads;
}

function decideHandOver(turn: Turn, account: AccountSqlRow, toDeviceId: string) {
  const custodian = account.custodian_device_id;
  if (custodian !== turn.me.deviceId) {
    return decline(
      'trust.not-custodian',
      `Only the custodian device hands custody over, and that is "${deviceNameOf(turn.rows, custodian)}".`,
      ['toDeviceId'],
    );
  }
  if (toDeviceId === custodian) {
    return decline('trust.custody-is-here', 'This device is the custodian already. Choose another one.', [
      'toDeviceId',
    ]);
  }
  const refused = declineCustodian(turn.rows, toDeviceId);
  if (refused) return refused;
  const event = newEvent(
    custodyHanded,
    account.account_id,
    {
      accountId: account.account_id,
      fromDeviceId: custodian,
      toDeviceId,
      endsCustody: account.custody_event_id,
      heads: headsOf(turn, custodian),
    },
    {},
    { touches: [`account:${account.account_id}`] },
  );
  return accept({ events: [event], answer: { id: account.account_id } });
}

function decideOverride(
  turn: Turn,
  account: AccountSqlRow,
  input: { nextCheckNumber: number; bankBalanceCents: number; reason: string },
) {
  const custodian = account.custodian_device_id;
  if (custodian === turn.me.deviceId) {
    return decline('trust.custody-is-here', 'This device is the custodian already. There is nothing to take.');
  }
  const refused = declineCustodian(turn.rows, turn.me.deviceId);
  if (refused) return refused;
  const next = nextCheckNumber(turn.rows, account);
  if (input.nextCheckNumber < next) {
    return decline(
      'trust.check-number-used',
      `Checks up to ${next - 1} are used on this account. The next check number is ${next} or higher.`,
      ['nextCheckNumber'],
    );
  }
  const event = newEvent(
    custodyOverridden,
    account.account_id,
    {
      accountId: account.account_id,
      fromDeviceId: custodian,
      toDeviceId: turn.me.deviceId,
      endsCustody: account.custody_event_id,
      heads: headsOf(turn, custodian),
      nextCheckNumber: input.nextCheckNumber,
      bankBalanceCents: input.bankBalanceCents,
    },
    { reason: input.reason },
    { touches: [`account:${account.account_id}`] },
  );
  return accept({ events: [event], answer: { id: account.account_id } });
}

/** Procedures on trust accounts and their custody. */
export function createTrustAccountProcedures(os: Implementer) {
  return {
    listAccounts: os.trust.listAccounts.handler(({ context }) => {
      const firm = context.firm();
      const exceptions = openTrustExceptions(firm.rows, firm.today());
      const accounts = readAccounts(firm.rows);
      return {
        rows: accounts.map((account) => accountView(firm.rows, firm.me.deviceId, account, firm.today(), exceptions)),
      };
    }),

    getAccount: os.trust.getAccount.handler(({ input, context }) => viewAccount(context.firm(), input.accountId)),

    openAccount: os.trust.openAccount.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const refused = declineOpening(turn, input) ?? declineCustodian(turn.rows, turn.me.deviceId);
        if (refused) return refused;
        const accountId = turn.newId();
        const event = newEvent(
          accountOpened,
          accountId,
          {
            kind: input.kind,
            openedOn: input.openedOn,
            custodianDeviceId: turn.me.deviceId,
            firmFundsCeilingCents: input.firmFundsCeilingCents,
            nextCheckNumber: input.nextCheckNumber,
          },
          { name: input.name, bank: input.bank, lastFour: input.lastFour },
          { touches: [`account:${accountId}`, `ledger:${accountId}/${firmLedgerId}`] },
        );
        return accept({ events: [event], answer: { id: accountId } });
      }),
    ),

    handCustody: os.trust.handCustody.handler(({ input, context }) =>
      context
        .firm()
        .execute(input.commandId, (turn) =>
          decideHandOver(turn, readAccount(turn.rows, input.accountId), input.toDeviceId),
        ),
    ),

    overrideCustody: os.trust.overrideCustody.handler(async ({ input, context }) => {
      const firm = context.firm();
      if (!firm.holds('trust.post')) {
        refuseNow('trust.cannot-be-custodian', 'Taking custody needs the right to post trust money.');
      }
      await checkPassphraseAgain(firm, input.passphrase);
      return firm.execute(input.commandId, (turn) =>
        decideOverride(turn, readAccount(turn.rows, input.accountId), input),
      );
    }),
  };
}
