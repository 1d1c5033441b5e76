import { type Refusal, refuse } from '../../../shared/domain/refusal.ts';
import type { NewEvent } from '../../../shared/events/event.ts';
import type { Me } from './turn.ts';

/**
 * A refusal where somebody outside would write what only the firm may read: they hold no key to seal it with. Else null.
 */
export function refuseWithheld(me: Pick<Me, 'outside'>, events: readonly NewEvent[]): Refusal | null {
  if (!me.outside || !events.some((event) => event.withheld === true)) return null;
  return refuse(
    'firm.withheld',
    'The firm keeps this to itself, so only its own members can work on it. Ask the firm.',
  );
}
