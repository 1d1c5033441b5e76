import type { OpenedEvent } from '../../../shared/events/event.ts';
import { idOfAggregate } from './aggregate-id.ts';
import type { RowWriter } from './projection.ts';

interface CustodyRow {
  readonly accountId: string;
  readonly kind: 'opened' | 'handed' | 'overridden';
  readonly deviceId: string;
  readonly isInForce: boolean;
  readonly ends?: string;
  readonly bankBalanceCents?: number;
  readonly reason?: string | undefined;
}

/** Records who is the custodian by an event. */
export function insertCustody(rows: RowWriter, event: OpenedEvent, custody: CustodyRow): void {
  rows.run(
    `INSERT INTO trust_custody (event_id, aggregate, account_id, kind, device_id, ends_custody, is_in_force, member_id,
       at_ms, bank_balance_cents, reason)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    [
      event.id,
      event.aggregate,
      custody.accountId,
      custody.kind,
      custody.deviceId,
      custody.ends ?? null,
      custody.isInForce ? 1 : 0,
      event.memberId,
      event.atMs,
      custody.bankBalanceCents ?? null,
      custody.reason ?? null,
    ],
  );
}

interface Opening {
  readonly kind: string;
  readonly openedOn: string;
  readonly custodianDeviceId: string;
  readonly firmFundsCeilingCents: number;
  readonly nextCheckNumber: number;
}

interface OpeningWords {
  readonly name: string;
  readonly bank: string;
  readonly lastFour: string;
}

/** Opens an account with its first custodian. */
export function insertAccount(rows: RowWriter, event: OpenedEvent<Opening, OpeningWords>): void {
  const { head, body } = event;
  const accountId = idOfAggregate(event.aggregate);
  rows.run(
    `INSERT INTO trust_account (account_id, aggregate, kind, opened_on, name, bank, last_four, firm_funds_ceiling_cents,
       next_check_number, custodian_device_id, custody_event_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    [
      accountId,
      event.aggregate,
      head.kind,
      head.openedOn,
      body?.name ?? null,
      body?.bank ?? null,
      body?.lastFour ?? null,
      head.firmFundsCeilingCents,
      head.nextCheckNumber,
      head.custodianDeviceId,
      event.id,
    ],
  );
  insertCustody(rows, event, { accountId, kind: 'opened', deviceId: head.custodianDeviceId, isInForce: true });
}
