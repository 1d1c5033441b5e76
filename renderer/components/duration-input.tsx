import { formatMinutes, parseDuration } from '../../shared/domain/billing/duration.ts';
import { TypedInput, type TypedInputProps } from './typed-input.tsx';

/** A duration in whole minutes. Understands "1.5", "1:30", "90m"; shows hours and minutes. */
export function DurationInput(props: TypedInputProps<number>) {
  return (
    <TypedInput
      placeholder="1.5 or 1:30"
      autoComplete="off"
      {...props}
      styles={{ input: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } }}
      parse={parseDuration}
      format={formatMinutes}
    />
  );
}
