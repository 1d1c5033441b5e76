import { Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/client.ts';
import { Answer } from '../../components/answer.tsx';
import classes from './provider.module.css';

interface SopDiffProps {
  readonly fromVersionId: string;
  readonly toVersionId: string;
  readonly fromNumber: number;
}

const signs = { same: '', added: 'New: ', removed: 'Gone: ' } as const;

/** What changed since the version before, line by line: a word says what came and what went. */
export function SopDiff({ fromVersionId, toVersionId, fromNumber }: SopDiffProps) {
  const query = useQuery(api.sops.diffSop.queryOptions({ input: { fromVersionId, toVersionId } }));
  return (
    <section aria-label="What changed">
      <Title order={3}>What changed since version {fromNumber}</Title>
      <Answer query={query} what="the changes">
        {({ lines }) => (
          <ul className={classes.diff}>
            {lines.map((line, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same line may stand twice
              <li key={place} data-kind={line.kind}>
                {signs[line.kind]}
                {line.text}
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </section>
  );
}
