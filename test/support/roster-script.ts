import { firmIdOf } from '../../electron/data/roster/firm-id.ts';
import type { RosterEvent, RosterHeads } from '../../electron/data/roster/roster-event.ts';
import type { Role } from '../../shared/domain/roles/rights.ts';
import { type WorkWorkspace, workWorkspaces } from '../../shared/domain/workspace.ts';
import { countingKey } from './signed-event.ts';

const recoveryKey = countingKey(9);

/** The firm of these scripts: its id is that of its recovery key. */
export const scriptFirmId = firmIdOf(recoveryKey);
/** Signatures of the scripts: 'ok' is good, anything else is not. */
export const verifyScript = (_: string, __: Buffer, signature: string): boolean => signature === 'ok';

/** The id of a device that a script calls by one letter. */
export function deviceOf(letter: string): string {
  return letter.toLowerCase().charCodeAt(0).toString(16).padStart(16, '0');
}

/** The id of the event that a script calls `05-b`: clock 05, device b. */
export function idOf(name: string): string {
  const [clock = '', letter = ''] = name.split('-');
  return `${clock.padStart(12, '0')}0000-${deviceOf(letter)}-${'h'.repeat(43)}`;
}

interface Said {
  readonly parents: readonly string[];
}

function event(name: string, { parents }: Said, type: string, head: unknown): RosterEvent {
  const id = idOf(name);
  const atMs = Number.parseInt(name.split('-')[0] ?? '0', 16);
  return { id, firmId: scriptFirmId, atMs, parents: parents.map(idOf), type, head } as RosterEvent;
}

function publicsOf(letter: string) {
  return { id: deviceOf(letter), name: letter, signingPublic: countingKey(1), exchangePublic: countingKey(2) };
}

/** Heads by letter and workspace, as removals name them: `{ b: { roster: '04-b' } }`. */
export type NamedHeads = Readonly<Record<string, Partial<Record<keyof RosterHeads, string>>>>;

function headsOf(named: NamedHeads): Record<string, RosterHeads> {
  const entries = Object.entries(named).map(([letter, heads]) => [
    deviceOf(letter),
    Object.fromEntries(Object.entries(heads).map(([workspace, name]) => [workspace, idOf(name)])),
  ]);
  return Object.fromEntries(entries) as Record<string, RosterHeads>;
}

/** The founding by the member and device of this letter. */
export function founds(name: string, changes: { proof?: string; key?: string } = {}): RosterEvent {
  const letter = name.split('-')[1] ?? '';
  return event(name, { parents: [] }, 'roster.founded', {
    firmId: scriptFirmId,
    member: { id: letter, name: letter, role: 'owner' },
    device: publicsOf(letter),
    recovery: { exchangePublic: countingKey(3), signingPublic: changes.key ?? recoveryKey },
    proof: changes.proof ?? 'ok',
    epochs: [],
  });
}

/** An invitation of the member of this letter. */
export function invites(name: string, said: Said & { whom: string; role: Role; expiresAtMs?: number }): RosterEvent {
  return event(name, said, 'roster.invited', {
    invitationId: `i${said.whom}`,
    member: { id: said.whom, name: said.whom, role: said.role },
    workspaces: [...workWorkspaces],
    signingPublic: countingKey(4),
    exchangePublic: countingKey(5),
    expiresAtMs: said.expiresAtMs ?? 1e12,
    wraps: {},
  });
}

/** The enrolment of this letter's device by its invitation, or by another's. */
export function enrols(name: string, said: Said & { by?: string; proof?: string }): RosterEvent {
  const letter = name.split('-')[1] ?? '';
  const head = {
    invitationId: `i${said.by ?? letter}`,
    device: publicsOf(letter),
    proof: said.proof ?? 'ok',
    wraps: {},
  };
  return event(name, said, 'roster.device.enrolled', head);
}

/** The removal of a member, with the heads that were seen. */
export function removes(name: string, said: Said & { whom: string; heads: NamedHeads }): RosterEvent {
  return event(name, said, 'roster.member.removed', { memberId: said.whom, heads: headsOf(said.heads) });
}

/** A change of a member's role. */
export function changes(
  name: string,
  said: Said & { whom: string; role: Role; heads: NamedHeads; workspaces?: readonly WorkWorkspace[] },
): RosterEvent {
  const workspaces = said.workspaces ?? workWorkspaces;
  return event(name, said, 'roster.member.changed', {
    memberId: said.whom,
    role: said.role,
    workspaces,
    heads: headsOf(said.heads),
  });
}

/** The recovery key makes an owner of this letter's device. */
export function recovers(name: string, said: Said & { proof?: string }): RosterEvent {
  const letter = name.split('-')[1] ?? '';
  return event(name, said, 'roster.recovered', {
    member: { id: letter, name: letter, role: 'owner' },
    device: publicsOf(letter),
    proof: said.proof ?? 'ok',
    wraps: {},
  });
}

/** A firm of the owners a and b and the bookkeeper c, each with a device; the last event is `04-c`. */
export function threeMembers(): RosterEvent[] {
  return [
    founds('01-a'),
    invites('02-a', { parents: ['01-a'], whom: 'b', role: 'owner' }),
    invites('03-a', { parents: ['02-a'], whom: 'c', role: 'bookkeeper' }),
    enrols('04-b', { parents: ['03-a'] }),
    enrols('04-c', { parents: ['03-a'] }),
  ];
}
