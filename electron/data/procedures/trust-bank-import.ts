import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Day } from '../../../shared/domain/day.ts';
import { sumCents } from '../../../shared/domain/money.ts';
import { accept, type Decision, decline } from '../../../shared/domain/refusal.ts';
import { type AdmittedStatement, admitStatement } from '../../../shared/domain/trust/bank/admit-statement.ts';
import type { DayOrder } from '../../../shared/domain/trust/bank/bank-day.ts';
import {
  chooseStatement,
  type ReadStatement,
  readStatement,
} from '../../../shared/domain/trust/bank/read-statement.ts';
import type { StatementFormat } from '../../../shared/domain/trust/bank/statement-file.ts';
import type { FileReference } from '../../../shared/events/documents.ts';
import { statementImported, statementWithdrawn } from '../../../shared/events/trust-bank.ts';
import type { csvMappingSchema } from '../../../shared/events/trust-columns.ts';
import type { RowReader } from '../projections/projection.ts';
import { found } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { type AccountSqlRow, lastSigned, readAccount } from './trust-account-rows.ts';
import { hasWithheldLedger, readBankSide } from './trust-bank-rows.ts';
import { keptStatementColumns, statementColumnsEvents } from './trust-columns.ts';
import { keptFile } from './trust-files.ts';
import type { OpenFirm, Turn } from './turn.ts';

interface FileInput {
  readonly accountId: string;
  readonly fileBase64: string;
  readonly fileName: string;
  readonly mapping?: z.output<typeof csvMappingSchema> | undefined;
  readonly dayOrder?: DayOrder | undefined;
  readonly part?: number | undefined;
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
  readonly closingCents?: number | undefined;
}

const problemsShown = 100;
const linesShown = 200;

/**
 * Text of a bank's file: UTF-16 by its mark or, without one, by the zeros that letters have in it; UTF-8 by its form;
 * else Windows-1252, which banks mean by "ANSI".
 */
function decodeFile(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const isLittle = (first === 0xff && second === 0xfe) || (first !== 0 && second === 0);
  const isBig = (first === 0xfe && second === 0xff) || (first === 0 && second !== 0);
  if (isLittle || isBig) return new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function hashOf(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

interface OpenedFile {
  readonly read: ReadStatement;
  readonly fileHash: string;
}

function openFile(rows: RowReader, input: FileInput): OpenedFile {
  const bytes = Buffer.from(input.fileBase64, 'base64');
  const read = readStatement(decodeFile(bytes), {
    kept: keptStatementColumns(rows, input.accountId),
    ...(input.mapping === undefined ? {} : { mapping: input.mapping }),
    ...(input.dayOrder === undefined ? {} : { dayOrder: input.dayOrder }),
  });
  return { read, fileHash: hashOf(bytes) };
}

/** What of a file would be imported now, or why nothing. */
function admitFile(
  rows: RowReader,
  today: Day,
  account: AccountSqlRow,
  input: FileInput,
  { read, fileHash }: OpenedFile,
): Decision<AdmittedStatement> {
  const { problems, statements } = read.file;
  const [problem] = problems;
  if (problem) {
    const more = problems.length === 1 ? '' : ` And ${problems.length - 1} more.`;
    const where = problem.line === 0 ? '' : `Line ${problem.line}: `;
    return decline('trust.statement-bad-lines', `${where}${problem.sentence}${more} Nothing is imported.`);
  }
  const accountId = account.account_id;
  const same = rows.get<{ at_ms: number }>(
    'SELECT at_ms FROM trust_statement WHERE account_id = ? AND file_hash = ? AND is_withdrawn = 0',
    [accountId, fileHash],
  );
  if (same) {
    return decline('trust.statement-repeated', 'This very file was imported before. Choose the one that follows.');
  }
  const chosen = chooseStatement(statements, account.last_four ?? '', input.part);
  if (!chosen.ok) return chosen;
  const bank = readBankSide(rows, account);
  const signed = lastSigned(rows, accountId);
  const withHashes = chosen.value.lines.map((line) => ({
    ...line,
    id: line.id === null ? null : hashOf(`${accountId} ${line.id}`).slice(0, 32),
  }));
  const decision = admitStatement(
    { ...chosen.value, lines: withHashes },
    {
      lastFour: account.last_four ?? '',
      openedOn: account.opened_on,
      signed: signed === undefined ? undefined : { on: signed.statement_on, balanceCents: signed.bank_balance_cents },
      openingCents: bank.openingCents,
      importedTo: bank.importedTo ?? undefined,
      known: bank.lines.map((line) => ({ ...line, id: line.bankIdHash })),
      today,
    },
    input,
  );
  if (!decision.ok) return decision;
  if (decision.value.lines.length === 0 && decision.value.to <= (bank.importedTo ?? '')) {
    return decline('trust.statement-nothing-new', 'Everything in this file was imported before. There is nothing new.');
  }
  return decision;
}

function previewFile(firm: OpenFirm, input: FileInput) {
  const account = readAccount(firm.rows, input.accountId);
  const opened = openFile(firm.rows, input);
  const { file, columns, mapping } = opened.read;
  const admitted = admitFile(firm.rows, firm.today(), account, input, opened);
  const chosen = chooseStatement(file.statements, account.last_four ?? '', input.part);
  const lines = admitted.ok ? admitted.value.lines.map(({ line }) => line) : chosen.ok ? chosen.value.lines : [];
  const amounts = lines.map((line) => line.amountCents);
  const taken = admitted.ok ? admitted.value : null;
  return {
    format: file.format,
    accounts: file.statements.map((statement) => ({ account: statement.account, lines: statement.lines.length })),
    columns: [...columns],
    mapping,
    problems: file.problems.slice(0, problemsShown).map((problem) => ({ ...problem })),
    problemsTotal: file.problems.length,
    refusal: admitted.ok ? null : { ...admitted.refusal, fields: [...admitted.refusal.fields] },
    from: taken?.from ?? (chosen.ok ? chosen.value.from : null),
    to: taken?.to ?? (chosen.ok ? chosen.value.to : null),
    closingCents: taken === null ? (chosen.ok ? (chosen.value.balance?.cents ?? null) : null) : taken.closingCents,
    lines: lines.slice(0, linesShown).map(({ day, amountCents, name, memo, checkNumber }) => ({
      day,
      amountCents,
      name,
      memo,
      checkNumber,
    })),
    linesTotal: lines.length,
    moneyInCents: sumCents(amounts.filter((cents) => cents > 0)),
    moneyOutCents: 0 - sumCents(amounts.filter((cents) => cents < 0)),
    repeated: taken?.repeated ?? 0,
    notes: [...(taken?.notes ?? [])],
  };
}

function importFile(turn: Turn, input: FileInput, opened: OpenedFile, file?: FileReference) {
  const account = readAccount(turn.rows, input.accountId);
  const admitted = admitFile(turn.rows, turn.today, account, input, opened);
  if (!admitted.ok) return admitted;
  const { from, to, closingCents, repeated, notes } = admitted.value;
  const { accountId } = input;
  const lines = admitted.value.lines.map(({ line, repeat }) => {
    const content = `${line.day} ${line.amountCents} ${line.checkNumber ?? ''} ${repeat}`;
    return { ...line, lineId: hashOf(`${accountId} line ${line.id ?? content}`).slice(0, 32) };
  });
  const statementId = turn.newId();
  const format: StatementFormat = opened.read.file.format;
  const event = newEvent(
    statementImported,
    statementId,
    {
      accountId,
      from,
      to,
      ...(closingCents === null ? {} : { closingCents }),
      format,
      fileHash: opened.fileHash,
      ...(file === undefined ? {} : { file: keptFile(file) }),
      lines: lines.map((line) => ({
        id: line.lineId,
        day: line.day,
        amountCents: line.amountCents,
        ...(line.checkNumber === null ? {} : { checkNumber: line.checkNumber }),
        ...(line.id === null ? {} : { bankIdHash: line.id }),
      })),
    },
    {
      fileName: input.fileName,
      ...(file === undefined ? {} : { file }),
      words: lines.map(({ lineId, name, memo }) => ({ id: lineId, name, memo })),
    },
    // Nobody outside can seal for the firm alone; what they import they have read.
    { withheld: !turn.me.outside && hasWithheldLedger(turn.rows, accountId) },
  );
  const answer = { id: statementId, from, to, closingCents, imported: lines.length, repeated, notes: [...notes] };
  return accept({
    events: [event, ...statementColumnsEvents(turn.rows, accountId, opened.read.mapping)],
    answer,
  });
}

/** Keeps the file as it came, then imports it; a file that is refused is not kept. */
async function importAndKeep(firm: OpenFirm, input: FileInput & { commandId: string }) {
  const opened = openFile(firm.rows, input);
  const account = readAccount(firm.rows, input.accountId);
  const isTaken = admitFile(firm.rows, firm.today(), account, input, opened).ok;
  if (!isTaken) return firm.execute(input.commandId, (turn) => importFile(turn, input, opened));
  const bytes = Buffer.from(input.fileBase64, 'base64');
  const file = await firm.files.put({ bytes }, { mediaType: 'application/octet-stream' });
  try {
    return await firm.execute(input.commandId, (turn) => importFile(turn, input, opened, file));
  } catch (error) {
    await firm.files.remove(file);
    throw error;
  }
}

interface StatementSqlRow {
  statement_id: string;
  account_id: string;
  period_from: string;
  period_to: string;
  closing_cents: number | null;
  format: StatementFormat;
  file_name: string | null;
  line_count: number;
  member_id: string;
  at_ms: number;
  is_withdrawn: number;
}

function withdraw(turn: Turn, statementId: string, reason: string) {
  const row = turn.rows.get<StatementSqlRow>('SELECT * FROM trust_statement WHERE statement_id = ?', [statementId]);
  const statement = found(row, 'trust', 'statement', 'statementId');
  const signed = lastSigned(turn.rows, statement.account_id);
  if (statement.is_withdrawn === 1) {
    return decline('trust.statement-withdrawn', 'This import was taken back already.', ['statementId']);
  }
  if (signed && statement.period_from <= signed.statement_on) {
    return decline(
      'trust.statement-signed',
      'A signed reconciliation rests on this import. An attorney has to open that again first.',
      ['statementId'],
    );
  }
  const event = newEvent(statementWithdrawn, statementId, { accountId: statement.account_id }, { reason });
  return accept({ events: [event], answer: { id: statementId } });
}

/** Procedures that read a bank's files. */
export function createTrustBankImportProcedures(os: Implementer) {
  return {
    previewStatement: os.trust.previewStatement.handler(({ input, context }) => previewFile(context.firm(), input)),

    importStatement: os.trust.importStatement.handler(({ input, context }) => importAndKeep(context.firm(), input)),

    withdrawStatement: os.trust.withdrawStatement.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => withdraw(turn, input.statementId, input.reason)),
    ),

    listStatements: os.trust.listStatements.handler(({ input, context }) => {
      const firm = context.firm();
      const account = readAccount(firm.rows, input.accountId);
      const statements = firm.rows.all<StatementSqlRow>(
        'SELECT * FROM trust_statement WHERE account_id = ? ORDER BY period_to DESC, clock DESC, statement_id',
        [account.account_id],
      );
      return {
        rows: statements.map((row) => ({
          statementId: row.statement_id,
          from: row.period_from,
          to: row.period_to,
          closingCents: row.closing_cents,
          format: row.format,
          fileName: row.file_name ?? 'Withheld',
          lines: row.line_count,
          importedBy: firm.memberName(row.member_id),
          importedAtMs: row.at_ms,
          withdrawn: row.is_withdrawn === 1,
        })),
      };
    }),
  };
}
