import { Text, UnstyledButton } from '@mantine/core';
import { switchFirm } from '../../app/bound-place.ts';
import { nameFirm, useFirms } from '../../app/use-firms.ts';
import classes from './start.module.css';

interface OtherFirmsProps {
  readonly place: string;
}

/** Who else, and which other firms, can be opened on this machine. Nothing where there is one firm alone. */
export function OtherFirms({ place }: OtherFirmsProps) {
  const firms = useFirms();
  const here = firms.find((row) => row.place === place);
  const others = groupByPerson(firms.filter((row) => row.state !== 'missing' && row.place !== place)).filter(
    (group) => group.person !== here?.person,
  );
  if (others.length === 0) return null;
  return (
    <section aria-label="On this computer">
      <Text size="sm" c="dimmed" mb={4}>
        Also on this computer
      </Text>
      {others.map((group) => (
        <UnstyledButton
          key={group.person}
          className={classes.person ?? ''}
          onClick={() => void switchFirm(group.place)}
        >
          <Text component="span" fw={600}>
            {group.name}
          </Text>
          <Text component="span" c="dimmed" truncate>
            {group.firms.join(', ')}
          </Text>
        </UnstyledButton>
      ))}
    </section>
  );
}

/** The firms of each person, the person once. */
export function groupByPerson(firms: ReturnType<typeof useFirms>) {
  const groups = new Map<string, { person: string; place: string; name: string; firms: string[] }>();
  for (const row of firms) {
    const group = groups.get(row.person) ?? {
      person: row.person,
      place: row.place,
      name: row.personName === '' ? 'Somebody' : row.personName,
      firms: [],
    };
    group.firms.push(nameFirm(row));
    groups.set(row.person, group);
  }
  return [...groups.values()];
}
