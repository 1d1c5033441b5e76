import { formatCents } from '../../shared/domain/money.ts';
import { parseAmount } from '../../shared/domain/parse-amount.ts';
import { TypedInput, type TypedInputProps } from './typed-input.tsx';

interface AmountInputProps extends TypedInputProps<number> {
  readonly mayBeNegative?: boolean;
}

/** An amount in whole cents. Understands "1250", "1,250.00", "1.2k". */
export function AmountInput({ mayBeNegative = false, ...rest }: AmountInputProps) {
  return (
    <TypedInput
      leftSection="$"
      inputMode="decimal"
      autoComplete="off"
      {...rest}
      styles={{ input: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } }}
      parse={(text) => parseAmount(text, mayBeNegative)}
      format={formatCents}
    />
  );
}
