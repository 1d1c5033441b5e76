import { Link } from 'wouter';
import { formatInstant } from '../../components/instant-text.tsx';
import { Mark } from '../../components/mark.tsx';
import { Section } from './section.tsx';
import classes from './today.module.css';
import type { TodayWork } from './today-screen.tsx';

/** Calls that wait to be returned, the most pressing first. */
export function CallbackSection({ callbacks }: { callbacks: TodayWork['callbacks'] }) {
  const nowMs = Date.now();
  return (
    <Section title="Call back" count={callbacks.length} path="/reception/calls">
      {callbacks.map((call) => (
        <li key={call.callId} className={classes.item}>
          {call.urgency === 'urgent' && <Mark tone="look">urgent</Mark>}
          <span className={classes.main}>
            <Link href={`/reception/calls/${call.callId}`}>{call.callerName}</Link>{' '}
            <span className={classes.quiet}>
              {[call.callerNumber, call.reason].filter((part) => part !== '').join(', ')}
            </span>
          </span>
          {call.callbackByMs !== null && (
            <Mark tone={call.callbackByMs < nowMs ? 'look' : 'plain'}>
              {call.callbackByMs < nowMs ? 'was due' : 'by'} {formatInstant(call.callbackByMs, nowMs)}
            </Mark>
          )}
        </li>
      ))}
    </Section>
  );
}
