import { type Refusal, refuse } from '../refusal.ts';
import {
  contractorSteps,
  followingSteps,
  isInTurn,
  type OrderState,
  type OrderStep,
  workingStates,
} from './order-state.ts';

/** Somebody who takes a step. */
export interface OrderActor {
  readonly memberId: string;
  readonly isOutside: boolean;
  /** An owner or attorney of the firm. */
  readonly decidesForFirm: boolean;
  /** Manages a provider's work: may take any step of that provider's orders. */
  readonly managesProvider: boolean;
  /** Their company has this order, or the firm has named none other. */
  readonly isOfProvider: boolean;
}

/** What the rules need to know of an order. */
export interface OrderForRules {
  readonly state: OrderState;
  readonly stoppedSinceMs: number | null;
  readonly offeredToMemberId: string | null;
  readonly assigneeMemberId: string | null;
  readonly reviewerMemberId: string;
}

const reviewSteps: readonly OrderStep[] = ['review', 'accept work', 'return work'];

/** Why a step may not be taken by this person where the order stands, or null [WO1] [WO3] [WO12]. */
export function declineStep(order: OrderForRules, step: OrderStep, actor: OrderActor): Refusal | null {
  return declineOutOfTurn(order, step) ?? declineActor(order, step, actor);
}

function declineOutOfTurn(order: OrderForRules, step: OrderStep): Refusal | null {
  const { state, stoppedSinceMs } = order;
  if (!isInTurn(state, step)) return refuse('provider.out-of-turn', sayOutOfTurn(state, step), ['orderId']);
  if (step === 'stop clock' && stoppedSinceMs !== null)
    return refuse('provider.clock-stands', 'The clock of this work order stands still already.', ['orderId']);
  if (step === 'resume clock' && stoppedSinceMs === null)
    return refuse('provider.clock-runs', 'The clock of this work order runs; there is nothing to answer.', ['orderId']);
  return null;
}

const verbs: Readonly<Record<OrderStep, string>> = {
  draft: 'drafted',
  amend: 'changed',
  offer: 'offered',
  accept: 'accepted',
  decline: 'declined',
  start: 'started',
  'hand off': 'handed to somebody else',
  'stop clock': 'put to wait',
  'resume clock': 'resumed',
  check: 'ticked off',
  deliver: 'delivered',
  review: 'reviewed',
  'accept work': 'accepted as done',
  'return work': 'given back',
  invoice: 'invoiced',
  pay: 'paid',
  'withdraw invoice': 'taken off its invoice',
  'reverse payment': 'taken off its payment',
  cancel: 'cancelled',
};

function sayOutOfTurn(state: OrderState, step: OrderStep): string {
  const wasTakenOn = workingStates.includes(state) || isInTurn(state, 'accept work');
  if (step === 'deliver' && ['draft', 'offered', 'declined'].includes(state))
    return 'This work order was not accepted, so nothing can be delivered on it. Accept it first.';
  if (step === 'accept' && (wasTakenOn || state === 'work accepted'))
    return 'This work order was accepted already. Open it to see by whom.';
  if (step === 'accept work' && ['work accepted', 'invoiced', 'paid'].includes(state))
    return 'The work of this order was accepted already.';
  if (step === 'accept work' && workingStates.includes(state))
    return 'Nothing waits for review on this work order: the work was not delivered, or was given back.';
  if (step === 'amend' && wasTakenOn)
    return 'This work order was accepted on its terms, so they stay. Raise its cap, or cancel it and order anew.';
  return `This work order is ${state === 'draft' ? 'a draft' : state}, so it cannot be ${verbs[step]}.`;
}

function declineActor(order: OrderForRules, step: OrderStep, actor: OrderActor): Refusal | null {
  if (followingSteps.includes(step))
    return refuse('provider.follows-invoice', 'This follows from the invoice and its payments. Correct those instead.');
  if (contractorSteps.includes(step)) return declineContractor(order, step, actor);
  if (step === 'resume clock' || step === 'invoice') return null;
  if (actor.isOutside)
    return refuse('provider.firm-decides', 'Only somebody of the firm can do this. Ask whoever ordered the work.');
  if (!reviewSteps.includes(step) || actor.memberId === order.reviewerMemberId || actor.decidesForFirm) return null;
  return refuse(
    'provider.not-the-reviewer',
    'This work is reviewed by somebody else. Ask them, or an attorney of the firm.',
  );
}

function declineContractor(order: OrderForRules, step: OrderStep, actor: OrderActor): Refusal | null {
  if (order.offeredToMemberId === null) {
    // Somebody who works outside Annex: the firm writes down what they say.
    if (!actor.isOutside) return null;
    return refuse('provider.not-yours', 'This work order was offered to somebody else.', ['orderId']);
  }
  if (!actor.isOutside)
    return refuse(
      'provider.contractor-decides',
      'This work order was offered to the provider’s people, so they answer and deliver it themselves.',
    );
  const own = [order.offeredToMemberId, order.assigneeMemberId];
  if (!actor.isOfProvider && !own.includes(actor.memberId))
    return refuse('provider.other-provider', 'This work order was offered to another provider’s people.', ['orderId']);
  if (actor.managesProvider || own.includes(actor.memberId)) return null;
  return refuse(
    'provider.not-yours',
    `Somebody else has this work order, so it cannot be ${verbs[step]} by you. Ask them to hand it off.`,
    ['orderId'],
  );
}

/** The terms of whom an order is offered to. */
export interface Offeree {
  readonly isOutside: boolean;
  readonly isActive: boolean;
}

/**
 * Why an order may not be offered so, or null. Nobody inside is a contractor, and a withheld matter stays with the firm
 * until the client's consent is recorded and the matter given [WO10]. `member` is null for a party outside Annex.
 */
export function declineOffer(member: Offeree | null, isMatterWithheld: boolean): Refusal | null {
  if (member !== null && !member.isActive)
    return refuse('provider.not-active', 'This person is no active member. Choose another.', ['toMemberId']);
  if (member !== null && !member.isOutside)
    return refuse(
      'provider.not-outside',
      'A work order is offered to the provider’s people or to a contractor. Give your own people a task instead.',
      ['toMemberId'],
    );
  if (!isMatterWithheld) return null;
  return refuse(
    'provider.matter-withheld',
    'This matter is withheld from people outside the firm, so its work cannot be offered to them. Record the client’s consent and give the matter first, or order without the matter.',
    ['matterId'],
  );
}

/** A refusal where SOP versions that an order names were not acknowledged by whoever would work on it [WO11]. */
export function declineUnread(titles: readonly string[]): Refusal | null {
  if (titles.length === 0) return null;
  return refuse(
    'provider.sop-not-acknowledged',
    `Acknowledge first what this work order goes by: ${titles.join(', ')}. It is under Provider, SOPs.`,
    ['orderId'],
  );
}

/** A refusal of an outcome for a delivery that is not the newest [WO7]. */
export function declineDelivery(lastDeliveryId: string | null, deliveryId: string): Refusal | null {
  if (lastDeliveryId === deliveryId) return null;
  return refuse(
    'provider.not-the-newest',
    'Something newer was delivered since. Look at the newest delivery, then decide.',
    ['deliveryId'],
  );
}

/** A refusal of a price that lowers what was agreed once an order was accepted [WO4]; null before, or where only the cap rises. */
export function declineRepricing(
  state: OrderState,
  agreed: { basis: string; rateCents: number; capCents: number | null } | null,
  wanted: { basis: string; rateCents: number; capCents: number | null },
): Refusal | null {
  if (['draft', 'offered', 'declined'].includes(state) || agreed === null) return null;
  const isHigherCap = agreed.capCents !== null && (wanted.capCents === null || wanted.capCents >= agreed.capCents);
  if (agreed.basis === wanted.basis && agreed.rateCents === wanted.rateCents && isHigherCap) return null;
  return refuse('provider.price-agreed', 'This work order was accepted at its price. Only its cap can be raised now.', [
    'rateCents',
  ]);
}
