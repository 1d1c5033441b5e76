import type { GateReason } from '../events/gate.ts';

/** What the gate refused, in a sentence for those who look after the firm. */
export function sayGateReason(reason: string): string {
  switch (reason as GateReason) {
    case 'not an event':
      return 'Not an event: a document of another form. Nobody’s Annex writes such a thing.';
    case 'second revision':
      return 'Second revision: somebody tried to change an event that is written once. The first one stands.';
    case 'deleted':
      return 'Deleted: somebody tried to delete an event. It stays here, and counts.';
    case 'too large':
      return 'Too large: longer than any event may be.';
    case 'wrong hash':
      return 'Wrong hash: the contents were changed after they were written.';
    case 'wrong place':
      return 'Wrong place: it does not follow the event that it names.';
    case 'unknown device':
      return 'Unknown device: the roster does not know its author yet. It is looked at again when the roster changes.';
    case 'wrong signature':
      return 'Wrong signature: the device that it names did not sign it.';
    default:
      return reason;
  }
}
