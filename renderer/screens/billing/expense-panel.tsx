import { Button, Checkbox, Group, Select, TextInput } from '@mantine/core';
import { api } from '../../app/client.ts';
import { findMatters } from '../../app/find.ts';
import { useCommand } from '../../app/use-command.ts';
import { useToday } from '../../app/use-status.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { type SearchOption, SearchSelect } from '../../components/search-select.tsx';
import type { ExpenseRow } from './billing-words.ts';
import { useCodes } from './use-codes.ts';

interface ExpensePanelProps {
  readonly opened: boolean;
  /** The expense to change; null records a new one. */
  readonly expense: ExpenseRow | null;
  readonly onClose: () => void;
  /** Goes on to remove the entry. */
  readonly onRemove?: () => void;
}

interface ExpenseValues {
  readonly matter: SearchOption | null;
  readonly incurredOn: string | null;
  readonly amountCents: number | null;
  readonly description: string;
  readonly vendor: string;
  readonly billable: boolean;
  readonly expenseCode: string | null;
}

/** Money spent for a matter: recorded, or an unbilled expense changed. */
export function ExpensePanel({ opened, expense, onClose, onRemove }: ExpensePanelProps) {
  const today = useToday();
  const draftKey = expense === null ? 'billing/expense' : `billing/expense/${expense.expenseId}`;
  const record = useCommand(api.billing.recordExpense, { draft: draftKey, say: 'Expense recorded' });
  const amend = useCommand(api.billing.amendExpense, { draft: draftKey, say: 'Expense changed' });
  const codes = useCodes(opened);
  return (
    <FormPanel<ExpenseValues>
      opened={opened}
      title={expense === null ? 'Record an expense' : 'Change expense'}
      draftKey={draftKey}
      initial={readExpense(expense, today)}
      submitLabel={expense === null ? 'Record expense' : 'Save'}
      canRepeat={expense === null}
      aside={
        onRemove !== undefined && (
          <Button variant="subtle" color="red" onClick={onRemove}>
            Remove
          </Button>
        )
      }
      onClose={onClose}
      validate={(values) => ({
        ...(values.matter === null ? { matter: 'Choose the matter.' } : {}),
        ...(values.incurredOn === null ? { incurredOn: 'Give the day.' } : {}),
        ...(values.amountCents === null ? { amountCents: 'Give the amount.' } : {}),
        ...(values.description.trim() === '' ? { description: 'Say what it was for.' } : {}),
      })}
      onSubmit={async ({ matter, incurredOn, amountCents, expenseCode, ...rest }) => {
        const input = {
          ...rest,
          matterId: matter?.value ?? '',
          incurredOn: incurredOn ?? '',
          amountCents: amountCents ?? 0,
          ...(expenseCode === null ? {} : { expenseCode }),
        };
        const answer = await (expense === null
          ? record.run(input)
          : amend.run({ expenseId: expense.expenseId, ...input }));
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <SearchSelect label="Matter" search={findMatters} required {...form.field('matter')} data-autofocus />
          <Group grow gap="sm" align="flex-start">
            <DayInput label="Incurred on" lean="past" today={today} required {...form.field('incurredOn')} />
            <AmountInput label="Amount" required {...form.field('amountCents')} />
          </Group>
          <TextInput label="Description" placeholder="Filing fee" required {...form.text('description')} />
          <TextInput label="Vendor" placeholder="Who was paid" {...form.text('vendor')} />
          <Select label="Expense code" data={codes.expenses} searchable clearable {...form.field('expenseCode')} />
          <Checkbox label="Billable" {...form.check('billable')} />
        </>
      )}
    />
  );
}

function readExpense(expense: ExpenseRow | null, today: string): ExpenseValues {
  if (expense === null) {
    return {
      matter: null,
      incurredOn: today,
      amountCents: null,
      description: '',
      vendor: '',
      billable: true,
      expenseCode: null,
    };
  }
  const { matterId, matterTitle, incurredOn, amountCents, description, vendor, billable, expenseCode } = expense;
  return {
    matter: { value: matterId, label: matterTitle },
    incurredOn,
    amountCents,
    description,
    vendor,
    billable,
    expenseCode,
  };
}
