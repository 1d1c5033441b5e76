import type * as z from 'zod';
import type { Role } from '../../../shared/domain/roles/rights.ts';
import { hasRight, isOutside } from '../../../shared/domain/roles/rights.ts';
import { type Workspace, type WorkWorkspace, workWorkspaces } from '../../../shared/domain/workspace.ts';
import type { shareStartsSchema } from '../../../shared/events/roster.ts';
import { parseEventId } from '../events/envelope.ts';
import { chooseExcluded, findBeyond, findWaiting } from './beyond-removal.ts';
import { firmIdOf } from './firm-id.ts';
import { renameDevice, renameOwn, renewKit, withdraw } from './roster-changes.ts';
import type { Draft, Of } from './roster-draft.ts';
import type { RosterEvent, RosterHeads } from './roster-event.ts';

export interface RosterDevice {
  readonly id: string;
  readonly memberId: string;
  readonly name: string;
  readonly signingPublic: string;
  readonly exchangePublic: string;
  readonly enrolledAtMs: number;
  /** Order of enrolment, from 1: the device's number series. */
  readonly ordinal: number;
  /** Where its chains end, once it or its member is removed. */
  readonly cut: RosterHeads | null;
  /** The event that cut it. */
  readonly cutBy: string | null;
  /** Its account at the hub, as far as the roster names it. */
  readonly hubAccount: string | null;
}

/** The first epoch of the outside key that a member is given, where a workspace is shared from then on alone [SH11]. */
export type ShareStarts = z.output<typeof shareStartsSchema>;

export interface RosterMember {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly workspaces: readonly WorkWorkspace[];
  readonly starts: ShareStarts;
  readonly isRemoved: boolean;
  /** Later roles with the heads beyond which they are judged. */
  readonly changes: readonly {
    readonly eventId: string;
    readonly role: Role;
    readonly workspaces: readonly WorkWorkspace[];
    readonly heads: Readonly<Record<string, RosterHeads>>;
  }[];
}

export interface RosterInvitation {
  readonly id: string;
  readonly memberId: string;
  readonly memberName: string;
  readonly role: Role;
  readonly workspaces: readonly WorkWorkspace[];
  readonly starts?: ShareStarts | undefined;
  readonly signingPublic: string;
  readonly exchangePublic: string;
  readonly expiresAtMs: number;
  readonly wraps: Readonly<Record<string, string>>;
  readonly usedByDeviceId: string | null;
  readonly hubAccount?: string | undefined;
  /** The enrolment that used it, and the event that withdrew it. */
  readonly usedBy: string | null;
  readonly withdrawnBy: string | null;
}

export interface RecoveryPublic {
  readonly exchangePublic: string;
  readonly signingPublic: string;
}

export interface RosterEpoch {
  readonly workspace: WorkWorkspace;
  readonly side: 'inside' | 'outside';
  readonly epoch: number;
  readonly wraps: Readonly<Record<string, string>>;
  readonly recovery: string;
  /** The same key sealed to kits before and after; the kit that opens one of these opens the epoch. */
  readonly otherRecoveries: readonly string[];
  readonly previous: string | undefined;
  /** False for one whose start does not count: others may have written under it before they knew, so it is read, not written. */
  readonly stands: boolean;
}

/** Who is who, as the roster's events add up. */
export interface Roster {
  readonly firmId: string;
  /** Signing key of the first kit: the firm's id is its hash [RS1]. */
  readonly founding: string;
  /** The firm's kit: new epochs are sealed to it. */
  readonly recovery: RecoveryPublic;
  /** Signing keys of every kit that is good [RS9]. */
  readonly kits: readonly string[];
  readonly members: ReadonlyMap<string, RosterMember>;
  readonly devices: ReadonlyMap<string, RosterDevice>;
  readonly invitations: ReadonlyMap<string, RosterInvitation>;
  /** `workspace/side/epoch` to the epoch. */
  readonly epochs: ReadonlyMap<string, RosterEpoch>;
  /** Events that counted, in order. */
  readonly applied: readonly string[];
  /** Events that did not count, with the reason. */
  readonly refused: ReadonlyMap<string, string>;
}

/** Checks an Ed25519 signature: public key, bytes and signature in base64url where text. */
export type VerifySignature = (publicKey: string, bytes: Buffer, signature: string) => boolean;

/** The key under which an epoch is found. */
export function epochKey(workspace: string, side: string, epoch: number): string {
  return `${workspace}/${side}/${epoch}`;
}

/** True when an event of a chain lies beyond a head: clocks grow along a chain, so ids tell [RS4]. */
export function isBeyond(eventId: string, head: string | undefined): boolean {
  if (head === undefined) return true;
  return parseEventId(eventId).clock > parseEventId(head).clock;
}

/** The reason of an event that is refused because it lies beyond what a removal or demotion of its author had seen. */
export const beyondRemoval = 'beyond removal';

/** The reason of an event that names a head which is not here yet, or rests on one that does. */
export const waitsForPredecessor = 'waits for a predecessor';

/**
 * Folds roster events in canonical order [OR1], rooted in the firm's key [RS1]. An event of somebody who was
 * removed or lost the right counts only up to the heads that were named [RS4]; of two owners who remove each other,
 * the earlier stands [RS5].
 * An event counts from when everything that it rests on is here. `excluded` are events that are known to lie beyond, from a fold of more events than these.
 */
export function foldRoster(
  events: readonly RosterEvent[],
  verify: VerifySignature,
  excluded: ReadonlyMap<string, string> = new Map(),
): Roster {
  const waiting = findWaiting(events);
  const out = new Map([...excluded, ...[...waiting].map((id) => [id, waitsForPredecessor] as const)]);
  for (;;) {
    const draft = foldOnce(events, out, verify);
    const causes = findBeyond(events, draft);
    if (causes.size === 0) return draft;
    for (const id of chooseExcluded(causes, draft.applied)) out.set(id, beyondRemoval);
  }
}

function foldOnce(
  events: readonly RosterEvent[],
  excluded: ReadonlyMap<string, string>,
  verify: VerifySignature,
): Draft {
  const draft: Draft = {
    firmId: '',
    founding: '',
    recovery: { exchangePublic: '', signingPublic: '' },
    kits: [],
    voided: new Map(),
    recoveredWith: new Map(),
    boxes: [],
    members: new Map(),
    devices: new Map(),
    invitations: new Map(),
    epochs: new Map(),
    managers: new Set(),
    wraps: [],
    applied: [],
    refused: new Map(excluded),
  };
  for (const event of events) {
    const reason = excluded.get(event.id) ?? applyEvent(draft, event, verify);
    if (reason === null) draft.applied.push(event.id);
    else {
      draft.refused.set(event.id, reason);
      keepKeys(draft, event, reason);
    }
  }
  applyWraps(draft);
  return draft;
}

/**
 * The keys of an owner who was removed or demoted unseen: what was written under them must stay readable [KY8]. Only
 * numbers of its own device are taken, so nobody can put a key in the place of another's.
 */
function keepKeys(draft: Draft, event: RosterEvent, reason: string): void {
  const device = draft.devices.get(parseEventId(event.id).deviceId);
  if (device === undefined || reason === waitsForPredecessor || !draft.managers.has(device.memberId)) return;
  if (event.type === 'roster.keys.given') addWraps(draft, event.head.deviceId, event.head.wraps);
  if (event.type !== 'roster.epoch.started') return;
  const isOwn = event.head.epochs.every(
    ({ epoch }) => epoch % epochsOfGeneration === device.ordinal % epochsOfGeneration,
  );
  if (isOwn) startEpochs(draft, event, false);
}

/** Whoever stands in the firm may pass on a key: it knows it anyway. It adds what is missing, and replaces nothing. */
function passKeysOn(draft: Draft, { head }: Of<'roster.keys.given'>, deviceId: string): string | null {
  const device = draft.devices.get(deviceId);
  if (device === undefined || device.cut !== null) return 'no right';
  addWraps(draft, head.deviceId, head.wraps, false);
  return null;
}

function startEpochs(draft: Draft, event: Of<'roster.epoch.started' | 'roster.founded'>, stands: boolean): void {
  for (const epoch of event.head.epochs) {
    const key = epochKey(epoch.workspace, epoch.side, epoch.epoch);
    if (draft.epochs.get(key)?.stands ?? false) continue;
    if (!stands && draft.epochs.has(key)) continue;
    draft.epochs.set(key, { ...epoch, otherRecoveries: [], previous: epoch.previous, stands });
  }
}

function applyEvent(draft: Draft, event: RosterEvent, verify: VerifySignature): string | null {
  const { deviceId } = parseEventId(event.id);
  switch (event.type) {
    case 'roster.founded':
      return applyFounded(draft, event, deviceId, verify);
    case 'roster.device.enrolled':
      return applyEnrolled(draft, event, deviceId, verify);
    case 'roster.recovered':
      return applyRecovered(draft, event, deviceId, verify);
    default:
      if (mayManage(draft, deviceId)) return applyManaged(draft, event, verify);
      if (event.type === 'roster.device.renamed') return renameOwn(draft, event, deviceId);
      return event.type === 'roster.keys.given' ? passKeysOn(draft, event, deviceId) : 'no right';
  }
}

function mayManage(draft: Draft, deviceId: string): boolean {
  const device = draft.devices.get(deviceId);
  const member = device === undefined ? undefined : draft.members.get(device.memberId);
  if (device === undefined || member === undefined) return false;
  return device.cut === null && hasRight(member.role, 'firm.manage');
}

function applyFounded(
  draft: Draft,
  event: Of<'roster.founded'>,
  deviceId: string,
  verify: VerifySignature,
): string | null {
  const { head } = event;
  if (draft.firmId !== '') return 'the firm is founded already';
  if (head.device.id !== deviceId || head.firmId !== event.firmId) return 'not of this firm';
  if (firmIdOf(head.recovery.signingPublic) !== event.firmId) return 'not of this firm';
  if (!verify(head.recovery.signingPublic, Buffer.from(deviceId), head.proof)) return 'not signed by the firm';
  draft.firmId = head.firmId;
  draft.recovery = head.recovery;
  draft.founding = head.recovery.signingPublic;
  draft.kits = [head.recovery.signingPublic];
  addMember(draft, head.member.id, head.member.name, { role: head.member.role, workspaces: workWorkspaces });
  addDevice(draft, head.device, head.member.id, event);
  startEpochs(draft, event, true);
  return null;
}

function applyEnrolled(
  draft: Draft,
  event: Of<'roster.device.enrolled'>,
  deviceId: string,
  verify: VerifySignature,
): string | null {
  const { head } = event;
  const invitation = draft.invitations.get(head.invitationId);
  if (invitation === undefined) return 'no such invitation';
  if (invitation.usedByDeviceId !== null) return 'the invitation was used before';
  if (invitation.withdrawnBy !== null) return 'the invitation was withdrawn';
  if (event.atMs > invitation.expiresAtMs) return 'the invitation has expired';
  if (head.device.id !== deviceId) return 'not this device';
  if (draft.devices.has(deviceId)) return 'the device is known already';
  if (draft.members.get(invitation.memberId)?.isRemoved === true) return 'the member was removed';
  if (!verify(invitation.signingPublic, Buffer.from(deviceId), head.proof)) return 'the code was not held';
  draft.invitations.set(invitation.id, { ...invitation, usedByDeviceId: deviceId, usedBy: event.id });
  if (!draft.members.has(invitation.memberId)) {
    addMember(draft, invitation.memberId, invitation.memberName, invitation);
  }
  addDevice(draft, head.device, invitation.memberId, event, invitation.hubAccount);
  addWraps(draft, deviceId, head.wraps);
  return null;
}

function applyRecovered(
  draft: Draft,
  event: Of<'roster.recovered'>,
  deviceId: string,
  verify: VerifySignature,
): string | null {
  const { head } = event;
  if (head.device.id !== deviceId) return 'not this device';
  const kit = [...draft.kits, ...draft.voided.keys()].find((key) => verify(key, Buffer.from(deviceId), head.proof));
  if (kit === undefined) return 'not signed by the firm';
  if (draft.voided.has(kit)) return 'the kit was renewed';
  draft.recoveredWith.set(event.id, kit);
  addMember(draft, head.member.id, head.member.name, { role: 'owner', workspaces: workWorkspaces });
  addDevice(draft, head.device, head.member.id, event, head.hubAccount);
  addWraps(draft, deviceId, head.wraps);
  return null;
}

function applyManaged(
  draft: Draft,
  event: Exclude<RosterEvent, { type: 'roster.founded' | 'roster.device.enrolled' | 'roster.recovered' }>,
  verify: VerifySignature,
): string | null {
  switch (event.type) {
    case 'roster.invited': {
      const { member, invitationId, ...rest } = event.head;
      if (isOutside(member.role) && hasRight(member.role, 'firm.manage'))
        return 'an outside member cannot manage the firm';
      const invitation = { ...rest, id: invitationId, memberId: member.id, memberName: member.name, role: member.role };
      draft.invitations.set(invitationId, { ...invitation, usedByDeviceId: null, usedBy: null, withdrawnBy: null });
      return null;
    }
    case 'roster.member.changed':
      return changeMember(draft, event);
    case 'roster.member.removed':
      return removeMember(draft, event);
    case 'roster.device.removed': {
      const device = draft.devices.get(event.head.deviceId);
      if (device === undefined) return 'no such device';
      if (isLastOwnerDevice(draft, device.memberId, device.id)) return 'the last owner cannot be removed';
      if (device.cut !== null) return 'removed already';
      draft.devices.set(device.id, { ...device, cut: event.head.heads, cutBy: event.id });
      return null;
    }
    case 'roster.epoch.started':
      startEpochs(draft, event, true);
      return null;
    case 'roster.keys.given':
      addWraps(draft, event.head.deviceId, event.head.wraps);
      return null;
    case 'roster.device.renamed':
      return renameDevice(draft, event.head);
    case 'roster.invitation.withdrawn':
      return withdraw(draft, event);
    case 'roster.kit.renewed':
      return renewKit(draft, event, verify);
  }
}

function changeMember(draft: Draft, event: Of<'roster.member.changed'>): string | null {
  const member = draft.members.get(event.head.memberId);
  if (member === undefined || member.isRemoved) return 'no such member';
  const { role, workspaces, starts = {}, heads } = event.head;
  if (role !== 'owner' && isLastOwnerDevice(draft, member.id, null)) return 'the last owner cannot be demoted';
  if (hasRight(role, 'firm.manage')) draft.managers.add(member.id);
  draft.members.set(member.id, {
    ...member,
    role,
    workspaces,
    starts,
    changes: [...member.changes, { eventId: event.id, role, workspaces, heads }],
  });
  return null;
}

function removeMember(draft: Draft, event: Of<'roster.member.removed'>): string | null {
  const member = draft.members.get(event.head.memberId);
  if (member === undefined || member.isRemoved) return 'no such member';
  if (isLastOwnerDevice(draft, member.id, null)) return 'the last owner cannot be removed';
  draft.members.set(member.id, { ...member, isRemoved: true });
  for (const device of draft.devices.values()) {
    if (device.memberId !== member.id || device.cut !== null) continue;
    draft.devices.set(device.id, { ...device, cut: event.head.heads[device.id] ?? {}, cutBy: event.id });
  }
  return null;
}

/** True when nobody else could manage the firm without this member (or, of an owner, without this device). */
function isLastOwnerDevice(draft: Draft, memberId: string, deviceId: string | null): boolean {
  const managing = [...draft.devices.values()].filter((device) => {
    const member = draft.members.get(device.memberId);
    return device.cut === null && member !== undefined && !member.isRemoved && hasRight(member.role, 'firm.manage');
  });
  const left = managing.filter((device) => (deviceId === null ? device.memberId !== memberId : device.id !== deviceId));
  return managing.length > 0 && left.length === 0;
}

function addMember(
  draft: Draft,
  id: string,
  name: string,
  { role, workspaces, starts = {} }: Pick<RosterInvitation, 'role' | 'workspaces' | 'starts'>,
): void {
  draft.members.set(id, { id, name, role, workspaces, starts, isRemoved: false, changes: [] });
  if (hasRight(role, 'firm.manage')) draft.managers.add(id);
}

function addDevice(
  draft: Draft,
  device: { id: string; name: string; signingPublic: string; exchangePublic: string },
  memberId: string,
  event: RosterEvent,
  hubAccount: string | null = null,
): void {
  const ordinal = draft.devices.size + 1;
  const enrolled = { memberId, enrolledAtMs: event.atMs, ordinal, cut: null, cutBy: null, hubAccount };
  draft.devices.set(device.id, { ...device, ...enrolled });
}

function addWraps(draft: Draft, deviceId: string, wraps: Readonly<Record<string, string>>, replaces = true): void {
  for (const [key, sealed] of Object.entries(wraps)) draft.wraps.push({ key, deviceId, sealed, replaces });
}

/** Wraps go to their epochs last: the event that starts one may stand behind those that pass its key on. */
function applyWraps(draft: Draft): void {
  for (const { key, deviceId, sealed, replaces } of draft.wraps) {
    const epoch = draft.epochs.get(key);
    if (epoch === undefined || (!replaces && deviceId in epoch.wraps)) continue;
    draft.epochs.set(key, { ...epoch, wraps: { ...epoch.wraps, [deviceId]: sealed } });
  }
  for (const { key, sealed } of draft.boxes) {
    const epoch = draft.epochs.get(key);
    if (epoch !== undefined) draft.epochs.set(key, { ...epoch, otherRecoveries: [...epoch.otherRecoveries, sealed] });
  }
}

/** The newest epoch of a workspace's side, or nothing before the firm is founded. */
export function currentEpoch(
  roster: Roster,
  workspace: WorkWorkspace,
  side: 'inside' | 'outside',
): RosterEpoch | undefined {
  let newest: RosterEpoch | undefined;
  for (const epoch of roster.epochs.values()) {
    if (epoch.workspace !== workspace || epoch.side !== side || !epoch.stands) continue;
    if (newest === undefined || epoch.epoch > newest.epoch) newest = epoch;
  }
  return newest;
}

const epochsOfGeneration = 1000;

/**
 * The number of an epoch that a device starts after another: its own in each generation, so that epochs started apart
 * are two epochs and not one number for two keys [KY5]. The greater number is the newer epoch on every device.
 */
export function nextEpoch(before: number, ordinal: number): number {
  return (Math.floor(before / epochsOfGeneration) + 1) * epochsOfGeneration + (ordinal % epochsOfGeneration);
}

/** The greatest number of an epoch of a side, whether it stands or not: a number is used once. */
export function lastEpochNumber(roster: Roster, workspace: WorkWorkspace, side: 'inside' | 'outside'): number {
  const own = [...roster.epochs.values()].filter((epoch) => epoch.workspace === workspace && epoch.side === side);
  return Math.max(0, ...own.map((epoch) => epoch.epoch));
}

/** True when the member may read the workspace as the roster says now. */
export function holdsWorkspace(member: RosterMember, workspace: Workspace): boolean {
  return workspace === 'roster' || (!member.isRemoved && member.workspaces.includes(workspace));
}
