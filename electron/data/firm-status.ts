import type { FirmStatus } from '../../shared/contract/firm.ts';
import { rights, rightsOf } from '../../shared/domain/roles/rights.ts';
import type { Firm } from './firm.ts';
import { readTimeZone } from './local-day.ts';

/** What is said of a firm in each state, beside what a screen makes of it. */
export const stateSentences: Readonly<Record<FirmStatus['state'], string>> = {
  empty: 'There is no firm on this computer yet.',
  locked: 'Annex is locked.',
  unlocked: '',
  damaged: 'The vault file is damaged. Nothing was changed. Restore the folder from a backup, or use the recovery kit.',
  'too-new': 'A newer version of Annex wrote this folder. Update Annex on this computer.',
  'other-machine':
    'This folder was copied from another computer. A device is never two machines: join the firm again here with an invitation from the first.',
};

/** The open firm as the frame shows it. */
export function describeFirm(firm: Firm): NonNullable<FirmStatus['firm']> {
  const row = firm.rows.get<{ name: string | null; state: string }>('SELECT name, state FROM office_firm');
  return {
    firmId: firm.firmId,
    name: row?.name ?? '',
    state: row?.state ?? '',
    timeZone: readTimeZone(firm.rows),
    isSample: firm.vault.contents.settings['isSample'] === true,
  };
}

/** The person at this machine, as the roster says now. */
export function describeMe(firm: Firm): NonNullable<FirmStatus['me']> {
  const { me } = firm;
  const member = firm.roster.current.members.get(me.memberId);
  return {
    memberId: me.memberId,
    deviceId: me.deviceId,
    deviceName: firm.vault.contents.device.name,
    name: me.name,
    role: me.role,
    rights: rights.filter((right) => rightsOf(me.role).includes(right)),
    workspaces: [...(member?.workspaces ?? [])],
  };
}
