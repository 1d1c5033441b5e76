import { Text } from '@mantine/core';
import type { CallValues } from './call-panel.tsx';
import classes from './reception.module.css';

const urgentReasons = [
  'in custody',
  'papers were served',
  'a hearing within 72 hours',
  'needs a protective order',
  'a deadline to sue within 30 days',
  'the press',
  'a threat',
];

/** What to say and what to ask, beside the form. */
export function CallHints({ urgent, outcome }: { urgent: boolean; outcome: CallValues['outcome'] }) {
  return (
    <aside className={classes.hints} aria-label="Script">
      <Text fw={600}>Say and ask</Text>
      <ol>
        <li>“Law office, how can I help you?” Then the name, spelled.</li>
        <li>“What number reaches you best, and may we leave a message there?”</li>
        {outcome === 'lead' ? (
          <li>“Who else is involved?” Every name: the other side, a spouse, a company, their lawyer.</li>
        ) : (
          <li>“What is it about?” A sentence is enough.</li>
        )}
        {outcome === 'lead' && <li>Before details of the story: the names come first, for the conflict check.</li>}
        <li>“Somebody will call you {urgent ? 'within 15 minutes' : 'within one business day'}.”</li>
      </ol>
      <Text fw={600}>Urgent is</Text>
      <Text size="sm">{urgentReasons.join('; ')}.</Text>
      <Text fw={600} mt={12}>
        Never
      </Text>
      <Text size="sm">advice, a fee, or a promise of an outcome. An attorney answers those.</Text>
    </aside>
  );
}
