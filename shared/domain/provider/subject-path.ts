import type { SubjectKind } from './talk.ts';

/** Where a thing that people talk about, or a conversation, is opened. */
export function subjectPath(kind: SubjectKind | 'conversation', id: string): string {
  switch (kind) {
    case 'matter':
      return `/matters/${id}/talk`;
    case 'order':
      return `/provider/orders/${id}`;
    case 'sop':
      return `/provider/sops/${id}`;
    case 'conversation':
      return `/provider/messages/${id}`;
    case 'call':
      return `/reception/calls/${id}`;
    case 'lead':
      return `/reception/leads/${id}`;
    case 'document':
      return `/documents/${id}`;
    case 'invoice':
      return `/billing/invoices/${id}`;
    case 'time':
      return '/billing/time';
    case 'request':
      return `/trust/requests/${id}`;
    case 'entry':
      return '/trust';
  }
}
