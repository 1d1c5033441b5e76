import { createId } from '../../electron/data/create-id.ts';
import type { NewEvent } from '../../shared/events/event.ts';

/** A task, as a device writes it. */
export function taskAdded(title: string): NewEvent {
  return {
    type: 'office.task.added',
    workspace: 'office',
    aggregate: `task:${createId()}`,
    head: { kind: 'task', urgent: false },
    body: { title, note: '' },
  };
}

/** The firm's name and state: what only an owner may change. */
export const firmRenamed: NewEvent = {
  type: 'office.firm.named',
  workspace: 'office',
  aggregate: 'firm:firm',
  head: { state: 'NY' },
  body: { name: 'Birch Law', address: '', phone: '', email: '' },
};
