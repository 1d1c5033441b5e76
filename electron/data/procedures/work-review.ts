import { declineAboveCap } from '../../../shared/domain/provider/order-price.ts';
import { declineDelivery } from '../../../shared/domain/provider/order-rules.ts';
import { reviewStarted, workAccepted, workReturned } from '../../../shared/events/orders.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { readPrice } from './work-order-price.ts';
import { contractorSide, orderFor, surroundings } from './work-order-state.ts';
import { done } from './work-orders.ts';

/** The review of delivered work: what the attorney answers for. */
export function createReviewProcedures(os: Implementer) {
  return {
    startReview: os.work.startReview.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const order = orderFor(turn, input.orderId, 'review');
        return done(input.orderId, newEvent(reviewStarted, input.orderId, {}, {}, surroundings(order)));
      }),
    ),

    acceptWork: os.work.acceptWork.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const order = orderFor(turn, input.orderId, 'accept work');
        const price = readPrice(turn.rows, input.orderId);
        const refusal =
          declineDelivery(order.lastDeliveryId, input.deliveryId) ??
          (price === null ? null : declineAboveCap(price, input.hundredths, 'hundredths'));
        if (refusal !== null) return { ok: false, refusal };
        const head = {
          notifies: contractorSide(order),
          deliveryId: input.deliveryId,
          hundredths: input.hundredths,
          reviewMinutes: input.reviewMinutes,
        };
        const body = { note: input.note };
        return done(input.orderId, newEvent(workAccepted, input.orderId, head, body, surroundings(order)));
      }),
    ),

    returnWork: os.work.returnWork.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const order = orderFor(turn, input.orderId, 'return work');
        const refusal = declineDelivery(order.lastDeliveryId, input.deliveryId);
        if (refusal !== null) return { ok: false, refusal };
        const head = { notifies: contractorSide(order), deliveryId: input.deliveryId, reason: input.reason };
        const body = { reason: input.note };
        return done(input.orderId, newEvent(workReturned, input.orderId, head, body, surroundings(order)));
      }),
    ),
  };
}
