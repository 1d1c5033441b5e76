import { useEffect } from 'react';
import { usePlace } from '../../app/use-place.ts';
import { useAccounts } from './account-select.tsx';
import { AccountSetupPanel } from './account-setup-panel.tsx';
import { BatchDepositPanel } from './batch-deposit-panel.tsx';
import { ClosingPanel } from './closing-panel.tsx';
import { HandOverPanel, OverridePanel } from './custody-panels.tsx';
import { CutOverPanel } from './cut-over-panel.tsx';
import { DepositPanel } from './deposit-panel.tsx';
import { BankFeePanel, CurePanel, ReturnedPanel } from './entry-forms.tsx';
import { EntryPanel } from './entry-panel.tsx';
import { HoldPanel, ReleasePanel } from './hold-panels.tsx';
import { MovePanel } from './move-panel.tsx';
import { OpenAccountPanel } from './open-account-panel.tsx';
import { OutPanel } from './out-panel.tsx';
import { ReceiptPanel } from './receipt-panel.tsx';
import { DeclinePanel, NameInvoicePanel, PostRequestPanel } from './request-panels.tsx';
import { ReversePanel } from './reverse-panel.tsx';
import { ReviewPanel, SignersPanel, SpoilPanel } from './review-panels.tsx';
import { TransferPanel } from './transfer-panel.tsx';
import { useTrustPanel } from './trust-panels.ts';

interface TrustFormsProps {
  /** An invoice that the place asks to be paid from trust. */
  readonly transferInvoiceId: string | undefined;
}

/** The form that is open over the trust screens. */
export function TrustForms({ transferInvoiceId }: TrustFormsProps) {
  const { panel, open, close } = useTrustPanel();
  const { go } = usePlace();
  const hasAccounts = useAccounts().length > 0;
  useEffect(() => {
    if (transferInvoiceId !== undefined) open({ kind: 'transfer', invoiceId: transferInvoiceId });
  }, [transferInvoiceId, open]);
  useEffect(() => close, [close]);
  if (panel === null) return null;
  if (panel.kind === 'account') return <OpenAccountPanel opened onClose={close} />;
  if (panel.kind === 'cut-over') return <CutOverPanel onClose={close} />;
  if (!hasAccounts) return null;
  switch (panel.kind) {
    case 'receipt':
      return (
        <ReceiptPanel opened accountId={panel.accountId} ledger={panel.ledger} line={panel.line} onClose={close} />
      );
    case 'request':
    case 'disburse':
      return (
        <OutPanel
          key={panel.kind}
          mode={panel.kind}
          opened
          accountId={panel.accountId}
          ledger={panel.ledger}
          line={panel.line}
          onClose={close}
        />
      );
    case 'transfer':
      return (
        <TransferPanel
          opened
          accountId={panel.accountId}
          invoiceId={panel.invoiceId}
          onClose={() => {
            close();
            if (transferInvoiceId !== undefined) go(`/billing/invoices/${transferInvoiceId}`);
          }}
        />
      );
    case 'entry':
      return <EntryPanel entry={panel.entry} onClose={close} />;
    case 'reverse':
      return <ReversePanel entry={panel.entry} onClose={close} />;
    case 'returned':
      return <ReturnedPanel entry={panel.entry} onClose={close} />;
    case 'bank fee':
      return <BankFeePanel accountId={panel.accountId} onClose={close} />;
    case 'cure':
      return <CurePanel accountId={panel.accountId} ledger={panel.ledger} onClose={close} />;
    case 'closing':
      return <ClosingPanel accountId={panel.accountId} ledger={panel.ledger} onClose={close} />;
    case 'move':
      return <MovePanel accountId={panel.accountId} ledger={panel.ledger} receipt={panel.receipt} onClose={close} />;
    case 'hold':
      return <HoldPanel accountId={panel.accountId} ledger={panel.ledger} onClose={close} />;
    case 'release':
      return <ReleasePanel hold={panel.hold} onClose={close} />;
    case 'deposit':
      return <DepositPanel accountId={panel.accountId} onClose={close} />;
    case 'batch':
      return <BatchDepositPanel accountId={panel.accountId} onClose={close} />;
    case 'review':
      return <ReviewPanel accountId={panel.accountId} onClose={close} />;
    case 'setup':
      return <AccountSetupPanel accountId={panel.accountId} onClose={close} />;
    case 'name-invoice':
      return <NameInvoicePanel request={panel.request} onClose={close} />;
    case 'spoil':
      return <SpoilPanel accountId={panel.accountId} onClose={close} />;
    case 'signers':
      return <SignersPanel accountId={panel.accountId} onClose={close} />;
    case 'decline':
      return <DeclinePanel request={panel.request} onClose={close} />;
    case 'post':
      return <PostRequestPanel request={panel.request} onClose={close} />;
    case 'hand-over':
      return <HandOverPanel account={panel.account} onClose={close} />;
    case 'override':
      return <OverridePanel account={panel.account} onClose={close} />;
  }
}
