import { randomBytes } from 'node:crypto';
import { accept, decline, refuse } from '../../../shared/domain/refusal.ts';
import { hasRight, isOutside, type Role, suggestedWorkspaces } from '../../../shared/domain/roles/rights.ts';
import {
  decideStart,
  isStartable,
  type StartableWorkspace,
  startableWorkspaces,
} from '../../../shared/domain/sharing/workspace-share.ts';
import { type Side, sides, type WorkWorkspace } from '../../../shared/domain/workspace.ts';
import type { NewEvent } from '../../../shared/events/event.ts';
import { createId } from '../create-id.ts';
import type { Firm } from '../firm.ts';
import { epochContext } from '../roster/key-ring.ts';
import {
  currentEpoch,
  epochKey,
  lastEpochNumber,
  nextEpoch,
  type Roster,
  type RosterDevice,
  type RosterEpoch,
  type ShareStarts,
} from '../roster/roster.ts';
import type { RosterHeads } from '../roster/roster-event.ts';
import { grantSpareAccount } from '../sync/hub-accounts.ts';
import { createInvitationSecret, formatInvitation, invitationKeys, parseInvitation } from '../sync/invitation.ts';
import { invitationFile, takeAnswer } from '../sync/invitation-file.ts';
import { createKeyText, keyBytesOf } from '../vault/raw-keys.ts';
import { sealTo, sealWith } from '../vault/sealed-box.ts';
import type { Implementer, SessionContext } from './implementer.ts';
import { RefusalError } from './refusal-error.ts';

const invitationMs = 14 * 24 * 60 * 60 * 1000;

/** The open firm with its keys and roster: what managing members needs beyond what other procedures see. */
export function openFirmOf(context: SessionContext): Firm {
  context.firm();
  const { firm } = context.folder;
  if (firm === null) throw new RefusalError(refuse('firm.locked', 'Annex is locked. Unlock it and try again.'));
  return firm;
}

/** An event of the roster. */
export function rosterEvent(type: string, head: unknown): NewEvent {
  return { type, workspace: 'roster', aggregate: 'roster:roster', head, body: {} };
}

/** The sides of a workspace whose keys a role holds: everybody the outside key, the firm's own the inside key too. */
export function sidesOf(role: Role): readonly Side[] {
  return isOutside(role) ? ['outside'] : sides;
}

/** Every epoch's key that somebody of this role needs for these workspaces, sealed to one exchange key [SH11]. */
function wrapsFor(
  firm: Firm,
  exchangePublic: string,
  role: Role,
  wanted: readonly WorkWorkspace[],
  starts: ShareStarts,
): Record<string, string> {
  const wraps: Record<string, string> = {};
  for (const { workspace, side, epoch, key } of firm.ring.held()) {
    if (!wanted.includes(workspace) || !sidesOf(role).includes(side)) continue;
    const known = firm.roster.current.epochs.get(epochKey(workspace, side, epoch));
    if (known === undefined || !mayHold(firm, starts, known)) continue;
    const context = epochContext(firm.firmId, workspace, side, epoch);
    wraps[epochKey(workspace, side, epoch)] = sealTo(keyBytesOf(exchangePublic), key, context).toString('base64');
  }
  return wraps;
}

/** Whether an epoch's key may be given to somebody whose shares start there: it opens nothing from before [SH11]. */
export function mayHold(firm: Firm, starts: ShareStarts, epoch: RosterEpoch): boolean {
  const start = isStartable(epoch.workspace) ? starts[epoch.workspace] : undefined;
  return start === undefined || !firm.ring.reachesBefore(firm.roster.current, epoch, start);
}

/** The last event of each chain of these devices, as this device has seen them: what a removal names. */
function headsOfDevices(firm: Firm, devices: readonly RosterDevice[]): Record<string, RosterHeads> {
  const heads: Record<string, RosterHeads> = {};
  for (const device of devices) {
    const rows = firm.rows.all<{ workspace: string; event_id: string }>(
      'SELECT workspace, event_id FROM chain_head WHERE device_id = ?',
      [device.id],
    );
    heads[device.id] = Object.fromEntries(rows.map((row) => [row.workspace, row.event_id])) as RosterHeads;
  }
  return heads;
}

/** One side of a workspace. */
export interface EpochWanted {
  readonly workspace: WorkWorkspace;
  readonly side: Side;
}

/**
 * New epochs for what a removed device could read, wrapped to every device that stays and holds the workspace. The key
 * before is sealed under the new one, but where a share starts here, or somebody who reads may not have it [SH11].
 */
export function startEpochs(
  firm: Firm,
  wanted: readonly EpochWanted[],
  gone: ReadonlySet<string>,
  isStart = false,
): NewEvent[] {
  const roster = firm.roster.current;
  const epochs = wanted.flatMap(({ workspace, side }) => {
    const before = currentEpoch(roster, workspace, side);
    const previous = before === undefined ? undefined : firm.ring.find(workspace, side, before.epoch);
    if (before === undefined || previous === undefined) return [];
    const epoch = nextEpoch(
      lastEpochNumber(roster, workspace, side),
      roster.devices.get(firm.me.deviceId)?.ordinal ?? 0,
    );
    const key = createKeyText(randomBytes);
    const context = epochContext(firm.firmId, workspace, side, epoch);
    const seal = (to: string) => sealTo(keyBytesOf(to), keyBytesOf(key), context).toString('base64');
    const wraps: Record<string, string> = {};
    const readers = [...roster.devices.values()].filter(
      (device) => !gone.has(device.id) && readsEpoch(roster, device, workspace, side),
    );
    for (const device of readers) wraps[device.id] = seal(device.exchangePublic);
    const isCut = isStart || readers.some((device) => !mayHold(firm, startsOf(roster, device), before));
    const oldContext = epochContext(firm.firmId, workspace, side, before.epoch);
    return [
      {
        workspace,
        side,
        epoch,
        wraps,
        recovery: seal(roster.recovery.exchangePublic),
        ...(isCut ? {} : { previous: sealWith(keyBytesOf(key), previous, oldContext).toString('base64') }),
      },
    ];
  });
  return epochs.length === 0 ? [] : [rosterEvent('roster.epoch.started', { epochs })];
}

/** From where on a device's member reads each workspace [SH11]. */
export function startsOf(roster: Roster, device: RosterDevice): ShareStarts {
  return roster.members.get(device.memberId)?.starts ?? {};
}

/** Whether a device may read a side of a workspace, as the roster says now. */
export function readsEpoch(roster: Roster, device: RosterDevice, workspace: WorkWorkspace, side: Side): boolean {
  const member = roster.members.get(device.memberId);
  if (device.cut !== null || member === undefined || member.isRemoved) return false;
  return member.workspaces.includes(workspace) && sidesOf(member.role).includes(side);
}

function epochsReadBy(roster: Roster, memberId: string): EpochWanted[] {
  const member = roster.members.get(memberId);
  if (member === undefined) return [];
  return member.workspaces.flatMap((workspace) => sidesOf(member.role).map((side) => ({ workspace, side })));
}

/** Members, invitations, roles and removals. */
export function createRosterProcedures(os: Implementer) {
  return {
    invite: os.provider.invite.handler(async ({ input, context }) => {
      const firm = openFirmOf(context);
      const known = input.memberId === undefined ? undefined : firm.roster.current.members.get(input.memberId);
      if (input.memberId !== undefined && (known === undefined || known.isRemoved)) {
        throw new RefusalError(
          refuse('provider.member-not-found', 'This member is not in the firm any more. Choose another.', ['memberId']),
        );
      }
      const role = known?.role ?? input.role;
      const wanted = known?.workspaces ?? input.workspaces ?? suggestedWorkspaces(role);
      const fromNow = known === undefined ? input.fromNow : [];
      const decision = decideStart({ role, workspaces: wanted, fromNow, readWhole: [] });
      if (!decision.ok) throw new RefusalError(decision.refusal);
      const { hub } = firm.vault.contents;
      const account =
        hub === undefined
          ? { url: '', name: '', password: '' }
          : await grantSpareAccount(firm, hub, context.folder.sync.remote('roster'), {
              workspaces: wanted,
              side: isOutside(role) ? 'outside' : 'inside',
              isOwner: hasRight(role, 'firm.manage'),
            });
      const secret = createInvitationSecret();
      const keys = invitationKeys(secret);
      const starts = known?.starts ?? (await startShares(firm, fromNow));
      return firm.execute(input.commandId, (turn) => {
        const invitationId = turn.newId();
        const member = { id: known?.id ?? turn.newId(), name: known?.name ?? input.name, role };
        const expiresAtMs = turn.nowMs + invitationMs;
        const head = {
          invitationId,
          member,
          workspaces: [...wanted],
          ...(Object.keys(starts).length === 0 ? {} : { starts }),
          signingPublic: keys.signingPublic,
          exchangePublic: keys.exchangePublic,
          expiresAtMs,
          wraps: wrapsFor(firm, keys.exchangePublic, role, wanted, starts),
          ...(account.name === '' ? {} : { hubAccount: account.name }),
        };
        const code = formatInvitation({
          firmId: firm.firmId,
          invitationId,
          secret,
          rosterKey: firm.ring.rosterKey.toString('base64url'),
          hub: account,
        });
        return accept({
          events: [rosterEvent('roster.invited', head)],
          answer: { code, memberId: member.id, invitationId, expiresAtMs },
        });
      });
    }),
    invitationFile: os.provider.invitationFile.handler(async ({ input, context }) => {
      const firm = openFirmOf(context);
      const parsed = parseInvitation(input.code);
      if (!parsed.ok) throw new RefusalError(parsed.refusal);
      return { text: await invitationFile(firm, input.code) };
    }),
    takeAnswer: os.provider.takeAnswer.handler(({ input, context }) => takeAnswer(openFirmOf(context), input.file)),
    withdrawInvitation: os.provider.withdrawInvitation.handler(({ input, context }) =>
      withdrawInvitation(openFirmOf(context), input),
    ),
    renameDevice: os.provider.renameDevice.handler(({ input, context }) => renameDevice(openFirmOf(context), input)),
    changeRole: os.provider.changeRole.handler(({ input, context }) => changeRole(openFirmOf(context), input)),
    removeMember: os.provider.removeMember.handler(({ input, context }) => removeMember(openFirmOf(context), input)),
    removeDevice: os.provider.removeDevice.handler(({ input, context }) => removeDevice(openFirmOf(context), input)),
  };
}

function withdrawInvitation(firm: Firm, input: { commandId: string; invitationId: string }) {
  return firm.execute(input.commandId, () => {
    const invitation = firm.roster.current.invitations.get(input.invitationId);
    if (invitation === undefined)
      return decline('provider.invitation-not-found', 'This invitation is not known here.', ['invitationId']);
    if (invitation.usedByDeviceId !== null)
      return decline(
        'provider.invitation-used',
        'This invitation was used already. Remove the device that joined by it instead.',
        ['invitationId'],
      );
    if (invitation.withdrawnBy !== null)
      return decline('provider.invitation-withdrawn', 'This invitation is withdrawn already.', ['invitationId']);
    const event = rosterEvent('roster.invitation.withdrawn', { invitationId: input.invitationId });
    // The code carries keys: whoever has it reads on until new ones start.
    const read = invitation.workspaces.flatMap((workspace) =>
      sidesOf(invitation.role).map((side) => ({ workspace, side })),
    );
    const started = startEpochs(firm, read, new Set());
    return accept({ events: [event, ...started], answer: { id: input.invitationId } });
  });
}

function renameDevice(firm: Firm, input: { commandId: string; deviceId: string; name: string }) {
  return firm.execute(input.commandId, () => {
    const device = firm.roster.current.devices.get(input.deviceId);
    if (device === undefined || device.cut !== null)
      return decline('provider.device-not-found', 'This device is not in the firm any more.', ['deviceId']);
    if (device.memberId !== firm.me.memberId && !firm.holds('firm.manage'))
      return decline('firm.no-right', 'Only its own member or an owner renames a device. Ask them.', ['deviceId']);
    const event = rosterEvent('roster.device.renamed', { deviceId: device.id, name: input.name });
    return accept({ events: [event], answer: { id: device.id } });
  });
}

interface RoleChange {
  readonly commandId: string;
  readonly memberId: string;
  readonly role: Role;
  readonly workspaces?: WorkWorkspace[] | undefined;
  readonly fromNow?: readonly StartableWorkspace[] | undefined;
}

/** Starts new epochs for shares that begin now, and answers with the first that each of them is given [SH11]. */
async function startShares(firm: Firm, fromNow: readonly StartableWorkspace[]): Promise<ShareStarts> {
  if (fromNow.length === 0) return {};
  const wanted = fromNow.map((workspace) => ({ workspace, side: 'outside' as const }));
  await firm.execute(createId(), () =>
    accept({ events: startEpochs(firm, wanted, new Set(), true), answer: { id: 'epochs' } }),
  );
  const roster = firm.roster.current;
  return Object.fromEntries(
    fromNow.map((workspace) => [workspace, currentEpoch(roster, workspace, 'outside')?.epoch ?? 1]),
  );
}

async function changeRole(firm: Firm, input: RoleChange) {
  const known = firm.roster.current.members.get(input.memberId);
  const wanted = input.workspaces ?? [...suggestedWorkspaces(input.role)];
  const before = known === undefined || known.isRemoved ? [] : known.workspaces;
  const started: ShareStarts = known?.starts ?? {};
  const fromNow =
    input.fromNow ??
    startableWorkspaces.filter((name) => isOutside(input.role) && started[name] !== undefined && wanted.includes(name));
  const decision = decideStart({
    role: input.role,
    workspaces: wanted,
    fromNow,
    readWhole: before.filter((workspace) => !isStartable(workspace) || started[workspace] === undefined),
  });
  if (!decision.ok) throw new RefusalError(decision.refusal);
  // A share that started already keeps its start.
  const kept = Object.fromEntries(
    fromNow.flatMap((workspace) =>
      before.includes(workspace) && started[workspace] !== undefined ? [[workspace, started[workspace]]] : [],
    ),
  );
  const fresh = await startShares(
    firm,
    fromNow.filter((workspace) => !(workspace in kept)),
  );
  const starts: ShareStarts = { ...kept, ...fresh };
  return firm.execute(input.commandId, () => {
    const roster = firm.roster.current;
    const member = roster.members.get(input.memberId);
    if (member === undefined || member.isRemoved)
      return decline('provider.member-not-found', 'This member is not in the firm any more. Choose another.', [
        'memberId',
      ]);
    if (member.role === 'owner' && input.role !== 'owner' && isLastOwner(roster, member.id)) return declineLastOwner();
    const devices = [...roster.devices.values()].filter(
      (device) => device.memberId === member.id && device.cut === null,
    );
    const changed = rosterEvent('roster.member.changed', {
      memberId: member.id,
      role: input.role,
      workspaces: wanted,
      ...(Object.keys(starts).length === 0 ? {} : { starts }),
      heads: headsOfDevices(firm, devices),
    });
    const given = devices.map((device) =>
      rosterEvent('roster.keys.given', {
        deviceId: device.id,
        wraps: wrapsFor(firm, device.exchangePublic, input.role, wanted, starts),
      }),
    );
    const lost = epochsReadBy(roster, member.id).filter(
      ({ workspace, side }) => !wanted.includes(workspace) || !sidesOf(input.role).includes(side),
    );
    const begun = startEpochs(firm, lost, new Set(devices.map((device) => device.id)));
    return accept({ events: [changed, ...given, ...begun], answer: { id: member.id } });
  });
}

function removeMember(firm: Firm, input: { commandId: string; memberId: string }) {
  return firm.execute(input.commandId, () => {
    const roster = firm.roster.current;
    const member = roster.members.get(input.memberId);
    if (member === undefined || member.isRemoved)
      return decline('provider.member-not-found', 'This member is not in the firm any more.', ['memberId']);
    if (isLastOwner(roster, member.id)) return declineLastOwner();
    const devices = [...roster.devices.values()].filter((device) => device.memberId === member.id);
    const removed = rosterEvent('roster.member.removed', { memberId: member.id, heads: headsOfDevices(firm, devices) });
    const started = startEpochs(firm, epochsReadBy(roster, member.id), new Set(devices.map((device) => device.id)));
    return accept({ events: [removed, ...started], answer: { id: member.id } });
  });
}

function removeDevice(firm: Firm, input: { commandId: string; deviceId: string; reason: string }) {
  return firm.execute(input.commandId, () => {
    const roster = firm.roster.current;
    const device = roster.devices.get(input.deviceId);
    if (device === undefined || device.cut !== null)
      return decline('provider.device-not-found', 'This device is not in the firm any more.', ['deviceId']);
    if (device.id === firm.me.deviceId)
      return decline('provider.own-device', 'This is the computer you are working on. Remove it from another one.', [
        'deviceId',
      ]);
    const heads = headsOfDevices(firm, [device])[device.id] ?? {};
    const removed = rosterEvent('roster.device.removed', { deviceId: device.id, heads, reason: input.reason });
    const started = startEpochs(firm, epochsReadBy(roster, device.memberId), new Set([device.id]));
    return accept({ events: [removed, ...started], answer: { id: device.id } });
  });
}

function isLastOwner(roster: Roster, memberId: string): boolean {
  const managing = [...roster.devices.values()].filter((device) => {
    const member = roster.members.get(device.memberId);
    return device.cut === null && member !== undefined && !member.isRemoved && hasRight(member.role, 'firm.manage');
  });
  const member = roster.members.get(memberId);
  return (
    member !== undefined &&
    hasRight(member.role, 'firm.manage') &&
    managing.every((device) => device.memberId === memberId)
  );
}

function declineLastOwner() {
  return decline<never>(
    'provider.last-owner',
    'This is the firm’s last owner, so nobody could manage it afterwards. Make somebody else an owner first.',
    ['memberId'],
  );
}
