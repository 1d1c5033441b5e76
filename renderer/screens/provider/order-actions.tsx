import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../../app/client.ts';
import { sayFault } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { useMe } from '../../app/use-status.ts';
import { OrderPanel } from './order-panel.tsx';
import { OrderStepPanel } from './order-step-panel.tsx';
import type { Order, OrderStep } from './order-words.ts';
import { RatePanel } from './rate-panel.tsx';

const labels: Readonly<Partial<Record<OrderStep, string>>> = {
  offer: 'Offer',
  accept: 'Take it on',
  decline: 'Decline',
  start: 'Start',
  deliver: 'Deliver',
  'resume clock': 'Answer',
  review: 'Begin the review',
  'accept work': 'Accept the work',
  'return work': 'Give it back',
  'hand off': 'Hand off',
  'stop clock': 'Ask the firm',
  amend: 'Change',
  invoice: 'Note the invoice',
  pay: 'Note the payment',
  cancel: 'Cancel',
};
/** The steps that stand as buttons, the first of them filled; the rest is in the menu. */
const primary: readonly OrderStep[] = [
  'resume clock',
  'accept work',
  'accept',
  'deliver',
  'start',
  'offer',
  'return work',
  'decline',
  'invoice',
  'pay',
];
const shownMax = 3;

/** What this person may do with the order now. */
export function OrderActions({ order }: { order: Order }) {
  const [step, setStep] = useState<OrderStep | 'price' | 'rate' | null>(null);
  const me = useMe();
  const start = useCommand(api.work.startOrder, { say: 'Started' });
  const review = useCommand(api.work.startReview, { say: 'In review' });
  const take = async (chosen: OrderStep): Promise<void> => {
    if (chosen !== 'start' && chosen !== 'review') return setStep(chosen);
    const answer = await (chosen === 'start' ? start : review).run({ orderId: order.orderId });
    if (!answer.ok) sayFault(answer.refusal.sentence);
  };
  const possible = order.steps.filter((one) => labels[one] !== undefined);
  const buttons = primary.filter((one) => possible.includes(one)).slice(0, shownMax);
  const rest = possible.filter((one) => !buttons.includes(one));
  const canRate =
    (me?.rights.includes('work.order') ?? false) && ['work accepted', 'invoiced', 'paid'].includes(order.state);
  const canPrice =
    (me?.rights.includes('work.order') ?? false) &&
    (me?.workspaces.includes('billing') ?? false) &&
    !['invoiced', 'paid', 'cancelled'].includes(order.state);
  return (
    <>
      {buttons.map((one, place) => (
        <Button
          key={one}
          variant={place === 0 ? 'filled' : 'default'}
          loading={(one === 'start' && start.isRunning) || (one === 'review' && review.isRunning)}
          onClick={() => void take(one)}
        >
          {labels[one]}
        </Button>
      ))}
      {canRate && (
        <Button variant={buttons.length === 0 ? 'filled' : 'default'} onClick={() => setStep('rate')}>
          Rate
        </Button>
      )}
      {(rest.length > 0 || canPrice) && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
              Do
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {canPrice && <Menu.Item onClick={() => setStep('price')}>Set the price</Menu.Item>}
            {rest.map((one) => (
              <Menu.Item key={one} onClick={() => void take(one)}>
                {labels[one]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {step === 'amend' && <OrderPanel order={order} onClose={() => setStep(null)} />}
      {step === 'rate' && (
        <RatePanel order={{ value: order.orderId, label: order.number }} onClose={() => setStep(null)} />
      )}
      {step !== null && step !== 'amend' && step !== 'rate' && (
        <OrderStepPanel key={step} order={order} step={step} onClose={() => setStep(null)} />
      )}
    </>
  );
}
