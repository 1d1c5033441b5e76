import type { Day } from '../day.ts';
import { type Cents, formatCents } from '../money.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { formatUnits, type OrderPrice, priceOf } from './order-price.ts';
import type { ProviderInvoiceLine } from './provider-invoice.ts';

/** What an invoice line is held against: the work order, its acceptance, its price, and what was invoiced on it before. */
export interface MatchedOrder {
  readonly orderId: string;
  readonly number: string;
  readonly isOfContractor: boolean;
  readonly isWorkAccepted: boolean;
  readonly acceptedOn: Day | null;
  readonly acceptedHundredths: number | null;
  /** The order's own price; null where none was set. */
  readonly price: OrderPrice | null;
  /** The price in force by the service agreement for such work on its day; null where none is agreed [PY15]. */
  readonly agreed: OrderPrice | null;
  readonly invoicedHundredths: number;
  readonly invoicedCents: Cents;
}

export type MatchCode =
  | 'no order'
  | 'other contractor'
  | 'not accepted'
  | 'more units'
  | 'other rate'
  | 'above cap'
  | 'arithmetic'
  | 'expense';

/** One difference between an invoice line and what was ordered and accepted, with the part that stands without it. */
export interface MatchDifference {
  readonly code: MatchCode;
  readonly sentence: string;
}

/** What the three-way match says of a line: the differences, and the part that nothing speaks against, in cents. */
export interface LineMatch {
  readonly differences: readonly MatchDifference[];
  readonly undisputedCents: Cents;
}

/** The order's own price goes before the agreement's. */
function priceFor({ price, agreed }: MatchedOrder): OrderPrice | null {
  return price ?? agreed;
}

function rateOf(order: MatchedOrder): Cents | null {
  const price = priceFor(order);
  return price === null || price.basis === 'fixed' ? null : price.rateCents;
}

/** The most that an order still has to pay for: the price of what was accepted, within the cap, less what was invoiced before. */
function leftToInvoice(order: MatchedOrder): Cents | null {
  const { acceptedHundredths } = order;
  const effective = priceFor(order);
  if (effective === null || acceptedHundredths === null) return null;
  const worth = priceOf(effective, acceptedHundredths);
  const capped = effective.capCents === null ? worth : Math.min(worth, effective.capCents);
  return Math.max(0, capped - order.invoicedCents);
}

/**
 * Holds one line of an invoice against the order, its acceptance and its price [PY10]. `order` is null where the line
 * names none. A line that matches has no difference and is undisputed whole; of any other no more is undisputed than
 * the accepted work at the agreed rate, within the cap, still has to be paid.
 */
export function matchLine(line: ProviderInvoiceLine, order: MatchedOrder | null): LineMatch {
  if (line.kind === 'adjustment') return { differences: [], undisputedCents: line.amountCents };
  if (order === null) return matchWithoutOrder(line);
  const blocking = findBlocking(order);
  if (blocking !== null) return { differences: [blocking], undisputedCents: 0 };
  const differences = findDifferences(line, order);
  if (differences.length === 0) return { differences, undisputedCents: line.amountCents };
  const left = leftToInvoice(order) ?? 0;
  const rate = rateOf(order);
  const atRate = rate === null ? left : priceOf({ basis: 'hourly', rateCents: rate, capCents: null }, line.hundredths);
  return { differences, undisputedCents: Math.max(0, Math.min(line.amountCents, left, atRate)) };
}

function matchWithoutOrder(line: ProviderInvoiceLine): LineMatch {
  const isExpense = line.kind === 'expense';
  return {
    differences: [
      isExpense
        ? { code: 'expense', sentence: 'An expense without a work order. Look at its receipt before you approve it.' }
        : { code: 'no order', sentence: 'This line names no work order, so nobody ordered or accepted it.' },
    ],
    undisputedCents: 0,
  };
}

function findBlocking(order: MatchedOrder): MatchDifference | null {
  if (!order.isOfContractor)
    return { code: 'other contractor', sentence: `Work order ${order.number} was given to somebody else.` };
  if (!order.isWorkAccepted)
    return {
      code: 'not accepted',
      sentence: `The work of ${order.number} was not accepted yet, so it is not owed yet.`,
    };
  return null;
}

function findDifferences(line: ProviderInvoiceLine, order: MatchedOrder): MatchDifference[] {
  const found: MatchDifference[] = [];
  const rate = rateOf(order);
  const units = order.invoicedHundredths + line.hundredths;
  const isFixed = priceFor(order)?.basis === 'fixed';
  if (line.kind === 'fee' && !isFixed && order.acceptedHundredths !== null && units > order.acceptedHundredths)
    found.push({
      code: 'more units',
      sentence: `${formatUnits(units)} invoiced on ${order.number}, ${formatUnits(order.acceptedHundredths)} accepted.`,
    });
  if (line.kind === 'fee' && rate !== null && line.rateCents !== rate)
    found.push({
      code: 'other rate',
      sentence: `Invoiced at ${formatCents(line.rateCents)}; agreed is ${formatCents(rate)}.`,
    });
  if (
    line.kind === 'fee' &&
    !isFixed &&
    priceOf({ basis: 'hourly', rateCents: line.rateCents, capCents: null }, line.hundredths) !== line.amountCents
  )
    found.push({
      code: 'arithmetic',
      sentence: `${formatUnits(line.hundredths)} at ${formatCents(line.rateCents)} do not make ${formatCents(line.amountCents)}.`,
    });
  const left = leftToInvoice(order);
  if (
    left !== null &&
    line.amountCents > left &&
    !found.some(({ code }) => code === 'more units' || code === 'other rate')
  )
    found.push({
      code: 'above cap',
      sentence: `${formatCents(left)} is left to pay on ${order.number}; this line asks for ${formatCents(line.amountCents)}.`,
    });
  return found;
}

/**
 * A refusal to approve what is not owed [PY10]: work of somebody else, work that was not accepted, and anything above the
 * cap. Other differences are the firm's to decide. Null where the approval stands.
 */
export function declineApproval(match: LineMatch, approvedCents: Cents, place: number): Refusal | null {
  if (approvedCents <= match.undisputedCents) return null;
  const blocking = match.differences.find(({ code }) => blockingCodes.includes(code));
  if (blocking === undefined) return null;
  return refuse(
    blocking.code === 'above cap' ? 'provider.above-cap' : 'provider.not-owed',
    `Line ${place}: ${blocking.sentence} Approve ${formatCents(match.undisputedCents)} or less, and dispute the rest.`,
    ['lines'],
  );
}

const blockingCodes: readonly MatchCode[] = ['other contractor', 'not accepted', 'above cap'];
