import { Group, SegmentedControl, Text } from '@mantine/core';

interface GradeInputProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly error?: string | undefined;
}

/** A grade from 1 (poor) to 5 (excellent). */
export function GradeInput({ label, value, onChange, error }: GradeInputProps) {
  return (
    <div>
      <Group justify="space-between" wrap="nowrap">
        <Text>{label}</Text>
        <SegmentedControl
          aria-label={`${label}, from 1 to 5`}
          data={['1', '2', '3', '4', '5']}
          value={String(value)}
          onChange={(next) => onChange(Number(next))}
        />
      </Group>
      {error !== undefined && <Text c="var(--annex-danger)">{error}</Text>}
    </div>
  );
}
