import { Button, Group, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { Amount } from '../../components/amount.tsx';
import { DayText } from '../../components/day-text.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import classes from './reconcile.module.css';
import type { Reconciliation } from './trust-words.ts';

type Candidate = Reconciliation['candidates'][number];

interface CandidateListProps {
  readonly candidates: readonly Candidate[];
  readonly cleared: ReadonlySet<string>;
  readonly onChange: (entryIds: string[]) => void;
  /** Entries are chosen for a line of the statement, in place of being ticked off one by one. */
  readonly isChoosing?: boolean;
  /** Left goes back to the statement. */
  readonly onBack?: () => void;
}

/** What the bank may have seen: arrows move, space ticks, Enter ticks and moves on. */
export function CandidateList({ candidates, cleared, onChange, isChoosing = false, onBack }: CandidateListProps) {
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  if (candidates.length === 0) {
    return isChoosing ? (
      <Text size="sm" c="dimmed">
        Every entry up to this day is matched.
      </Text>
    ) : (
      <EmptyState title="No entry waits for the bank" text="Everything up to this day was cleared before." />
    );
  }
  const at = Math.min(active, candidates.length - 1);
  const toggle = (entryId: string): void => onChange(toggleEntry(candidates, cleared, entryId));
  const move = (to: number): void => {
    const next = Math.max(0, Math.min(candidates.length - 1, to));
    setActive(next);
    list.current?.querySelector(`[data-at="${next}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + 10,
      PageUp: at - 10,
      Home: 0,
      End: candidates.length - 1,
    };
    const step = steps[event.key];
    const entryId = candidates[at]?.entryId;
    if (step !== undefined) move(step);
    else if ((event.key === ' ' || event.key === 'Enter') && entryId !== undefined) {
      toggle(entryId);
      if (event.key === 'Enter') move(at + 1);
    } else if (event.key === 'ArrowLeft' && onBack !== undefined) onBack();
    else return;
    event.preventDefault();
  };
  return (
    <>
      {!isChoosing && (
        <Group className={classes.tools ?? ''} gap="sm">
          <Button variant="default" onClick={() => onChange(candidates.map((row) => row.entryId))}>
            Tick all
          </Button>
          <Button variant="default" onClick={() => onChange([])}>
            Untick all
          </Button>
          <Text size="xs" c="dimmed" role="status">
            {candidates.filter((row) => cleared.has(row.entryId)).length} of {candidates.length} ticked. Arrows move,
            space ticks, Enter ticks and moves on.
          </Text>
        </Group>
      )}
      <div
        ref={list}
        id={isChoosing ? 'open-entries' : undefined}
        className={classes.candidates}
        data-narrow={isChoosing || undefined}
        role="listbox"
        aria-label={isChoosing ? 'Entries that no line is matched with' : 'What cleared on the statement'}
        aria-multiselectable
        aria-activedescendant={`candidate-${at}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {candidates.map((row, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox takes the keys for all of its options.
          // biome-ignore lint/a11y/useFocusableInteractive: the listbox has the focus and names its active option.
          <div
            key={row.entryId}
            id={`candidate-${place}`}
            data-at={place}
            data-active={place === at || undefined}
            role="option"
            aria-selected={cleared.has(row.entryId)}
            className={classes.candidate}
            onClick={() => {
              setActive(place);
              toggle(row.entryId);
            }}
          >
            <span className={classes.tick} aria-hidden>
              {cleared.has(row.entryId) && <IconCheck size={14} />}
            </span>
            <DayText day={row.day} />
            <span className={classes.candidateName}>
              {row.checkNumber === null ? '' : `Check ${row.checkNumber} `}
              {row.name}
            </span>
            {!isChoosing && <span className={classes.candidateType}>{row.type}</span>}
            <span className={classes.candidateAmount}>
              <Amount cents={row.amountCents} />
            </span>
          </div>
        ))}
      </div>
    </>
  );
}

/** The ticked entries after one was ticked or unticked, in the list's order; what is no longer listed falls away. */
export function toggleEntry(
  candidates: readonly { readonly entryId: string }[],
  cleared: ReadonlySet<string>,
  entryId: string,
): string[] {
  return candidates.map((row) => row.entryId).filter((id) => (id === entryId ? !cleared.has(id) : cleared.has(id)));
}
