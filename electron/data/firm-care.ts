import { accept } from '../../shared/domain/refusal.ts';
import type { NewEvent } from '../../shared/events/event.ts';
import { deviceSynced } from '../../shared/events/sharing.ts';
import { createId, type Firm } from './firm.ts';
import { showGivenTexts } from './given-texts.ts';
import { careForKeys } from './key-care.ts';
import { appendMissingNotices } from './notices.ts';
import { keepKitBox } from './sync/kit-box.ts';
import type { Sync } from './sync/sync.ts';

/** What a firm's device does now and then by itself: mends keys, shows what given matters still keep inside, leaves notices. */
export async function careForFirm(firm: Firm): Promise<void> {
  await careForKeys(firm);
  await showGivenTexts(firm);
  await appendMissingNotices(firm);
}

/** The same at the hub, once the device is in touch with it: says so once a day, and keeps the kit's box there. */
export async function careAtHub(firm: Firm, sync: Sync): Promise<void> {
  if (sync.status().state !== 'up to date') return;
  await noteSynced(firm);
  if (firm.holds('firm.manage')) await keepKitBox(firm, sync.remote('roster')).catch(() => false);
}

/** "This device was in touch on this day": once a day, in the first workspace that it holds. */
async function noteSynced(firm: Firm): Promise<void> {
  const held = firm.roster.current.members.get(firm.me.memberId)?.workspaces ?? [];
  const [workspace] = held;
  if (workspace === undefined) return;
  await firm.execute(createId(), ({ rows, today, me }) => {
    const aggregate = `synced:${me.deviceId}`;
    const known = rows.get('SELECT 1 AS yes FROM sharing_synced WHERE aggregate = ? AND day = ?', [aggregate, today]);
    const event: NewEvent = {
      type: deviceSynced.type,
      workspace,
      aggregate,
      head: { day: today, workspaces: [...held] },
      body: {},
    };
    return accept({ events: known === undefined ? [event] : [], answer: null });
  });
}
