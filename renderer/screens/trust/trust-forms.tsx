import { useEffect } from 'react';
import { usePlace } from '../../app/use-place.ts';
import { useAccounts } from './account-select.tsx';
import { HandOverPanel, OverridePanel } from './custody-panels.tsx';
import { EntryPanel } from './entry-panel.tsx';
import { OpenAccountPanel } from './open-account-panel.tsx';
import { OutPanel } from './out-panel.tsx';
import { ReceiptPanel } from './receipt-panel.tsx';
import { DeclinePanel, PostRequestPanel } from './request-panels.tsx';
import { ReversePanel } from './reverse-panel.tsx';
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
