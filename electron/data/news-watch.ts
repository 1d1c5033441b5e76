import type { ChangeFeed } from './change-feed.ts';
import type { Firm } from './firm.ts';

/** News that happened longer ago is no surprise: it came with a sync, or the lists were made anew. */
const freshMs = 12 * 60 * 60_000;

export interface NewsWatchOptions {
  readonly changes: Pick<ChangeFeed, 'listen'>;
  readonly firm: () => Pick<Firm, 'rows' | 'me' | 'rebuild'> | null;
  readonly nowMs: () => number;
  readonly notify: (title: string, body: string) => void;
}

const words: Readonly<Record<string, string>> = {
  mention: 'You were mentioned',
  comment: 'A new comment',
  message: 'A new message',
  conversation: 'You were brought into a conversation',
  'order offered': 'A work order was offered',
  'order amended': 'A work order was changed',
  'order accepted': 'A work order was accepted',
  'order declined': 'A work order was declined',
  'order started': 'A work order was started',
  'order handed off': 'A work order was handed off',
  'order waits': 'A work order waits for the firm',
  'order answered': 'A question on a work order was answered',
  'order invoiced': 'A work order was invoiced',
  'order paid': 'A work order was paid',
  'order invoice withdrawn': 'The invoice of a work order was withdrawn',
  'order payment reversed': 'The payment of a work order was reversed',
  'order cancelled': 'A work order was cancelled',
  'work delivered': 'Work was delivered',
  'work accepted': 'Delivered work was accepted',
  'work returned': 'Delivered work was given back',
  'sop proposed': 'An SOP was proposed',
  'sop approved': 'An SOP waits to be acknowledged',
  'sop rejected': 'A proposed SOP was rejected',
};

/**
 * Tells the operating system of news for whoever is at this machine, without a word of what it says: the screen may be
 * seen by others, and locked. Each piece is told once while the program runs. The answer ends it.
 */
export function watchNews({ changes, firm, nowMs, notify }: NewsWatchOptions): () => void {
  let memberId = '';
  let told = new Set<string>();
  return changes.listen((areas) => {
    const open = firm();
    if (!areas.includes('provider') || open === null || open.rebuild !== null) return;
    const news = open.rows.all<{ event_id: string; what: string }>(
      `SELECT n.event_id, n.what FROM provider_notice n
       WHERE n.member_id = ? AND n.at_ms > ? AND NOT EXISTS (
         SELECT 1 FROM talk_seen s WHERE s.member_id = n.member_id AND s.event_id = n.event_id)
       ORDER BY n.event_id DESC LIMIT 50`,
      [open.me.memberId, nowMs() - freshMs],
    );
    // What was there when somebody unlocked is in their inbox; only what comes after it is told.
    const isFirst = memberId !== open.me.memberId;
    const fresh = isFirst ? [] : news.filter((one) => !told.has(one.event_id));
    memberId = open.me.memberId;
    told = new Set([...(isFirst ? [] : told), ...news.map((one) => one.event_id)]);
    const [newest] = fresh;
    if (newest === undefined) return;
    const title = fresh.length === 1 ? (words[newest.what] ?? 'Something new') : `${fresh.length} things are new`;
    notify(title, 'Open Annex to read it.');
  });
}
