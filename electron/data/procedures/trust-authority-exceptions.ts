import { formatCents } from '../../../shared/domain/money.ts';
import type { RowReader } from '../projections/projection.ts';
import { deviceNameOf, ledgerTitleSql } from './trust-account-rows.ts';
import type { FoundException } from './trust-exceptions.ts';

interface PaidSqlRow {
  entry_id: string;
  account_id: string;
  day: string;
  effect_cents: number;
  title: string;
  approver: string | null;
}

// Few rows name payments out of many: the order of the joins is said, since SQLite has no counts to choose it by.
const paidColumns = `e.entry_id, e.account_id, e.day, e.effect_cents, ${ledgerTitleSql('e.ledger_id', 'm')} AS title`;

/** Money that went out on the word of somebody who does not sign on the account, or on nobody's [TE23]. */
function findUnapproved(rows: RowReader): FoundException[] {
  const found = rows.all<PaidSqlRow>(
    `SELECT ${paidColumns}, p.name AS approver FROM trust_unsigned u CROSS JOIN trust_entry e ON e.entry_id = u.entry_id
     LEFT JOIN roster_member p ON p.member_id = e.member_id LEFT JOIN office_matter m ON m.matter_id = e.ledger_id
     WHERE e.is_reversed = 0
     UNION ALL
     SELECT ${paidColumns}, (SELECT p.name FROM trust_approval a JOIN roster_member p ON p.member_id = a.member_id
         WHERE a.request_id = r.request_id ORDER BY a.clock LIMIT 1) AS approver
     FROM trust_request r CROSS JOIN trust_entry e ON e.entry_id = r.posted_entry_id
     LEFT JOIN office_matter m ON m.matter_id = e.ledger_id
     WHERE r.state = 'waiting' AND r.posted_entry_id IS NOT NULL AND e.is_reversed = 0`,
  );
  return found.map((row) => {
    const why =
      row.approver === null
        ? 'and nobody had approved it'
        : `on the word of ${row.approver}, who does not sign on this account`;
    return {
      key: `${row.account_id}/TC15/${row.entry_id}`,
      accountId: row.account_id,
      code: 'trust.paid-without-signer',
      sentence: `${formatCents(-row.effect_cents)} of ${row.title} was paid out ${why}. A signer compares it with the bank and says here whether it stands, or it is reversed.`,
      day: row.day,
      amountCents: row.effect_cents,
      who: 'A signer of the account',
      entryId: row.entry_id,
    };
  });
}

interface CustodySqlRow {
  event_id: string;
  account_id: string;
  device_id: string;
  at_ms: number;
  custodian_device_id: string;
}

/** Two devices that both took the account over, apart: the earlier one is the custodian [TR8] [CU1]. */
function findSecondCustodians(rows: RowReader): FoundException[] {
  const found = rows.all<CustodySqlRow>(
    `SELECT c.event_id, c.account_id, c.device_id, c.at_ms, a.custodian_device_id FROM trust_custody c
     JOIN trust_account a ON a.account_id = c.account_id WHERE c.is_in_force = 0`,
  );
  return found.map((row) => ({
    key: `${row.account_id}/TC16/${row.event_id.slice(0, 33)}`,
    accountId: row.account_id,
    code: 'trust.two-custodians',
    sentence: `"${deviceNameOf(rows, row.device_id)}" was made custodian while custody had gone elsewhere already; the custodian is "${deviceNameOf(rows, row.custodian_device_id)}". What the other posted is set aside: adopt it or reject it, and hand custody over if it belongs there.`,
    day: dayOf(row.at_ms),
    amountCents: 0,
    who: 'An owner',
  }));
}

interface AsideSqlRow {
  event_id: string;
  device_id: string;
  at_ms: number;
  account_id: string;
  day: string | null;
  cents: number | null;
}

/** What was posted out of custody counts nowhere, and the money may be gone: an owner adopts or rejects it. */
function findOutOfCustody(rows: RowReader): FoundException[] {
  const found = rows.all<AsideSqlRow>(
    `SELECT s.event_id, s.device_id, s.at_ms, json_extract(s.head, '$.accountId') AS account_id,
       json_extract(s.head, '$.day') AS day, json_extract(s.head, '$.amountCents') AS cents
     FROM set_aside s JOIN trust_account a ON a.account_id = json_extract(s.head, '$.accountId')
     WHERE s.workspace = 'trust' AND s.reason = 'custody' AND s.rejected = 0 AND json_valid(s.head)
       AND s.type <> 'trust.custody.handed'`,
  );
  return found.map((row) => ({
    key: `${row.account_id}/TC17/${row.event_id.slice(0, 33)}`,
    accountId: row.account_id,
    code: 'trust.posted-out-of-custody',
    sentence: `"${deviceNameOf(rows, row.device_id)}" posted ${row.cents === null ? 'something' : formatCents(row.cents)} though it was not the custodian. It counts in no balance, and its money is kept back. Ask the bank whether it was paid, then adopt or reject it under what is set aside.`,
    day: row.day ?? dayOf(row.at_ms),
    amountCents: row.cents === null ? 0 : -row.cents,
    who: 'An owner',
  }));
}

const dayOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);

/** Money that went out, or custody that was taken, by somebody whose word does not count for it. */
export function findWithoutAuthority(rows: RowReader): FoundException[] {
  return [...findUnapproved(rows), ...findSecondCustodians(rows), ...findOutOfCustody(rows)];
}
