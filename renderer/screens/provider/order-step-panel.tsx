import { instantOf } from '../../../shared/domain/provider/due-instant.ts';
import type { Refusal } from '../../../shared/domain/refusal.ts';
import type { Client } from '../../app/client.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useToday } from '../../app/use-status.ts';
import { FormPanel } from '../../components/form-panel.tsx';
import type { SearchOption } from '../../components/search-select.tsx';
import { parseHundredths } from './order-values.ts';
import type { Order, OrderStep } from './order-words.ts';
import { type PriceValues, priceInput } from './price-fields.tsx';
import { StepFields } from './step-fields.tsx';

export type PanelStep =
  | Exclude<OrderStep, 'draft' | 'amend' | 'start' | 'review' | 'check' | 'withdraw invoice' | 'reverse payment'>
  | 'price';

/** What the form of a step holds; each step shows some of it. */
export interface StepValues extends PriceValues {
  readonly note: string;
  readonly more: string;
  readonly reason: string;
  readonly member: SearchOption | null;
  readonly party: SearchOption | null;
  readonly count: string;
  readonly minutes: string;
  readonly documents: readonly SearchOption[];
  readonly paidOn: string | null;
  readonly answerOn: string | null;
  readonly answerAt: string;
}

const titles: Readonly<Record<PanelStep, string>> = {
  offer: 'Offer',
  accept: 'Take on',
  decline: 'Decline',
  'hand off': 'Hand off',
  'stop clock': 'Ask the firm',
  'resume clock': 'Answer',
  deliver: 'Deliver',
  'accept work': 'Accept the work of',
  'return work': 'Give back',
  invoice: 'Note the invoice of',
  pay: 'Note the payment of',
  cancel: 'Cancel',
  price: 'Set the price of',
};

interface OrderStepPanelProps {
  readonly order: Order;
  readonly step: OrderStep | 'price';
  readonly onClose: () => void;
}

function isPanelStep(step: OrderStep | 'price'): step is PanelStep {
  return step in titles;
}

/** The panel of one step: what it needs, and what follows from it. */
export function OrderStepPanel({ order, step, onClose }: OrderStepPanelProps) {
  const today = useToday();
  const draftKey = `order-step/${order.orderId}/${step}`;
  const send = useStep(order, draftKey);
  if (!isPanelStep(step)) return null;
  const asked = step === 'accept work' ? order.deliveredHundredths : order.estimatedHundredths;
  const initial: StepValues = {
    note: '',
    more: '',
    reason: '',
    member: null,
    party: null,
    count: String((asked ?? 0) / 100),
    minutes: '',
    documents: [],
    paidOn: today,
    answerOn: null,
    answerAt: '17:00',
    basis: order.price?.basis ?? 'hourly',
    rateCents: order.price?.rateCents ?? null,
    capCents: order.price?.capCents ?? null,
    bucket: order.price?.bucket ?? '',
  };
  return (
    <FormPanel<StepValues>
      opened
      title={`${titles[step]} ${order.number}`}
      draftKey={draftKey}
      initial={initial}
      submitLabel={titles[step].split(' ').slice(0, 3).join(' ').replace(/ of$/, '')}
      onClose={onClose}
      validate={(values) => findProblems(step, values)}
      onSubmit={(values) => send(step, values)}
      fields={(form) => <StepFields order={order} step={step} form={form} today={today} />}
    />
  );
}

const counted: readonly PanelStep[] = ['deliver', 'accept work'];
const reasoned: readonly PanelStep[] = ['decline', 'return work'];
const noted: readonly PanelStep[] = ['return work', 'stop clock', 'cancel', 'invoice'];

const timePattern = /^([01]\d|2[0-3]):[0-5]\d$/;

function findProblems(step: PanelStep, values: StepValues): Partial<Record<keyof StepValues, string>> {
  return {
    ...(counted.includes(step) && parseHundredths(values.count) === null ? { count: 'Give a number.' } : {}),
    ...(reasoned.includes(step) && values.reason === '' ? { reason: 'Choose the reason.' } : {}),
    ...(noted.includes(step) && values.note.trim() === '' ? { note: 'Fill this in.' } : {}),
    ...(step === 'hand off' && values.member === null ? { member: 'Choose somebody.' } : {}),
    ...(step === 'price' && values.rateCents === null ? { rateCents: 'Give the rate.' } : {}),
    ...(step === 'offer' && values.answerOn !== null && !timePattern.test(values.answerAt)
      ? { answerAt: 'As 17:00.' }
      : {}),
    ...(step === 'pay' && values.paidOn === null ? { paidOn: 'Give the day.' } : {}),
  };
}

/** The time asked for as an instant, in the zone of the order; nothing where no day was given. */
function answerBy({ answerOn, answerAt }: StepValues, zone: string): { answerByMs?: number } {
  const instant = answerOn === null ? null : instantOf(`${answerOn}T${answerAt}`, zone);
  return instant?.ok === true ? { answerByMs: instant.value } : {};
}

type DeclineReason = Parameters<Client['work']['declineOrder']>[0]['reason'];
type ReturnReason = Parameters<Client['work']['returnWork']>[0]['reason'];

/** Sends a step; answers with its refusal, or null when it was taken. */
function useStep(order: Order, draft: string): (step: PanelStep, values: StepValues) => Promise<Refusal | null> {
  const saying = (say: string) => ({ draft, say });
  const offer = useCommand(api.work.offerOrder, saying('Offered'));
  const accept = useCommand(api.work.acceptOrder, saying('Taken on'));
  const decline = useCommand(api.work.declineOrder, saying('Declined'));
  const handOff = useCommand(api.work.handOffOrder, saying('Handed off'));
  const stop = useCommand(api.work.stopClock, saying('Asked; the clock stands still'));
  const resume = useCommand(api.work.resumeClock, saying('Answered; the clock runs'));
  const deliver = useCommand(api.work.deliverWork, saying('Delivered'));
  const acceptWork = useCommand(api.work.acceptWork, saying('Work accepted'));
  const returnWork = useCommand(api.work.returnWork, saying('Given back'));
  const invoice = useCommand(api.work.markInvoiced, saying('Invoice noted'));
  const pay = useCommand(api.work.markPaid, saying('Payment noted'));
  const cancel = useCommand(api.work.cancelOrder, saying('Cancelled'));
  const price = useCommand(api.work.priceOrder, saying('Price set'));
  const { orderId } = order;
  const run = (step: PanelStep, values: StepValues) => {
    const { note } = values;
    const hundredths = parseHundredths(values.count) ?? 0;
    const deliveryId = order.lastDeliveryId ?? '';
    const priced = priceInput(values);
    switch (step) {
      case 'offer':
        return offer.run({
          orderId,
          note,
          ...(values.member === null ? {} : { toMemberId: values.member.value }),
          ...(values.party === null ? {} : { providerPartyId: values.party.value }),
          ...answerBy(values, order.dueZone),
        });
      case 'accept':
        return accept.run({
          orderId,
          note,
          ...(values.member === null ? {} : { assigneeMemberId: values.member.value }),
        });
      case 'decline':
        return decline.run({ orderId, note, reason: values.reason as DeclineReason });
      case 'hand off':
        return handOff.run({ orderId, toMemberId: values.member?.value ?? '', done: note, remaining: values.more });
      case 'stop clock':
        return stop.run({ orderId, question: note });
      case 'resume clock':
        return resume.run({ orderId, answer: note });
      case 'deliver':
        return deliver.run({
          orderId,
          hundredths,
          note,
          sources: values.more,
          documentIds: values.documents.map((one) => one.value),
        });
      case 'accept work':
        return acceptWork.run({ orderId, deliveryId, hundredths, note, reviewMinutes: Number(values.minutes) || 0 });
      case 'return work':
        return returnWork.run({ orderId, deliveryId, note, reason: values.reason as ReturnReason });
      case 'invoice':
        return invoice.run({ orderId, reference: note });
      case 'pay':
        return pay.run({ orderId, paidOn: values.paidOn ?? '', reference: note });
      case 'cancel':
        return cancel.run({ orderId, reason: note });
      case 'price':
        return price.run({ orderId, ...(priced ?? { basis: values.basis, rateCents: 0 }) });
    }
  };
  return async (step, values) => {
    const answer = await run(step, values);
    return answer.ok ? null : answer.refusal;
  };
}
