import { NumberInput, Text, TextInput } from '@mantine/core';
import { formatCents } from '../../../shared/domain/money.ts';
import type { Answers } from '../../app/answers.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { Mark } from '../../components/mark.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';

/** The rule pack as it is shown. */
export type Rules = Answers['trust']['getRules'];
type RuleFigure = Rules['figures'][number];

/** What is typed: figures by key, and the day of each certification as MM-DD. */
export interface RuleValues {
  readonly figures: Readonly<Record<string, number | null>>;
  readonly days: readonly string[];
}

interface RuleFigureTableProps {
  readonly rules: Rules;
  readonly values: RuleValues;
  readonly errors: Readonly<Record<string, string>>;
  /** Absent for who only reads. */
  readonly onChange?: (figures: RuleValues['figures']) => void;
}

/** Every figure of the pack with its source, to type over or to read. */
export function RuleFigureTable({ rules, values, errors, onChange }: RuleFigureTableProps) {
  return (
    <SimpleTable
      label="Figures of the rules"
      rows={rules.figures}
      rowId={(figure) => figure.key}
      columns={[
        {
          key: 'title',
          title: 'Rule',
          kind: 'node',
          render: (figure) => (
            <div>
              {figure.title}
              <Text size="xs" c="dimmed">
                {figure.citation}
              </Text>
            </div>
          ),
        },
        {
          key: 'value',
          title: 'Figure',
          kind: 'node',
          width: 200,
          render: (figure) =>
            onChange === undefined ? (
              describeFigure(figure, figure.value)
            ) : (
              <FigureInput
                figure={figure}
                value={values.figures[figure.key] ?? null}
                error={errors[figure.key]}
                onChange={(value) => onChange({ ...values.figures, [figure.key]: value })}
              />
            ),
        },
        {
          key: 'verified',
          title: 'Source',
          kind: 'node',
          width: 120,
          render: (figure) => <SourceMark figure={figure} />,
        },
      ]}
    />
  );
}

function SourceMark({ figure }: { readonly figure: RuleFigure }) {
  if (figure.value !== figure.publishedValue) {
    return <Mark tone="info">Changed from {describeFigure(figure, figure.publishedValue)}</Mark>;
  }
  return figure.verified ? <Mark tone="good">Verified</Mark> : <Mark tone="plain">Not verified</Mark>;
}

function describeFigure(figure: RuleFigure, value: number): string {
  return figure.unit === 'cents' ? formatCents(value) : `${value} ${unitOf(figure, value)}`;
}

/** "1 month", "2 months". */
function unitOf({ unit }: RuleFigure, value: number | null): string {
  return value === 1 ? unit.replace(/s$/, '') : unit;
}

interface FigureInputProps {
  readonly figure: RuleFigure;
  readonly value: number | null;
  readonly error: string | undefined;
  readonly onChange: (value: number | null) => void;
}

function FigureInput({ figure, value, error, onChange }: FigureInputProps) {
  if (figure.unit === 'cents') {
    return <AmountInput aria-label={figure.title} value={value} onChange={onChange} error={error} />;
  }
  return (
    <NumberInput
      aria-label={`${figure.title}, ${figure.unit}`}
      value={value ?? ''}
      min={0}
      allowDecimal={false}
      allowNegative={false}
      hideControls
      suffix={` ${unitOf(figure, value)}`}
      error={error}
      onChange={(typed) => onChange(typeof typed === 'number' ? typed : null)}
    />
  );
}

interface CertificationTableProps {
  readonly rules: Rules;
  readonly values: RuleValues;
  /** Absent for who only reads. */
  readonly onChange?: (days: readonly string[]) => void;
}

/** The filings with the bar, and the day of the year on which each is due. */
export function CertificationTable({ rules, values, onChange }: CertificationTableProps) {
  if (rules.certifications.length === 0) return null;
  return (
    <SimpleTable
      label="Certifications"
      rows={rules.certifications.map((certification, place) => ({ ...certification, place }))}
      rowId={(certification) => certification.name}
      columns={[
        {
          key: 'name',
          title: 'Certification',
          kind: 'node',
          render: (certification) => (
            <div>
              {certification.name}
              <Text size="xs" c="dimmed">
                {certification.citation}. {certification.dueCitation}
              </Text>
            </div>
          ),
        },
        {
          key: 'dueOn',
          title: 'Due, month and day',
          kind: 'node',
          width: 200,
          render: ({ name, place, dueOn }) =>
            onChange === undefined ? (
              dueOn
            ) : (
              <TextInput
                aria-label={`Due day of ${name}, as MM-DD`}
                value={values.days[place] ?? ''}
                onChange={(event) => {
                  const typed = event.currentTarget.value;
                  onChange(values.days.map((day, index) => (index === place ? typed : day)));
                }}
              />
            ),
        },
        {
          key: 'verified',
          title: 'Source',
          kind: 'node',
          width: 120,
          render: ({ verified }) =>
            verified ? <Mark tone="good">Verified</Mark> : <Mark tone="plain">Not verified</Mark>,
        },
      ]}
    />
  );
}
