import { Link } from 'wouter';
import { formatDay } from '../../../shared/domain/day.ts';
import { Mark } from '../../components/mark.tsx';
import { Section } from './section.tsx';
import classes from './today.module.css';
import type { TodayWork } from './today-screen.tsx';

/** Leads whose next action is due. */
export function LeadSection({ leads, today }: { leads: TodayWork['leads']; today: string }) {
  return (
    <Section title="Leads" count={leads.length} path="/reception/leads">
      {leads.map((lead) => (
        <li key={lead.leadId} className={classes.item}>
          <span className={classes.main}>
            <Link href={`/reception/leads/${lead.leadId}`}>{lead.name}</Link>{' '}
            <span className={classes.quiet}>{lead.nextAction === '' ? lead.stage : lead.nextAction}</span>
          </span>
          {lead.nextActionOn !== null && (
            <Mark tone={lead.nextActionOn < today ? 'look' : 'plain'}>
              {lead.nextActionOn === today ? 'today' : formatDay(lead.nextActionOn)}
            </Mark>
          )}
        </li>
      ))}
    </Section>
  );
}
