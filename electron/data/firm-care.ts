import { accept } from '../../shared/domain/refusal.ts';
import type { NewEvent } from '../../shared/events/event.ts';
import { deviceSynced } from '../../shared/events/sharing.ts';
import { createId } from './create-id.ts';
import type { Firm } from './firm.ts';
import { showGivenTexts } from './given-texts.ts';
import { careForKeys } from './key-care.ts';
import { appendMissingNotices } from './notices.ts';
import { shareStock } from './sync/account-stock.ts';
import { skewNamedMs } from './sync/hub-line.ts';
import { keepKitBox } from './sync/kit-box.ts';
import type { Sync } from './sync/sync.ts';

/** What a firm's device does now and then by itself: mends keys, shows what given matters still keep inside, leaves notices. */
export async function careForFirm(firm: Firm): Promise<void> {
  await careForKeys(firm);
  await showGivenTexts(firm);
  await appendMissingNotices(firm);
}

/** The same at the hub, once the device is in touch with it: says so once a day, keeps the kit's box and the accounts there. */
export async function careAtHub(firm: Firm, sync: Sync): Promise<void> {
  const { state, clockSkewMs } = sync.status();
  if (state !== 'up to date') return;
  await noteSynced(firm, clockSkewMs);
  if (!firm.holds('firm.manage')) return;
  await keepKitBox(firm, sync.remote('roster')).catch(() => false);
  await shareStock(firm, sync.remote('roster')).catch(() => false);
}

/**
 * "This device was in touch on this day": once a day, in the first workspace that it holds. A clock that is out by
 * minutes is said with it, and again when that changes, so that everybody sees whose clock is wrong.
 */
async function noteSynced(firm: Firm, skewMs: number | null): Promise<void> {
  const held = firm.roster.current.members.get(firm.me.memberId)?.workspaces ?? [];
  const [workspace] = held;
  if (workspace === undefined) return;
  const clockSkewMs = skewMs === null || Math.abs(skewMs) < skewNamedMs ? 0 : skewMs;
  await firm.execute(createId(), ({ rows, today, me }) => {
    const aggregate = `synced:${me.deviceId}`;
    const known = rows.get<{ day: string; skew: number }>(
      'SELECT day, clock_skew_ms AS skew FROM sharing_synced WHERE aggregate = ?',
      [aggregate],
    );
    const isSaid = known?.day === today && Math.abs(known.skew - clockSkewMs) < skewNamedMs;
    const event: NewEvent = {
      type: deviceSynced.type,
      workspace,
      aggregate,
      head: { day: today, workspaces: [...held], ...(clockSkewMs === 0 ? {} : { clockSkewMs }) },
      body: {},
    };
    return accept({ events: isSaid ? [] : [event], answer: null });
  });
}
