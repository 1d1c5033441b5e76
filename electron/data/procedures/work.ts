import type { Implementer } from './implementer.ts';
import { listServiceLines } from './service-lines.ts';
import { createDoingProcedures } from './work-doing.ts';
import { listOrders } from './work-order-list.ts';
import { getOrder } from './work-order-view.ts';
import { createOrderingProcedures } from './work-orders.ts';
import { createReviewProcedures } from './work-review.ts';

/** Every procedure on ordered work. */
export function createWorkProcedures(os: Implementer) {
  return {
    listServiceLines: os.work.listServiceLines.handler(() => ({ rows: [...listServiceLines()] })),
    listOrders: os.work.listOrders.handler(({ input, context }) => listOrders(context.firm(), input)),
    getOrder: os.work.getOrder.handler(({ input, context }) => getOrder(context.firm(), input.orderId)),
    ...createOrderingProcedures(os),
    ...createDoingProcedures(os),
    ...createReviewProcedures(os),
  };
}
