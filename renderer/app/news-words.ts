/** What each kind of news says, after the name of whoever caused it. */
const words: Readonly<Record<string, string>> = {
  mention: 'mentioned you',
  comment: 'commented',
  message: 'wrote',
  conversation: 'brought you into a conversation',
  'order offered': 'offered a work order',
  'order amended': 'changed a work order',
  'order accepted': 'took a work order on',
  'order declined': 'declined a work order',
  'order started': 'started on a work order',
  'order handed off': 'handed a work order off',
  'order waits': 'asks the firm',
  'order answered': 'answered',
  'order invoiced': 'invoiced a work order',
  'order paid': 'noted a payment',
  'order invoice withdrawn': 'withdrew an invoice',
  'order payment reversed': 'reversed a payment',
  'order cancelled': 'cancelled a work order',
  'work delivered': 'delivered work',
  'work accepted': 'accepted the work',
  'work returned': 'gave the work back',
  'sop proposed': 'proposed an SOP',
  'sop approved': 'put an SOP in force; acknowledge it',
  'sop rejected': 'rejected a proposed SOP',
};

/** "delivered work". A kind that this version does not know says that something is new. */
export function describeNews(what: string): string {
  return words[what] ?? 'did something new';
}
