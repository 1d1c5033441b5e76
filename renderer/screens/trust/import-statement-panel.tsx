import { Alert, Button, FileButton, Group, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDay } from '../../../shared/domain/day.ts';
import { formatCents } from '../../../shared/domain/money.ts';
import { api } from '../../app/client.ts';
import { say } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { useToday } from '../../app/use-status.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { Answer } from '../../components/answer.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { writeBase64 } from '../../components/read-base64.ts';
import { SidePanel } from '../../components/side-panel.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import {
  type CsvMapping,
  CsvMappingFields,
  dayOrderChoices,
  emptyMapping,
  readDayOrder,
} from './csv-mapping-fields.tsx';
import { ImportedStatements } from './imported-statements.tsx';
import classes from './reconcile.module.css';
import type { Account, StatementPreview } from './trust-words.ts';

interface ImportStatementPanelProps {
  readonly account: Account;
  readonly onClose: () => void;
  /** What was imported reaches to this day, with the bank's balance where the file says it. */
  readonly onImported: (done: { readonly to: string; readonly closingCents: number | null }) => void;
}

/** A file that was chosen, and what the person says of it; `mapping` where it is not read as the books say [TB13]. */
interface Chosen {
  readonly fileName: string;
  readonly fileBase64: string;
  readonly mapping: CsvMapping | null;
  readonly part: number | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly closingCents: number | null;
}

const accepted = '.ofx,.qfx,.qif,.csv,.txt';
const fileBytesMax = 16 * 1024 * 1024;

/** A bank's file: what is in it is shown first, and counts once it is imported. */
export function ImportStatementPanel({ account, onClose, onImported }: ImportStatementPanelProps) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const choose = async (file: File | null): Promise<void> => {
    if (file === null) return;
    if (file.size > fileBytesMax) {
      say('This file is larger than a bank statement is. Choose another.');
      return;
    }
    const fileBase64 = writeBase64(new Uint8Array(await file.arrayBuffer()));
    setChosen({ fileName: file.name, fileBase64, mapping: null, part: null, from: null, to: null, closingCents: null });
  };
  return (
    <SidePanel opened title="Import a bank statement" onClose={onClose} width={680}>
      <Stack gap={16}>
        <Group gap="sm">
          <FileButton
            onChange={(file) => void choose(file)}
            accept={accepted}
            inputProps={{ 'aria-label': "The bank's file" }}
          >
            {(props) => (
              <Button variant={chosen === null ? 'filled' : 'default'} {...props}>
                {chosen === null ? 'Choose a file' : 'Choose another file'}
              </Button>
            )}
          </FileButton>
          <Text size="sm" c="dimmed">
            {chosen?.fileName ?? `OFX, QFX, QIF or CSV, of the account ending ${account.lastFour}`}
          </Text>
        </Group>
        {chosen === null ? (
          <ImportedStatements accountId={account.accountId} />
        ) : (
          <ChosenFile
            account={account}
            chosen={chosen}
            onChange={(changes) => setChosen({ ...chosen, ...changes })}
            onImported={(done) => {
              onImported(done);
              onClose();
            }}
          />
        )}
      </Stack>
    </SidePanel>
  );
}

interface ChosenFileProps {
  readonly account: Account;
  readonly chosen: Chosen;
  readonly onChange: (changes: Partial<Chosen>) => void;
  readonly onImported: ImportStatementPanelProps['onImported'];
}

function ChosenFile({ account, chosen, onChange, onImported }: ChosenFileProps) {
  const today = useToday();
  const command = useCommand(api.trust.importStatement, {
    say: (done) => `${done.imported === 1 ? '1 movement' : `${done.imported} movements`} imported`,
  });
  const { fileName, fileBase64, mapping, part, from, to, closingCents } = chosen;
  const input = {
    accountId: account.accountId,
    fileName,
    fileBase64,
    ...(mapping === null ? {} : { mapping, dayOrder: mapping.dayOrder }),
    ...(part === null ? {} : { part }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
    ...(closingCents === null ? {} : { closingCents }),
  };
  const query = useQuery(api.trust.previewStatement.queryOptions({ input, placeholderData: (before) => before }));
  const run = async (): Promise<void> => {
    const answer = await command.run(input);
    if (answer.ok) onImported(answer.value);
  };
  return (
    <Answer query={query} what="the file">
      {(shown) => (
        <Stack gap={16}>
          {shown.format === 'csv' && shown.mapping !== null && (
            <CsvMappingFields
              columns={shown.columns}
              mapping={shown.mapping}
              onChange={(changed) => onChange({ mapping: changed })}
              onReset={() => onChange({ mapping: null })}
            />
          )}
          {shown.format === 'qif' && (
            <Select
              label="Dates in the file"
              data={dayOrderChoices}
              value={mapping?.dayOrder ?? 'mdy'}
              allowDeselect={false}
              onChange={(value) => onChange({ mapping: { ...emptyMapping, dayOrder: readDayOrder(value) } })}
            />
          )}
          {shown.accounts.length > 1 && (
            <Select
              label="Account in the file"
              placeholder="Choose one"
              data={shown.accounts.map((one, place) => ({
                value: String(place),
                label: `${one.account || 'Without a number'}, ${one.lines} movements`,
              }))}
              value={part === null ? null : String(part)}
              onChange={(value) => onChange({ part: value === null ? null : Number(value) })}
            />
          )}
          <Group gap="sm" align="flex-end">
            <DayInput
              label="Covers from"
              w={140}
              lean="past"
              today={today}
              value={from ?? shown.from}
              onChange={(value) => onChange({ from: value })}
            />
            <DayInput
              label="Statement to"
              w={140}
              lean="past"
              today={today}
              value={to ?? shown.to}
              onChange={(value) => onChange({ to: value })}
            />
            <AmountInput
              label="Ending balance"
              w={160}
              mayBeNegative
              value={closingCents ?? shown.closingCents}
              onChange={(value) => onChange({ closingCents: value })}
            />
          </Group>
          <Findings shown={shown} failure={command.refusal?.sentence ?? null} />
          <Movements shown={shown} />
          <Group gap="sm">
            <Button
              disabled={shown.refusal !== null || query.isPlaceholderData}
              loading={command.isRunning}
              onClick={() => void run()}
            >
              {shown.refusal === null && shown.linesTotal > 0 ? `Import ${shown.linesTotal} movements` : 'Import'}
            </Button>
          </Group>
        </Stack>
      )}
    </Answer>
  );
}

/** What stands against the import, line by line, and what is worth knowing. */
function Findings({ shown, failure }: { readonly shown: StatementPreview; readonly failure: string | null }) {
  const sentence = shown.refusal?.sentence ?? failure;
  return (
    <>
      {sentence !== null && (
        <Alert color="red" variant="light" role="alert" p="sm">
          {sentence}
        </Alert>
      )}
      {shown.problems.length > 1 && (
        <SimpleTable
          label="What is wrong in the file"
          rows={shown.problems.slice(0, 20).map((problem, place) => ({ ...problem, key: String(place) }))}
          rowId={(row) => row.key}
          columns={[
            {
              key: 'line',
              title: 'Line',
              kind: 'count',
              width: 56,
              render: (row) => (row.line === 0 ? 'File' : row.line),
            },
            { key: 'sentence', title: `What is wrong, of ${shown.problemsTotal}`, kind: 'node' },
          ]}
        />
      )}
      {shown.notes.map((note) => (
        <Text key={note} size="sm">
          {note}
        </Text>
      ))}
    </>
  );
}

function Movements({ shown }: { readonly shown: StatementPreview }) {
  if (shown.linesTotal === 0) return null;
  const period = shown.from === null || shown.to === null ? '' : `${formatDay(shown.from)} to ${formatDay(shown.to)}: `;
  return (
    <div>
      <Text size="sm" className="annex-figures" mb={4}>
        {`${period}${shown.linesTotal} movements, ${formatCents(shown.moneyInCents)} in, ${formatCents(shown.moneyOutCents)} out.`}
        {shown.linesTotal > shown.lines.length && ` The first ${shown.lines.length} are shown.`}
      </Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls can be reached by keyboard. */}
      <section className={classes.movements} aria-label="Movements in the file" tabIndex={0}>
        <SimpleTable
          label="Movements in the file"
          rows={shown.lines.map((line, place) => ({ ...line, key: String(place) }))}
          rowId={(row) => row.key}
          columns={[
            { key: 'day', title: 'Day', kind: 'day', width: 96 },
            {
              key: 'name',
              title: 'What the bank says',
              kind: 'text',
              render: (row) => `${row.name} ${row.memo}`.trim(),
            },
            { key: 'checkNumber', title: 'Check', kind: 'text', width: 72, render: (row) => row.checkNumber ?? '' },
            { key: 'amountCents', title: 'Amount', kind: 'amount', width: 112 },
          ]}
        />
      </section>
    </div>
  );
}
