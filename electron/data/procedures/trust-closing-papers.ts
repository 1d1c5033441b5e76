import type { ClosingStatementPaper, LedgerCardPaper } from '../paper/paper-data.ts';
import { readBilledMatter } from './billing-matter.ts';
import { refuseNow } from './found.ts';
import { paperBase } from './letterhead.ts';
import { readAccount, readLedgerPlace } from './trust-account-rows.ts';
import { readFiled } from './trust-documents.ts';
import { transferInvoice } from './trust-ledger-state.ts';
import { accountLine } from './trust-packet.ts';
import { ledgerCardPaper } from './trust-papers.ts';
import type { OpenFirm } from './turn.ts';

interface ShownClosing {
  readonly accountId: string;
  readonly ledgerId: string;
  readonly day: string;
  readonly client: string;
  readonly grossCents: number;
  readonly netCents: number;
  readonly state: string;
  readonly preparedBy: string;
  readonly decidedBy: string;
  readonly lines: readonly {
    readonly kind: string;
    readonly payee: string;
    readonly purpose: string;
    readonly amountCents: number;
    readonly invoiceId: string | null;
    readonly shareBasisPoints: number | null;
    readonly documentId: string | null;
  }[];
}

function basisOf(firm: OpenFirm, line: ShownClosing['lines'][number]): string {
  if (line.invoiceId !== null) return `Invoice ${transferInvoice(firm.rows, line.invoiceId)?.number ?? ''}`.trim();
  if (line.shareBasisPoints !== null) return `${(line.shareBasisPoints / 100).toFixed(2)} % of the settlement`;
  return line.documentId === null ? '' : (readFiled(firm.rows, line.documentId)?.title ?? 'Document in the file');
}

/** A closing statement as its paper shows it. Refuses one that was withdrawn. */
export function closingPaper(firm: OpenFirm, closing: ShownClosing): ClosingStatementPaper {
  if (closing.state === 'withdrawn') {
    refuseNow('trust.closing-withdrawn', 'This statement was withdrawn and must not go out. Prepare a new one.', [
      'closingId',
    ]);
  }
  const matter = readBilledMatter(firm.rows, closing.ledgerId);
  return {
    ...paperBase(firm),
    day: closing.day,
    client: closing.client,
    matter: { number: matter.number, name: matter.title },
    account: accountLine(readAccount(firm.rows, closing.accountId)),
    grossCents: closing.grossCents,
    netCents: closing.netCents,
    lines: closing.lines.map((line) => ({
      kind: line.kind.charAt(0).toUpperCase() + line.kind.slice(1),
      payee: line.payee,
      purpose: line.purpose,
      basis: basisOf(firm, line),
      amountCents: line.amountCents,
    })),
    preparedBy: closing.preparedBy,
    approvedBy: closing.state === 'approved' ? closing.decidedBy : '',
  };
}

/** The whole ledger as an accounting to the client (MR 1.15(d), 1.16(d)). Refuses a ledger without a client. */
export function accountingPaper(firm: OpenFirm, accountId: string, ledgerId: string): LedgerCardPaper {
  if (readLedgerPlace(firm.rows, ledgerId).matterId === undefined) {
    refuseNow('trust.no-client', "This ledger has no client to account to. Choose a matter's ledger.", ['ledgerId']);
  }
  return { ...ledgerCardPaper(firm, accountId, ledgerId), isAccounting: true };
}
