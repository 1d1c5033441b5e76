import { Button, Group, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { formatShortDay } from '../../../shared/domain/day.ts';
import { formatCents } from '../../../shared/domain/money.ts';
import { Amount } from '../../components/amount.tsx';
import { DayText } from '../../components/day-text.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import classes from './reconcile.module.css';
import type { Reconciliation, StatementLine } from './trust-words.ts';

type Candidate = Reconciliation['candidates'][number];

interface StatementLinesProps {
  /** Interest of a pooled account is nobody's here, so it is not posted. */
  readonly accountKind: 'iolta' | 'separate';
  readonly lines: readonly StatementLine[];
  /** Entries by id, to say what a line is matched with or may be. */
  readonly entries: ReadonlyMap<string, Candidate>;
  /** What the person chose among the books for the line. */
  readonly chosen: readonly string[];
  readonly canMatch: boolean;
  readonly onMatch: (matches: { lineIds: string[]; entryIds: string[] }[]) => void;
  readonly onUndo: (matchId: string) => void;
  /** Opens the form for an entry that nobody posted yet; null where this person posts none. */
  readonly onPost: ((line: StatementLine) => void) | null;
  /** Opens the form for a mistake of the bank's. */
  readonly onBankError: (line: StatementLine) => void;
}

/**
 * The bank's lines: arrows move, Enter accepts what is proposed (or what was chosen in the books) and moves on to the
 * next line that waits, Delete takes a match back, Right goes to the entries that no line is matched with.
 */
export function StatementLines(props: StatementLinesProps) {
  const { lines, entries, chosen, canMatch, onMatch, onUndo } = props;
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const at = Math.min(active, Math.max(0, lines.length - 1));
  useEffect(() => {
    list.current?.querySelector(`[data-at="${at}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const line = lines[at];
  if (line === undefined) {
    return <EmptyState title="The bank moved nothing" text="The statement was imported and has no movements." />;
  }
  const waiting = lines.filter((one) => one.matchId === null && !one.isBankError);
  const proposed = waiting.flatMap(({ lineId, proposal }) =>
    proposal === null ? [] : [{ lineIds: [lineId], entryIds: proposal.entryIds }],
  );
  const moveOn = (): void => {
    const next = lines.findIndex((one, place) => place > at && one.matchId === null && !one.isBankError);
    setActive(next === -1 ? at : next);
  };
  const wanted = chosen.length > 0 ? [...chosen] : (line.proposal?.entryIds ?? null);
  const accept = (): void => {
    if (!canMatch || line.matchId !== null || line.isBankError || wanted === null) return;
    onMatch([{ lineIds: [line.lineId], entryIds: wanted }]);
    moveOn();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + 10,
      PageUp: at - 10,
      Home: 0,
      End: lines.length - 1,
    };
    const step = steps[event.key];
    if (step !== undefined) setActive(Math.max(0, Math.min(lines.length - 1, step)));
    else if (event.key === 'Enter' || event.key === ' ') accept();
    else if ((event.key === 'Delete' || event.key === 'Backspace') && canMatch && line.matchId !== null)
      onUndo(line.matchId);
    else if (event.key === 'ArrowRight') document.getElementById('open-entries')?.focus();
    else return;
    event.preventDefault();
  };
  return (
    <>
      <Group className={classes.tools ?? ''} gap="sm">
        {canMatch && (
          <Button variant="default" disabled={proposed.length === 0} onClick={() => onMatch(proposed)}>
            {proposed.length === 0 ? 'Accept all proposals' : `Accept all ${proposed.length} proposals`}
          </Button>
        )}
        <Text size="xs" c="dimmed" role="status">
          {lines.length - waiting.length} of {lines.length} matched. Enter accepts, Delete takes back, Right goes to the
          books.
        </Text>
      </Group>
      <div
        ref={list}
        id="statement-lines"
        className={classes.candidates}
        role="listbox"
        aria-label="Lines of the statement"
        aria-activedescendant={`line-${at}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {lines.map((one, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox takes the keys for all of its options.
          // biome-ignore lint/a11y/useFocusableInteractive: the listbox has the focus and names its active option.
          <div
            key={one.lineId}
            id={`line-${place}`}
            data-at={place}
            data-active={place === at || undefined}
            data-matched={one.matchId !== null || one.isBankError || undefined}
            role="option"
            aria-selected={place === at}
            className={classes.line}
            onClick={() => setActive(place)}
          >
            <span className={classes.tick} aria-hidden>
              {one.matchId !== null && <IconCheck size={14} />}
            </span>
            <DayText day={one.day} />
            <span className={classes.candidateName}>
              {one.checkNumber === null ? '' : `Check ${one.checkNumber} `}
              {`${one.name} ${one.memo}`.trim()}
            </span>
            <span className={classes.candidateAmount}>
              <Amount cents={one.amountCents} />
            </span>
            <span className={classes.lineState}>{describeState(one, entries)}</span>
          </div>
        ))}
      </div>
      <LineActions {...props} line={line} wanted={wanted} onAccept={accept} />
    </>
  );
}

const reasonWords = { 'check number': 'same check number', 'amount and day': 'same amount', batch: 'make it together' };

function describeState(line: StatementLine, entries: ReadonlyMap<string, Candidate>): string {
  if (line.isBankError) return 'A mistake of the bank’s, or its correction';
  if (line.matchId !== null) {
    if (line.entryIds.length === 0) return 'Cancelled out by another line';
    return `Matched with ${describeEntries(line.entryIds, entries)}`;
  }
  if (line.proposal !== null) {
    return `May be ${describeEntries(line.proposal.entryIds, entries)}: ${reasonWords[line.proposal.reason]}`;
  }
  return line.suggestion?.sentence ?? '';
}

function describeEntries(ids: readonly string[], entries: ReadonlyMap<string, Candidate>): string {
  const [first, ...more] = ids.map((id) => entries.get(id));
  if (first === undefined) return ids.length === 1 ? 'an entry of a later day' : `${ids.length} entries`;
  const number = first.checkNumber === null ? '' : `check ${first.checkNumber}, `;
  const rest = more.length === 0 ? '' : ` and ${more.length} more`;
  return `${number}${first.name} of ${formatShortDay(first.day)}${rest}`;
}

interface LineActionsProps extends StatementLinesProps {
  readonly line: StatementLine;
  /** What Enter would match the line with. */
  readonly wanted: readonly string[] | null;
  readonly onAccept: () => void;
}

const postWords = {
  'bank fee': 'Post the bank fee',
  interest: 'Post the interest',
  'returned item': '',
  'money in': 'Post a receipt',
  'money out': 'Post a disbursement',
};

function LineActions(props: LineActionsProps) {
  const { accountKind, line, entries, chosen, wanted, canMatch, onAccept, onUndo, onPost, onBankError } = props;
  if (!canMatch || line.isBankError) return null;
  if (line.matchId !== null) {
    const { matchId } = line;
    return (
      <Group className={classes.actions ?? ''} gap="sm">
        <Button variant="default" onClick={() => onUndo(matchId)}>
          Take the match back
        </Button>
      </Group>
    );
  }
  const sumCents = chosen.reduce((sum, id) => sum + (entries.get(id)?.amountCents ?? 0), 0);
  const differs = chosen.length > 0 && sumCents !== line.amountCents;
  const kind = onPost === null ? undefined : line.suggestion?.kind;
  const postLabel = kind === undefined || (kind === 'interest' && accountKind === 'iolta') ? '' : postWords[kind];
  return (
    <Group className={classes.actions ?? ''} gap="sm">
      <Button disabled={wanted === null || differs} onClick={onAccept}>
        {chosen.length > 0 ? `Match with ${chosen.length} chosen` : 'Accept'}
      </Button>
      {postLabel !== '' && chosen.length === 0 && (
        <Button variant="default" onClick={() => onPost?.(line)}>
          {postLabel}
        </Button>
      )}
      {wanted === null && (
        <Button variant="subtle" onClick={() => onBankError(line)}>
          The bank's mistake
        </Button>
      )}
      <Text size="sm" className="annex-figures" role="status">
        {chosen.length > 0
          ? `Chosen ${formatCents(sumCents)} of ${formatCents(line.amountCents)}.`
          : wanted === null
            ? 'Choose the entries on the right that it stands for.'
            : ''}
      </Text>
    </Group>
  );
}
