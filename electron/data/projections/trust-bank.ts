import { matchMade, matchUndone, statementImported, statementWithdrawn } from '../../../shared/events/trust-bank.ts';
import { idOfAggregate } from './aggregate-id.ts';
import { on } from './projection.ts';
import { keepFile } from './trust-reconciling.ts';

/** Tables of imported bank statements and of what their lines stand for. */
export const trustBankSchema = `
CREATE TABLE trust_statement (
  statement_id TEXT PRIMARY KEY,
  aggregate TEXT NOT NULL,
  clock TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  member_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  period_from TEXT NOT NULL,
  period_to TEXT NOT NULL,
  closing_cents INTEGER,
  format TEXT NOT NULL,
  file_hash TEXT NOT NULL,
  file_name TEXT,
  line_count INTEGER NOT NULL,
  is_withdrawn INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX trust_statement_aggregate ON trust_statement(aggregate);
CREATE INDEX trust_statement_account ON trust_statement(account_id, period_to);

CREATE TABLE trust_statement_line (
  statement_id TEXT NOT NULL,
  line_id TEXT NOT NULL,
  aggregate TEXT NOT NULL,
  account_id TEXT NOT NULL,
  day TEXT NOT NULL,
  place INTEGER NOT NULL,
  amount_cents INTEGER NOT NULL,
  check_number INTEGER,
  bank_id_hash TEXT,
  name TEXT,
  memo TEXT,
  PRIMARY KEY (line_id, statement_id)
) WITHOUT ROWID;
CREATE INDEX trust_statement_line_aggregate ON trust_statement_line(aggregate);
CREATE INDEX trust_statement_line_day ON trust_statement_line(account_id, day);

CREATE TABLE trust_match (
  match_id TEXT PRIMARY KEY,
  aggregate TEXT NOT NULL,
  clock TEXT NOT NULL,
  account_id TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX trust_match_aggregate ON trust_match(aggregate);

CREATE TABLE trust_match_item (
  match_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  item_id TEXT NOT NULL,
  aggregate TEXT NOT NULL,
  PRIMARY KEY (match_id, kind, item_id)
) WITHOUT ROWID;
CREATE INDEX trust_match_item_aggregate ON trust_match_item(aggregate);
CREATE INDEX trust_match_item_item ON trust_match_item(item_id, kind);
`;

/** Tables that are cleared by `aggregate`. */
export const trustBankTables = ['trust_statement', 'trust_statement_line', 'trust_match', 'trust_match_item'] as const;

const foldImported = on(statementImported, (rows, event) => {
  const { head, body, aggregate } = event;
  const statementId = idOfAggregate(aggregate);
  rows.run(
    `INSERT INTO trust_statement (statement_id, aggregate, clock, at_ms, member_id, account_id, period_from, period_to,
       closing_cents, format, file_hash, file_name, line_count)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    [
      statementId,
      aggregate,
      event.clock,
      event.atMs,
      event.memberId,
      head.accountId,
      head.from,
      head.to,
      head.closingCents ?? null,
      head.format,
      head.fileHash,
      body?.fileName ?? null,
      head.lines.length,
    ],
  );
  keepFile(rows, event, head.accountId, 'statement', head.file, body?.file);
  const words = new Map(body?.words.map((one) => [one.id, one]));
  for (const [place, line] of head.lines.entries()) {
    rows.run('INSERT INTO trust_statement_line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING', [
      statementId,
      line.id,
      aggregate,
      head.accountId,
      line.day,
      place,
      line.amountCents,
      line.checkNumber ?? null,
      line.bankIdHash ?? null,
      words.get(line.id)?.name ?? null,
      words.get(line.id)?.memo ?? null,
    ]);
  }
});

const foldWithdrawn = on(statementWithdrawn, (rows, event) => {
  rows.run('UPDATE trust_statement SET is_withdrawn = 1 WHERE aggregate = ?', [event.aggregate]);
  rows.run('DELETE FROM trust_statement_line WHERE aggregate = ?', [event.aggregate]);
});

const foldMatched = on(matchMade, (rows, event) => {
  const { head, aggregate } = event;
  const matchId = idOfAggregate(aggregate);
  rows.run('INSERT INTO trust_match VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING', [
    matchId,
    aggregate,
    event.clock,
    head.accountId,
  ]);
  const items = [
    ...head.lineIds.map((id) => ({ kind: 'line', id })),
    ...head.entryIds.map((id) => ({ kind: 'entry', id })),
  ];
  for (const { kind, id } of items) {
    rows.run('INSERT INTO trust_match_item VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING', [matchId, kind, id, aggregate]);
  }
});

const foldUndone = on(matchUndone, (rows, event) => {
  rows.run('DELETE FROM trust_match_item WHERE aggregate = ?', [event.aggregate]);
  rows.run('DELETE FROM trust_match WHERE aggregate = ?', [event.aggregate]);
});

export const trustBankFolds = [foldImported, foldWithdrawn, foldMatched, foldUndone] as const;
