import { Alert, Button, FileInput, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDay } from '../../../shared/domain/day.ts';
import { formatCents } from '../../../shared/domain/money.ts';
import type { Answers } from '../../app/answers.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { usePlace } from '../../app/use-place.ts';
import { useToday } from '../../app/use-status.ts';
import { Answer } from '../../components/answer.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { type SearchOption, SearchSelect } from '../../components/search-select.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import { InvoiceCsvColumns } from './invoice-csv-columns.tsx';
import { findContractors } from './pay-words.ts';

type InvoiceFileShown = Answers['pay']['readInvoiceFile'];
type Mapping = NonNullable<InvoiceFileShown['mapping']>;

/** An invoice file, LEDES 1998B or CSV: read and shown first, taken in by a second step. */
export function ImportInvoicePanel({ onClose }: { readonly onClose: () => void }) {
  const today = useToday();
  const [contractor, setContractor] = useState<SearchOption | null>(null);
  const [text, setText] = useState<string | null>(null);
  const [format, setFormat] = useState<'ledes' | 'csv'>('ledes');
  const [mapping, setMapping] = useState<Mapping | null>(null);
  const [number, setNumber] = useState('');
  const [invoicedOn, setInvoicedOn] = useState<string | null>(today);
  const choose = async (file: File | null): Promise<void> => {
    const read = file === null ? null : await file.text();
    setText(read);
    setMapping(null);
    if (read !== null) setFormat(/^\uFEFF?\s*LEDES/i.test(read) ? 'ledes' : 'csv');
  };
  const input = {
    ...{ contractorId: contractor?.value ?? '', format, text: text ?? '', number },
    ...(mapping === null ? {} : { mapping }),
    ...(invoicedOn === null ? {} : { invoicedOn }),
  };
  const query = useQuery(
    api.pay.readInvoiceFile.queryOptions({
      input,
      enabled: contractor !== null && text !== null,
      placeholderData: (before) => before,
    }),
  );
  return (
    <SidePanel opened title="Import an invoice" onClose={onClose} width={820}>
      <Stack gap={12}>
        <Group grow align="flex-start">
          <SearchSelect
            label="Contractor"
            search={findContractors}
            required
            value={contractor}
            onChange={setContractor}
            data-autofocus
          />
          <FileInput
            label="File"
            placeholder="Choose a LEDES 1998B or CSV file"
            accept=".txt,.csv,.ledes,.98b"
            onChange={(file) => void choose(file)}
          />
          <Select
            label="Format"
            data={[
              { value: 'ledes', label: 'LEDES 1998B' },
              { value: 'csv', label: 'CSV' },
            ]}
            allowDeselect={false}
            value={format}
            onChange={(value) => setFormat(value === 'csv' ? 'csv' : 'ledes')}
          />
        </Group>
        {format === 'csv' && (
          <Group grow align="flex-start">
            <TextInput
              label="Invoice number"
              required
              value={number}
              onChange={(event) => setNumber(event.currentTarget.value)}
            />
            <DayInput label="Dated" lean="past" today={today} value={invoicedOn} onChange={setInvoicedOn} />
          </Group>
        )}
        {contractor === null || text === null ? (
          <Text c="dimmed">Choose the contractor and the file. Nothing counts before you take it in.</Text>
        ) : (
          <Answer query={query} what="the file">
            {(shown) => (
              <>
                {shown.mapping !== null && shown.titles.length > 0 && (
                  <InvoiceCsvColumns titles={shown.titles} mapping={mapping ?? shown.mapping} onChange={setMapping} />
                )}
                <Shown shown={shown} contractorId={contractor.value} format={format} onClose={onClose} />
              </>
            )}
          </Answer>
        )}
      </Stack>
    </SidePanel>
  );
}

interface ShownProps {
  readonly shown: InvoiceFileShown;
  readonly contractorId: string;
  readonly format: 'ledes' | 'csv';
  readonly onClose: () => void;
}

function Shown({ shown, contractorId, format, onClose }: ShownProps) {
  if (shown.problems.length > 0) {
    return (
      <Alert color="red" variant="light" role="alert" title="Nothing of this file can be taken in">
        {shown.problems.slice(0, 12).map((problem) => (
          <Text key={`${problem.line}/${problem.sentence}`}>
            Line {problem.line}: {problem.sentence}
          </Text>
        ))}
        {shown.problems.length > 12 && <Text>And {shown.problems.length - 12} more.</Text>}
      </Alert>
    );
  }
  return (
    <>
      {shown.invoices.map((invoice) => (
        <ShownInvoice
          key={invoice.number}
          invoice={invoice}
          contractorId={contractorId}
          format={format}
          onClose={onClose}
        />
      ))}
    </>
  );
}

interface ShownInvoiceProps extends Omit<ShownProps, 'shown'> {
  readonly invoice: InvoiceFileShown['invoices'][number];
}

function ShownInvoice({ invoice, contractorId, format, onClose }: ShownInvoiceProps) {
  const { go } = usePlace();
  const receive = useCommand(api.pay.receiveInvoice, {
    draft: `provider/invoice-file/${contractorId}`,
    say: 'Invoice taken in',
    onDone: ({ id }) => {
      onClose();
      go(`/provider/invoices/all/${id}`);
    },
  });
  const { number, invoicedOn, totalCents, lines } = invoice;
  const refusal = receive.refusal?.sentence ?? invoice.refusal;
  return (
    <section aria-label={`Invoice ${number}`}>
      <Group justify="space-between" mb={4}>
        <Text fw={600}>
          Invoice {number || 'without a number'} of {formatDay(invoicedOn)}
        </Text>
        <Button
          loading={receive.isRunning}
          disabled={invoice.refusal !== ''}
          onClick={() =>
            void receive.run({
              ...{ contractorId, number, invoicedOn, totalCents, source: format },
              lines: lines.map(({ orderNumber: _, ...line }) => line),
            })
          }
        >
          Take in
        </Button>
      </Group>
      {refusal !== '' && (
        <Text c="var(--annex-danger)" role="alert">
          {refusal}
        </Text>
      )}
      <SimpleTable
        label={`Lines of invoice ${number}`}
        rows={lines.map((line, place) => ({ ...line, place }))}
        rowId={(row) => String(row.place)}
        columns={[
          { key: 'workedOn', title: 'Day', kind: 'day' },
          {
            key: 'orderNumber',
            title: 'Work order',
            kind: 'text',
            render: (row) =>
              row.orderId === undefined ? `${row.orderNumber || 'none'} (not known here)` : row.orderNumber,
          },
          { key: 'description', title: 'What', kind: 'text' },
          { key: 'timekeeper', title: 'By', kind: 'text' },
          { key: 'amountCents', title: 'Amount', kind: 'amount', total: formatCents(totalCents) },
        ]}
      />
    </section>
  );
}
