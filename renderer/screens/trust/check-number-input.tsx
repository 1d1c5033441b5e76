import { NumberInput } from '@mantine/core';

interface CheckNumberInputProps {
  /** Null takes the next check of the book. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly next: number | null;
  readonly error?: string | undefined;
}

/** The number printed on the check; the book's next one where nothing is typed. */
export function CheckNumberInput({ value, onChange, next, error }: CheckNumberInputProps) {
  return (
    <NumberInput
      label="Check number"
      description={value === null && next !== null ? 'The next in the book' : undefined}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      placeholder={next === null ? '' : String(next)}
      min={1}
      allowDecimal={false}
      hideControls
      value={value ?? ''}
      onChange={(typed) => onChange(typeof typed === 'number' ? typed : null)}
      error={error}
    />
  );
}
