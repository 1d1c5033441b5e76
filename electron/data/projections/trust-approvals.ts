import { disbursementApproved } from '../../../shared/events/trust.ts';
import { signersNamed } from '../../../shared/events/trust-check-register.ts';
import { idOfAggregate } from './aggregate-id.ts';
import { on } from './projection.ts';

/**
 * Approvals, and who was named to sign on an account [TE23]. An approval counts where no naming speaks against its
 * author: of the namings that had not seen it, the last one before it by clock, and every later one. That follows from
 * the rows alone, so every device says the same in whatever order they came.
 */
const tables = `
CREATE TABLE trust_approval (
  event_id TEXT PRIMARY KEY,
  aggregate TEXT NOT NULL,
  request_id TEXT NOT NULL,
  request_event_id TEXT NOT NULL,
  device_id TEXT NOT NULL,
  clock TEXT NOT NULL,
  member_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  note TEXT
) WITHOUT ROWID;
CREATE INDEX trust_approval_aggregate ON trust_approval(aggregate);
CREATE INDEX trust_approval_request ON trust_approval(request_id, clock);
CREATE INDEX trust_approval_device ON trust_approval(device_id, event_id, request_id);

CREATE TABLE trust_naming (
  event_id TEXT PRIMARY KEY,
  aggregate TEXT NOT NULL,
  account_id TEXT NOT NULL,
  clock TEXT NOT NULL,
  -- Of each device the last event that whoever named them had seen; null of those who did not say.
  heads TEXT,
  members TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX trust_naming_aggregate ON trust_naming(aggregate);
CREATE INDEX trust_naming_account ON trust_naming(account_id, clock);

CREATE TABLE trust_signer (
  account_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  aggregate TEXT NOT NULL,
  PRIMARY KEY (account_id, member_id)
) WITHOUT ROWID;
CREATE INDEX trust_signer_aggregate ON trust_signer(aggregate);

-- Kept by triggers: payments without a request that somebody posted who does not sign on the account.
CREATE TABLE trust_unsigned (entry_id TEXT PRIMARY KEY, account_id TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX trust_unsigned_account ON trust_unsigned(account_id);
`;

interface Signing {
  readonly account: string;
  readonly event: string;
  readonly device: string;
  readonly clock: string;
  readonly member: string;
}

const hasSeen = ({ event, device, clock }: Signing): string => `CASE WHEN n.heads IS NULL THEN ${clock} < n.clock
  ELSE ${event} <= COALESCE(json_extract(n.heads, '$."' || ${device} || '"'), '') END`;

/** SQL that is true where a naming speaks against whoever wrote the event. */
const isSpokenAgainst = (signing: Signing): string => `EXISTS (SELECT 1 FROM trust_naming n
  WHERE n.account_id = ${signing.account} AND n.members <> '[]'
    AND n.clock >= COALESCE((SELECT MAX(o.clock) FROM trust_naming o
      WHERE o.account_id = ${signing.account} AND o.clock < ${signing.clock}), '')
    AND NOT (${hasSeen(signing)})
    AND NOT EXISTS (SELECT 1 FROM json_each(n.members) j WHERE j.value = ${signing.member}))`;

/** The first approval of the request in the row of trust_request that counts. */
const counting = (column: string): string => `(SELECT a.${column} FROM trust_approval a
  WHERE a.request_id = trust_request.request_id AND a.request_event_id = trust_request.event_id
    AND NOT ${isSpokenAgainst({ account: 'trust_request.account_id', event: 'a.event_id', device: 'a.device_id', clock: 'a.clock', member: 'a.member_id' })}
  ORDER BY a.clock, a.event_id LIMIT 1)`;

/** Of an approval and a refusal made apart the refusal stands: it keeps the money. */
const refreshRequests = (which: string): string => `UPDATE trust_request SET
    state = CASE WHEN ${counting('event_id')} IS NULL THEN 'waiting' ELSE 'approved' END,
    decided_by = ${counting('member_id')},
    decided_at_ms = ${counting('at_ms')},
    decision_note = ${counting('note')}
  WHERE state <> 'declined' AND ${which};`;

const isOwnPayment = (entry: string): string => `${entry}.request_id IS NULL AND ${entry}.offset_group IS NULL
  AND ${entry}.type IN ('disbursement', 'fee transfer') AND ${entry}.kind NOT IN ('bank fee', 'carried over')`;
const isUnsigned = (entry: string): string =>
  isSpokenAgainst({
    account: `${entry}.account_id`,
    event: `${entry}.event_id`,
    device: `${entry}.device_id`,
    clock: `${entry}.clock`,
    member: `${entry}.member_id`,
  });

/**
 * SQL of the event id of a device behind which a naming may decide otherwise, `naming` being its row: it had not seen
 * what came later, or is earlier by clock itself. Ids begin with the clock, so all else stays as it was decided.
 */
const decidedTo = (naming: string, device: string): string => `CASE WHEN ${naming}.heads IS NULL THEN ${naming}.clock
  ELSE MIN(${naming}.clock, COALESCE(json_extract(${naming}.heads, '$."' || ${device} || '"'), '')) END`;

/** Entries `e` of the naming's account that it may decide otherwise. */
const entriesBehind = (naming: string): string => `(SELECT DISTINCT device_id FROM trust_entry
    WHERE account_id = ${naming}.account_id) d
  CROSS JOIN trust_entry e INDEXED BY trust_entry_device ON e.account_id = ${naming}.account_id
    AND e.device_id = d.device_id AND e.event_id > ${decidedTo(naming, 'd.device_id')}`;

/** Decides anew what a naming that came or went (its row is `naming`) may decide otherwise, and nothing else. */
const decideAnew = (naming: string): string => `
  ${refreshRequests(`account_id = ${naming}.account_id AND request_id IN (SELECT a.request_id
    FROM (SELECT DISTINCT device_id FROM trust_approval) d
    CROSS JOIN trust_approval a INDEXED BY trust_approval_device ON a.device_id = d.device_id
      AND a.event_id > ${decidedTo(naming, 'd.device_id')})`)}
  DELETE FROM trust_unsigned WHERE account_id = ${naming}.account_id
    AND entry_id IN (SELECT e.entry_id FROM ${entriesBehind(naming)});
  INSERT OR IGNORE INTO trust_unsigned SELECT e.entry_id, e.account_id FROM ${entriesBehind(naming)}
    WHERE ${isOwnPayment('e')} AND ${isUnsigned('e')};`;

const triggers = `
CREATE TRIGGER trust_approval_added AFTER INSERT ON trust_approval BEGIN
  ${refreshRequests('request_id = NEW.request_id')}
END;
CREATE TRIGGER trust_naming_added AFTER INSERT ON trust_naming BEGIN${decideAnew('NEW')}
END;
CREATE TRIGGER trust_naming_forgotten AFTER DELETE ON trust_naming BEGIN${decideAnew('OLD')}
END;
CREATE TRIGGER trust_entry_unsigned AFTER INSERT ON trust_entry
  WHEN EXISTS (SELECT 1 FROM trust_naming WHERE account_id = NEW.account_id) AND ${isOwnPayment('NEW')} BEGIN
  INSERT OR IGNORE INTO trust_unsigned SELECT NEW.entry_id, NEW.account_id WHERE ${isUnsigned('NEW')};
END;
CREATE TRIGGER trust_entry_unsigned_forgotten AFTER DELETE ON trust_entry
  WHEN EXISTS (SELECT 1 FROM trust_unsigned WHERE entry_id = OLD.entry_id) BEGIN
  DELETE FROM trust_unsigned WHERE entry_id = OLD.entry_id;
END;
`;

export const trustApprovalSchema = `${tables}${triggers}`;

/** Tables that are cleared by `aggregate`. */
export const trustApprovalTables = ['trust_approval', 'trust_naming', 'trust_signer'] as const;

const foldApproved = on(disbursementApproved, (rows, event) => {
  rows.run('INSERT INTO trust_approval VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING', [
    event.id,
    event.aggregate,
    idOfAggregate(event.aggregate),
    event.head.requestEventId,
    event.deviceId,
    event.clock,
    event.memberId,
    event.atMs,
    event.body?.note ?? null,
  ]);
});

/** The last list stands; those before are kept, for what was approved under them. */
const foldSigners = on(signersNamed, (rows, event) => {
  const { accountId, memberIds, heads } = event.head;
  rows.run('INSERT INTO trust_naming VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING', [
    event.id,
    event.aggregate,
    accountId,
    event.clock,
    heads === undefined ? null : JSON.stringify(heads),
    JSON.stringify(memberIds),
  ]);
  rows.run('DELETE FROM trust_signer WHERE aggregate = ?', [event.aggregate]);
  for (const memberId of memberIds) {
    rows.run('INSERT INTO trust_signer VALUES (?, ?, ?) ON CONFLICT DO NOTHING', [
      accountId,
      memberId,
      event.aggregate,
    ]);
  }
});

export const trustApprovalFolds = [foldApproved, foldSigners] as const;
