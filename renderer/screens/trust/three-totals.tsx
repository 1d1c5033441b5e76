import { Amount } from '../../components/amount.tsx';
import { Mark } from '../../components/mark.tsx';
import classes from './three-totals.module.css';
import { describeLight } from './trust-words.ts';

interface Total {
  readonly name: string;
  /** Null where it is not known yet. */
  readonly cents: number | null;
  /** What it is made of. */
  readonly note: string;
  readonly onOpen?: (() => void) | undefined;
}

interface ThreeTotalsProps {
  readonly totals: readonly [Total, Total, Total];
  readonly light: { readonly colour: 'green' | 'amber' | 'red'; readonly sentence: string };
  /** A smaller picture, for beside a list. */
  readonly isSmall?: boolean;
}

/** Bank, journal and ledgers as one picture: three columns, and a light that says in a sentence why it is not green. */
export function ThreeTotals({ totals, light, isSmall = false }: ThreeTotalsProps) {
  const largest = Math.max(1, ...totals.map((total) => Math.abs(total.cents ?? 0)));
  const { tone, word } = describeLight(light.colour);
  return (
    <div className={classes.picture} data-small={isSmall || undefined}>
      <div className={classes.columns}>
        {totals.map((total) => (
          <TotalColumn key={total.name} total={total} largest={largest} />
        ))}
      </div>
      <p className={classes.sentence}>
        <span className={classes.light} data-colour={light.colour} aria-hidden />
        <Mark tone={tone}>{word}</Mark>
        <span>{light.sentence}</span>
      </p>
    </div>
  );
}

function TotalColumn({ total, largest }: { readonly total: Total; readonly largest: number }) {
  const percent = total.cents === null ? 100 : (Math.max(0, total.cents) * 100) / largest;
  const inside = (
    <>
      <span className={classes.place} aria-hidden>
        <span
          className={classes.bar}
          data-unknown={total.cents === null || undefined}
          style={{ height: `${percent}%` }}
        />
      </span>
      <span className={classes.name}>{total.name}</span>
      <span className={classes.value}>
        {total.cents === null ? 'Not known yet' : <Amount cents={total.cents} withSign />}
      </span>
      <span className={classes.note}>{total.note}</span>
    </>
  );
  if (total.onOpen === undefined) return <div className={classes.column}>{inside}</div>;
  return (
    <button type="button" className={classes.column} onClick={total.onOpen}>
      {inside}
    </button>
  );
}
