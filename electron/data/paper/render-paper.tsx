import { type DocumentProps, renderToBuffer } from '@react-pdf/renderer';
import type { ReactElement } from 'react';
import { BalanceLetterDocument } from './balance-letter-paper.tsx';
import { CheckDocument } from './check-paper.tsx';
import { ClosingStatementDocument } from './closing-statement-paper.tsx';
import { ConflictReportDocument } from './conflict-report-paper.tsx';
import { DepositSlipDocument } from './deposit-slip-paper.tsx';
import { InvoiceDocument } from './invoice-paper.tsx';
import { LedgerCardDocument } from './ledger-card-paper.tsx';
import { madeLine } from './page-frame.tsx';
import { paintTables } from './paint-tables.ts';
import type { PaperData, PaperKind } from './paper-data.ts';
import { loadPaperFonts } from './paper-fonts.ts';
import { makeDataPrintable } from './printable-text.ts';
import { ReceiptDocument } from './receipt-paper.tsx';
import { ReconciliationDocument, reconciliationTables, reconciliationTitle } from './reconciliation-paper.tsx';
import { RecoveryKitDocument } from './recovery-kit-paper.tsx';
import { agingTable, TableDocument } from './table-paper.tsx';

interface RenderOptions {
  readonly fontFolder: string;
  /** Called as the lists of a long paper are done. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** The layout of each kind of paper. Plain calls, not components: the renderer wants a document at the root. */
const layouts: { readonly [K in PaperKind]: (paper: PaperData[K]) => ReactElement<DocumentProps> } = {
  invoice: (paper) => InvoiceDocument({ paper }),
  receipt: (paper) => ReceiptDocument({ paper }),
  'balance-letter': (paper) => BalanceLetterDocument({ paper }),
  'deposit-slip': (paper) => DepositSlipDocument({ paper }),
  check: (paper) => CheckDocument({ paper }),
  reconciliation: (paper) => ReconciliationDocument({ paper }),
  'ledger-card': (paper) => LedgerCardDocument({ paper }),
  'closing-statement': (paper) => ClosingStatementDocument({ paper }),
  'recovery-kit': (paper) => RecoveryKitDocument({ paper }),
  'conflict-report': (paper) => ConflictReportDocument({ paper }),
  table: (paper) => TableDocument({ paper }),
  aging: (paper) => TableDocument({ paper: agingTable(paper) }),
};

/** The lists of a packet may have thousands of rows: they are painted behind its cover. */
function paintLists(pdf: Uint8Array, paper: PaperData['reconciliation'], options: RenderOptions): Promise<Uint8Array> {
  const words = { firm: paper.firm.name, title: reconciliationTitle(paper), made: madeLine(paper) };
  return paintTables(pdf, reconciliationTables(paper), words, options);
}

/**
 * Lays out one paper and answers its PDF. The same kind, data and fonts give the same bytes. Takes seconds for hundreds
 * of rows and blocks its thread: call it in the pdf worker. Throws when figures on the paper do not tie.
 */
export async function renderPaper<K extends PaperKind>(
  kind: K,
  data: PaperData[K],
  options: RenderOptions,
): Promise<Uint8Array> {
  const canPrint = await loadPaperFonts(options.fontFolder);
  const layout = layouts[kind];
  const printable = makeDataPrintable(data, canPrint);
  const pdf = await renderToBuffer(layout(printable));
  return kind === 'reconciliation' ? paintLists(pdf, printable as PaperData['reconciliation'], options) : pdf;
}
