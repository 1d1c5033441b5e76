import { type DocumentProps, renderToBuffer } from '@react-pdf/renderer';
import type { ReactElement } from 'react';
import { BalanceLetterDocument } from './balance-letter-paper.tsx';
import { CheckDocument } from './check-paper.tsx';
import { ConflictReportDocument } from './conflict-report-paper.tsx';
import { DepositSlipDocument } from './deposit-slip-paper.tsx';
import { InvoiceDocument } from './invoice-paper.tsx';
import { LedgerCardDocument } from './ledger-card-paper.tsx';
import type { PaperData, PaperKind } from './paper-data.ts';
import { loadPaperFonts } from './paper-fonts.ts';
import { makeDataPrintable } from './printable-text.ts';
import { ReceiptDocument } from './receipt-paper.tsx';
import { ReconciliationDocument } from './reconciliation-paper.tsx';
import { RecoveryKitDocument } from './recovery-kit-paper.tsx';
import { agingTable, TableDocument } from './table-paper.tsx';

/** The layout of each kind of paper. Plain calls, not components: the renderer wants a document at the root. */
const layouts: { readonly [K in PaperKind]: (paper: PaperData[K]) => ReactElement<DocumentProps> } = {
  invoice: (paper) => InvoiceDocument({ paper }),
  receipt: (paper) => ReceiptDocument({ paper }),
  'balance-letter': (paper) => BalanceLetterDocument({ paper }),
  'deposit-slip': (paper) => DepositSlipDocument({ paper }),
  check: (paper) => CheckDocument({ paper }),
  reconciliation: (paper) => ReconciliationDocument({ paper }),
  'ledger-card': (paper) => LedgerCardDocument({ paper }),
  'recovery-kit': (paper) => RecoveryKitDocument({ paper }),
  'conflict-report': (paper) => ConflictReportDocument({ paper }),
  table: (paper) => TableDocument({ paper }),
  aging: (paper) => TableDocument({ paper: agingTable(paper) }),
};

/**
 * Lays out one paper and answers its PDF. The same kind, data and fonts give the same bytes. Takes seconds for hundreds
 * of rows and blocks its thread: call it in the pdf worker. Throws when figures on the paper do not tie.
 */
export async function renderPaper<K extends PaperKind>(
  kind: K,
  data: PaperData[K],
  options: { readonly fontFolder: string; readonly onProgress?: (done: number, total: number) => void },
): Promise<Uint8Array> {
  const canPrint = await loadPaperFonts(options.fontFolder);
  const layout = layouts[kind];
  return renderToBuffer(layout(makeDataPrintable(data, canPrint)));
}
