import { VisuallyHidden } from '@mantine/core';
import { formatCents } from '../../shared/domain/money.ts';

interface AmountProps {
  /** Whole cents. */
  readonly cents: number;
  /** With the currency sign: once, at a total. */
  readonly withSign?: boolean;
  readonly danger?: boolean;
}

/** "1,250.00": an amount in tabular figures; a negative one is also said in words. */
export function Amount({ cents, withSign = false, danger = false }: AmountProps) {
  const text = formatCents(Math.abs(cents));
  const sign = withSign ? '$' : '';
  return (
    <span
      className="annex-figures"
      style={danger ? { color: 'var(--annex-danger)' } : undefined}
      data-zero={cents === 0 || undefined}
    >
      {cents < 0 ? (
        <>
          <VisuallyHidden>minus {text}</VisuallyHidden>
          <span aria-hidden>
            -{sign}
            {text}
          </span>
        </>
      ) : (
        `${sign}${text}`
      )}
    </span>
  );
}
