import { accept, type Decision, decline } from '../../refusal.ts';
import type { DayOrder } from './bank-day.ts';
import { type CsvMapping, csvSettings, readCsvTable, suggestMapping } from './csv-mapping.ts';
import { fitsColumns } from './kept-columns.ts';
import { readCsv } from './read-csv.ts';
import { readOfx } from './read-ofx.ts';
import { readQif } from './read-qif.ts';
import type { FileStatement, StatementFile } from './statement-file.ts';

/** A file as it was read; for CSV with its titles and the mapping that was used. */
export interface ReadStatement {
  readonly file: StatementFile;
  readonly columns: readonly string[];
  readonly mapping: CsvMapping | null;
}

/** How a file is to be read. `kept` is how the account's last CSV was: it holds where this one has the same columns [TB13]. */
interface Reading {
  readonly mapping?: CsvMapping;
  readonly kept?: CsvMapping | null;
  readonly dayOrder?: DayOrder;
}

/** Reads a bank's file of any of the three formats [TB1]. Never throws, whatever the text is. */
export function readStatement(text: string, given: Reading = {}): ReadStatement {
  const start = text.slice(0, 4_000);
  if (/<OFX[\s>]/i.test(text) || /^\s*(OFXHEADER|<\?OFX)/i.test(start)) {
    return { file: readOfx(text), columns: [], mapping: null };
  }
  if (/^\s*!/.test(start))
    return {
      file: readQif(text, given.dayOrder ?? 'mdy'),
      columns: [],
      mapping: null,
    };
  const strange = nameStrange(start);
  if (strange !== null) {
    const problems = [{ line: 0, sentence: strange }];
    return {
      file: { format: 'csv', statements: [], problems },
      columns: [],
      mapping: null,
    };
  }
  const table = readCsvTable(text);
  const { kept } = given;
  const fitting = kept && fitsColumns(kept, table.columns, csvSettings) ? kept : undefined;
  const mapping = given.mapping ?? fitting ?? suggestMapping(table);
  return { file: readCsv(text, mapping), columns: table.columns, mapping };
}

/** Why a text is of none of the three formats; null where it may be CSV. */
function nameStrange(start: string): string | null {
  if (start.trim() === '') return 'The file is empty. Download it from the bank again.';
  const isSheet = ['PK\u0003\u0004', '\u00d0\u00cf\u0011'].some((mark) => start.startsWith(mark));
  if (/^\s*%PDF-/.test(start)) {
    return 'This is a PDF, which is read by people. Choose OFX, QFX, QIF or CSV where the bank offers downloads; the PDF itself goes into Documents.';
  }
  if (isSheet)
    return 'This is a spreadsheet or an archive. Save it as CSV, or choose OFX where the bank offers downloads.';
  if (/^\s*<(!doctype )?html/i.test(start)) {
    return 'This is a web page, not a statement: the bank may have signed you out. Download the file again.';
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: such signs are what tells a text from another file.
  if (/[\u0000-\u0008]/.test(start)) {
    return 'This is no text that a bank writes. Choose OFX, QFX, QIF or CSV where the bank offers downloads.';
  }
  return null;
}

/**
 * The statement of a file that is meant [TB3]: the only one, the one that was chosen (`part`, from 0), or the one whose
 * account ends like ours. Refuses where that is not clear.
 */
export function chooseStatement(
  statements: readonly FileStatement[],
  lastFour: string,
  part: number | undefined,
): Decision<FileStatement> {
  const chosen = part === undefined ? undefined : statements[part];
  if (chosen) return accept(chosen);
  const [only, ...more] = statements;
  if (only && more.length === 0) return accept(only);
  const [match, ...others] = statements.filter((statement) => statement.lastFour === lastFour);
  if (match && others.length === 0) return accept(match);
  const names = statements.map((statement) => statement.account || 'without a number').join(', ');
  return decline(
    'trust.statement-several-accounts',
    statements.length === 0
      ? 'There is no statement in the file. Choose another file.'
      : `The file has ${statements.length} accounts (${names}). Say which one is meant.`,
    ['part'],
  );
}
