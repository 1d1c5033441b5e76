import { Checkbox, NumberInput, Text } from '@mantine/core';
import { SimpleTable } from '../../components/simple-table.tsx';
import type { FormHandle } from '../../components/use-draft-form.ts';
import { type ProposeValues, type TargetRow, targetsInScope } from './propose-values.ts';
import type { Measure } from './relations-words.ts';
import { useLineNames } from './use-line-names.ts';

interface TargetRowsProps {
  readonly form: FormHandle<ProposeValues>;
  readonly measures: readonly Measure[];
}

/** The measures of the chosen service lines, each with its target to type over or leave out. */
export function TargetRows({ form, measures }: TargetRowsProps) {
  const { nameLine } = useLineNames();
  const known = new Map(measures.map((measure) => [measure.id, measure]));
  const rows = targetsInScope(form.values, measures);
  const change = (measureId: string, changes: Partial<TargetRow>): void =>
    form.set(
      'targets',
      form.values.targets.map((row) => (row.measureId === measureId ? { ...row, ...changes } : row)),
    );
  const numberOf = (value: string | number): number | null => (typeof value === 'number' ? value : null);
  const problem = Object.entries(form.errors).find(([field]) => field.startsWith('targets'))?.[1];
  return (
    <section aria-label="Targets">
      <Text fw={600} mb={4}>
        Targets
      </Text>
      {problem !== undefined && <Text c="var(--annex-danger)">{problem}</Text>}
      <SimpleTable
        label="Targets"
        rows={rows}
        rowId={(row) => row.measureId}
        empty={<Text c="dimmed">Choose a service line: its usual measures appear here.</Text>}
        columns={[
          {
            key: 'measureId',
            title: 'Measure',
            kind: 'node',
            render: (row) => (
              <Checkbox
                label={known.get(row.measureId)?.name ?? row.measureId}
                description={nameLine(known.get(row.measureId)?.line ?? '')}
                checked={row.isOn}
                onChange={(event) => change(row.measureId, { isOn: event.currentTarget.checked })}
              />
            ),
          },
          {
            key: 'percent',
            title: 'Share, %',
            kind: 'node',
            width: 170,
            render: (row) => (
              <NumberInput
                aria-label={`Share of ${known.get(row.measureId)?.name ?? ''}`}
                prefix={known.get(row.measureId)?.sense === 'most' ? 'at most ' : 'at least '}
                decimalScale={1}
                disabled={!row.isOn}
                value={row.percent ?? ''}
                onChange={(value) => change(row.measureId, { percent: numberOf(value) })}
              />
            ),
          },
          {
            key: 'limit',
            title: 'Within',
            kind: 'node',
            width: 180,
            render: (row) =>
              known.get(row.measureId)?.unit === 'none' ? (
                ''
              ) : (
                <NumberInput
                  aria-label={`Limit of ${known.get(row.measureId)?.name ?? ''}`}
                  suffix={` ${known.get(row.measureId)?.unit ?? ''}`}
                  allowDecimal={false}
                  disabled={!row.isOn}
                  value={row.limit ?? ''}
                  onChange={(value) => change(row.measureId, { limit: numberOf(value) })}
                />
              ),
          },
          {
            key: 'weight',
            title: 'Weight',
            kind: 'node',
            width: 90,
            render: (row) => (
              <NumberInput
                aria-label={`Weight of ${known.get(row.measureId)?.name ?? ''}`}
                allowDecimal={false}
                disabled={!row.isOn}
                value={row.weight ?? ''}
                onChange={(value) => change(row.measureId, { weight: numberOf(value) })}
              />
            ),
          },
        ]}
      />
    </section>
  );
}
