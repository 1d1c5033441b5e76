import type * as z from 'zod';
import type { inboxSchema } from '../../../shared/contract/machine.ts';
import { subjectPath } from '../../../shared/domain/provider/subject-path.ts';
import { readToday } from './office-today.ts';
import { unseenTalk } from './talk-news.ts';
import type { OpenFirm } from './turn.ts';

export type Inbox = z.output<typeof inboxSchema>;
type InboxRow = Inbox['rows'][number];

const rowsMax = 50;

/**
 * What waits for this person in one firm, as rows that lead there: for those who work for several firms and look at one
 * list. Asked of each firm by itself; nothing here knows of another.
 */
export function readInbox(firm: OpenFirm): Inbox {
  const work = readToday(firm);
  const talk = unseenTalk(firm);
  const rows: InboxRow[] = [
    ...work.callbacks.map(
      (call): InboxRow => ({
        kind: 'callback',
        id: call.callId,
        title: `Call back ${call.callerName === '' ? call.callerNumber : call.callerName}`,
        detail: call.reason,
        path: `/reception/calls/${call.callId}`,
        dueAtMs: call.callbackByMs,
        dueOn: null,
        isUrgent: call.urgency !== 'normal',
      }),
    ),
    ...work.tasks.map(
      (task): InboxRow => ({
        kind: task.kind,
        id: task.taskId,
        title: task.title,
        detail: task.matterTitle,
        path: task.matterId === null ? '/today' : `/matters/${task.matterId}`,
        dueAtMs: null,
        dueOn: task.dueOn,
        isUrgent: task.urgent,
      }),
    ),
    ...work.approvals.map(
      (request): InboxRow =>
        undated(
          'approval',
          request.requestId,
          `Approve payment to ${request.payee}`,
          request.matterTitle,
          `/trust/requests/${request.requestId}`,
        ),
    ),
    ...work.leads.map(
      (lead): InboxRow => ({
        ...undated(
          'lead',
          lead.leadId,
          lead.name,
          lead.nextAction === '' ? 'New lead' : lead.nextAction,
          `/reception/leads/${lead.leadId}`,
        ),
        dueOn: lead.nextActionOn,
      }),
    ),
    ...work.conflicts.map(
      (check): InboxRow =>
        undated(
          'conflict check',
          check.conflictId,
          `Decide: ${check.names}`,
          '',
          `/reception/conflicts/${check.conflictId}`,
        ),
    ),
    ...work.invoicesToReview.map(
      (draft): InboxRow =>
        undated(
          'invoice',
          draft.invoiceId,
          'Review a draft invoice',
          draft.matterTitle,
          `/billing/invoices/${draft.invoiceId}`,
        ),
    ),
    ...work.unreconciled.map(
      (month): InboxRow =>
        undated(
          'reconciliation',
          `${month.accountId}-${month.month}`,
          `Reconcile ${month.month}`,
          month.name,
          `/trust/${month.accountId}/reconcile`,
        ),
    ),
    ...work.orders.map(
      (order): InboxRow => ({
        ...undated('work order', order.orderId, order.title, order.what, `/provider/orders/${order.orderId}`),
        dueAtMs: order.dueAtMs,
      }),
    ),
    ...providerRows(work),
    ...talk.rows.map(
      (news): InboxRow =>
        undated(
          news.what === 'mention' ? 'mention' : 'message',
          news.eventId,
          news.what === 'mention' ? `${news.fromName} mentions you` : `${news.fromName} writes`,
          news.excerpt === '' ? news.title : news.excerpt,
          subjectPath(news.subjectKind, news.subjectId),
        ),
    ),
  ];
  const total = Object.values(work.badges).reduce((sum, count) => sum + count, talk.count);
  return { rows: rows.slice(0, rowsMax), total: Math.max(total, rows.length), asOfMs: firm.nowMs() };
}

/** SOPs to read, contractors' invoices to decide on and to pay, and what else is due with a provider [RM1] [PY5]. */
function providerRows(work: ReturnType<typeof readToday>): InboxRow[] {
  const { sopsToRead } = work;
  const words = sopsToRead === 1 ? 'Acknowledge an SOP' : `Acknowledge ${sopsToRead} SOPs`;
  return [
    ...(sopsToRead === 0 ? [] : [undated('SOP', 'to-read', words, '', '/provider/sops')]),
    ...work.contractorInvoices.map(
      (invoice): InboxRow => ({
        ...undated(
          'contractor invoice',
          invoice.invoiceId,
          `${invoice.isDecided ? 'Pay' : 'Decide on'} ${invoice.number}`,
          invoice.contractorName,
          `/provider/invoices/all/${invoice.invoiceId}`,
        ),
        dueOn: invoice.isDecided ? invoice.dueOn : invoice.approveBy,
        isUrgent: invoice.urgency === 'late' || invoice.urgency === 'today',
      }),
    ),
    ...work.providerDue.map(
      (due): InboxRow => ({
        ...undated(due.kind === 'SOP' ? 'SOP' : 'provider', due.id, due.title, due.detail, due.path),
        dueOn: due.dueOn,
      }),
    ),
  ];
}

function undated(kind: InboxRow['kind'], id: string, title: string, detail: string, path: string): InboxRow {
  return { kind, id, title, detail, path, dueAtMs: null, dueOn: null, isUrgent: false };
}
