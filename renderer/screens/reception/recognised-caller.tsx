import { Button, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../../app/client.ts';
import { Mark } from '../../components/mark.tsx';
import type { FormHandle } from '../../components/use-draft-form.ts';
import type { CallValues } from './call-panel.tsx';
import classes from './reception.module.css';

const lettersMin = 3;

/** Says who the caller may be while the name or number is typed; a click takes it over. */
export function RecognisedCaller({ form }: { form: FormHandle<CallValues> }) {
  const { callerName, callerNumber, partyId, matter } = form.values;
  const typed = callerNumber.trim().length >= lettersMin ? callerNumber.trim() : callerName.trim();
  const [asked] = useDebouncedValue(typed, 150);
  const found = useQuery(
    api.intake.recogniseCaller.queryOptions({
      input: { text: asked.slice(0, 100) },
      enabled: asked.length >= lettersMin,
      placeholderData: keepPreviousData,
      gcTime: 10_000,
    }),
  ).data;
  if (asked.length < lettersMin || found === undefined || found.matches.length === 0) return null;
  const chosen = found.matches.find((match) => match.partyId === partyId);
  if (chosen !== undefined) {
    return (
      <div className={classes.known} role="status">
        <Mark tone="good">Known</Mark>
        <Text fw={600}>{chosen.name}</Text>
        {chosen.matters.map((known) => (
          <Button
            key={known.matterId}
            size="compact-sm"
            variant={matter?.value === known.matterId ? 'filled' : 'default'}
            onClick={() =>
              form.set(
                'matter',
                matter?.value === known.matterId ? null : { value: known.matterId, label: known.title },
              )
            }
          >
            {known.title}
          </Button>
        ))}
        <Button size="compact-sm" variant="subtle" onClick={() => form.change({ partyId: null, matter: null })}>
          Not this person
        </Button>
      </div>
    );
  }
  return (
    <div className={classes.known} role="status">
      <Text c="dimmed" size="sm">
        Perhaps
      </Text>
      {found.matches.slice(0, 4).map((match) => (
        <Button
          key={match.partyId}
          size="compact-sm"
          variant="default"
          onClick={() =>
            form.change({
              partyId: match.partyId,
              callerName: match.name,
              callerNumber: callerNumber.trim() === '' ? match.phone : callerNumber,
              matter:
                match.matters.length === 1 && match.matters[0] !== undefined
                  ? { value: match.matters[0].matterId, label: match.matters[0].title }
                  : null,
            })
          }
        >
          {match.name}
          {match.matters.length > 0
            ? `, ${match.matters.length === 1 ? '1 matter' : `${match.matters.length} matters`}`
            : ''}
        </Button>
      ))}
    </div>
  );
}
