import { Text, TextInput } from '@mantine/core';
import { formatCents } from '../../../shared/domain/money.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useMe, useToday } from '../../app/use-status.ts';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { type SearchOption, SearchSelect } from '../../components/search-select.tsx';
import { useNextCheck } from './account-select.tsx';
import { CheckNumberInput } from './check-number-input.tsx';
import { findOpenInvoices } from './find-ledgers.ts';
import { ChosenLedger } from './ledger-figures.tsx';
import {
  callBackOf,
  isElectronic,
  noTransferEnd,
  TransferEndFields,
  type TransferEndValues,
} from './transfer-end-fields.tsx';
import type { RequestRow } from './trust-words.ts';

interface RequestPanelProps {
  readonly request: RequestRow;
  readonly onClose: () => void;
}

/** Declines a request, with a reason for whoever asked. */
export function DeclinePanel({ request, onClose }: RequestPanelProps) {
  const draftKey = `trust/decline/${request.requestId}`;
  const decline = useCommand(api.trust.declineRequest, { draft: draftKey, say: 'Request declined' });
  return (
    <FormPanel
      opened
      title="Decline request"
      draftKey={draftKey}
      initial={{ reason: '' }}
      submitLabel="Decline"
      onClose={onClose}
      validate={(values) => (values.reason.trim() === '' ? { reason: 'Say why.' } : {})}
      onSubmit={async ({ reason }) => {
        const answer = await decline.run({ requestId: request.requestId, reason });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Text>
            {formatCents(request.amountCents)} to {request.payee} is not paid. {request.requestedBy} sees your reason.
          </Text>
          <TextInput label="Reason" required {...form.text('reason')} data-autofocus />
        </>
      )}
    />
  );
}

/** Names the issued invoice of a fee by an agreed share, which the request waits for. */
export function NameInvoicePanel({ request, onClose }: RequestPanelProps) {
  const draftKey = `trust/name-invoice/${request.requestId}`;
  const name = useCommand(api.trust.nameRequestInvoice, { draft: draftKey, say: 'Invoice named' });
  return (
    <FormPanel<{ invoice: SearchOption | null }>
      opened
      title="Name the invoice"
      draftKey={draftKey}
      initial={{ invoice: null }}
      submitLabel="Name the invoice"
      onClose={onClose}
      validate={(values) => (values.invoice === null ? { invoice: 'Choose the invoice.' } : {})}
      onSubmit={async ({ invoice }) => {
        const answer = await name.run({ requestId: request.requestId, invoiceId: invoice?.value ?? '' });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Text>
            The fee of {formatCents(request.amountCents)} from {request.ledgerTitle} is paid against an issued invoice
            of the same matter. Issue it in Billing first.
          </Text>
          <SearchSelect
            label="Invoice"
            placeholder="Number or client"
            search={findOpenInvoices}
            required
            {...form.field('invoice')}
            data-autofocus
          />
        </>
      )}
    />
  );
}

/** Posts an approved request: the money leaves the ledger. */
export function PostRequestPanel({ request, onClose }: RequestPanelProps) {
  const today = useToday();
  const draftKey = `trust/post/${request.requestId}`;
  const post = useCommand(api.trust.postRequest, { draft: draftKey, say: 'Disbursement posted' });
  const isCheck = request.instrument === 'check';
  const next = useNextCheck(request.accountId);
  const me = useMe();
  const { instrument } = request;
  return (
    <FormPanel<{ day: string | null; checkNumber: number | null } & TransferEndValues>
      opened
      title="Post request"
      draftKey={draftKey}
      initial={{ day: today, checkNumber: null, ...noTransferEnd }}
      submitLabel="Post disbursement"
      onClose={onClose}
      validate={(values) => (values.day === null ? { day: 'Give the day.' } : {})}
      onSubmit={async ({ day, checkNumber, ...end }) => {
        const call = isElectronic(instrument) ? callBackOf(end, instrument, me?.name ?? '') : {};
        const input = { requestId: request.requestId, day: day ?? '', ...call };
        const number = checkNumber ?? next;
        const answer = await post.run(isCheck && number !== null ? { ...input, checkNumber: number } : input);
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Text>
            {formatCents(request.amountCents)} goes to {request.payee}, approved by {request.approvedBy}.
          </Text>
          <ChosenLedger accountId={request.accountId} ledgerId={request.ledgerId} />
          <DayInput label="Day" today={today} required {...form.field('day')} />
          {isCheck && <CheckNumberInput next={next} {...form.field('checkNumber')} />}
          {isElectronic(instrument) && !request.isConfirmed && (
            <TransferEndFields form={form} today={today} parts="call" />
          )}
        </>
      )}
    />
  );
}
