import type { Answers } from '../../app/answers.ts';
import type { MarkTone } from '../../components/mark.tsx';

export type OrderRow = Answers['work']['listOrders']['rows'][number];
export type Order = Answers['work']['getOrder'];
export type OrderStep = Order['steps'][number];

const tones: Readonly<Record<OrderRow['state'], MarkTone>> = {
  draft: 'plain',
  offered: 'info',
  accepted: 'info',
  'in progress': 'info',
  delivered: 'look',
  'in review': 'look',
  rework: 'look',
  'work accepted': 'good',
  invoiced: 'good',
  paid: 'good',
  declined: 'look',
  cancelled: 'plain',
};

/** The colour of a state; its word says it. */
export function toneOfState(state: OrderRow['state']): MarkTone {
  return tones[state];
}

const isDone: readonly OrderRow['state'][] = ['work accepted', 'invoiced', 'paid', 'cancelled'];

/** Red for work whose deadline has passed, with the time added that it waited for the firm. */
export function toneOfDue(row: OrderRow, nowMs: number): MarkTone {
  if (isDone.includes(row.state) || row.state === 'delivered' || row.state === 'in review') return 'plain';
  return row.dueWithWaitingMs < nowMs && !row.isWaiting ? 'danger' : 'plain';
}

const here = new Intl.DateTimeFormat('en-US', {
  weekday: 'short',
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});

/** "Tue, Dec 1, 5:00 PM" in this machine's zone. */
export function formatDue(dueAtMs: number): string {
  return here.format(dueAtMs);
}

/** The due instant as it was written, where that is another zone than this machine's: "5:00 PM PST". */
export function formatDueThere(dueAtMs: number, dueZone: string): string | null {
  if (Intl.DateTimeFormat().resolvedOptions().timeZone === dueZone) return null;
  return new Intl.DateTimeFormat('en-US', {
    weekday: 'short',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: dueZone,
    timeZoneName: 'short',
  }).format(dueAtMs);
}

/** What each step says in the timeline, after the name of whoever took it. */
const did: Readonly<Record<OrderStep, string>> = {
  draft: 'drafted it',
  amend: 'changed it',
  offer: 'offered it',
  accept: 'took it on',
  decline: 'declined it',
  start: 'started',
  'hand off': 'handed it off',
  'stop clock': 'asked the firm; the clock stands still',
  'resume clock': 'answered; the clock runs again',
  check: 'ticked an item',
  deliver: 'delivered',
  review: 'began the review',
  'accept work': 'accepted the work',
  'return work': 'gave the work back',
  invoice: 'noted the invoice',
  pay: 'noted the payment',
  'withdraw invoice': 'withdrew the invoice',
  'reverse payment': 'reversed the payment',
  cancel: 'cancelled it',
};

/** "took it on". */
export function describeStep(step: OrderStep): string {
  return did[step];
}

/** "3.5 hours", "1 document". */
export function formatCount(hundredths: number, unit: Order['unit']): string {
  const count = (hundredths / 100).toFixed(2).replace(/\.?0+$/, '');
  return `${count} ${unit}${hundredths === 100 ? '' : 's'}`;
}
