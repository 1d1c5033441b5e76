import type * as z from 'zod';
import type { syncStatusSchema } from '../../../shared/contract/provider.ts';
import type { HubNotice } from './beside.ts';
import { type TroubleKind, troubleOfAnswer, troubleOfError } from './hub-trouble.ts';

export type SyncStatus = z.infer<typeof syncStatusSchema>;
type SyncState = SyncStatus['state'];

/** Troubles that matter although replication goes on, in the few words of the status line. */
const shortTroubles: Partial<Record<TroubleKind, string>> = {
  'hub lies': 'The hub sent false documents',
  'went back': 'The hub had lost changes',
  'holds back': 'Changes are missing at the hub',
  certificate: 'The hub’s certificate is not trusted',
  'captive portal': 'This network asks for a log-in',
  'not a hub': 'What answers is not the hub',
  'no databases': 'The hub does not know this firm',
  'disk full': 'The hub’s disk is full',
  'too large': 'The hub takes no change as large as that',
  failing: 'The hub answers with errors',
  proxy: 'The proxy does not let sync through',
};

/** The one state of all parts: the worst that is true. */
export function overallState(facts: {
  hasHub: boolean;
  isPaused: boolean;
  parts: readonly string[];
  refused: number;
  trouble: TroubleKind | null;
}): SyncState {
  if (!facts.hasHub) return 'off';
  if (facts.isPaused) return 'paused';
  if (facts.parts.includes('signed out')) return 'signed out';
  if (facts.trouble !== null && facts.trouble in shortTroubles) return 'trouble';
  for (const worse of ['offline', 'connecting'] as const) if (facts.parts.includes(worse)) return worse;
  if (facts.refused > 0) return 'refused';
  return facts.parts.includes('working') ? 'working' : 'up to date';
}

/** The sentence of the status line. */
export function stateSentence(
  state: SyncState,
  facts: { refused: number; waiting: number; toPull: number; offlineSinceMs: number; trouble: TroubleKind | null },
): string {
  const changes = facts.waiting === 0 ? '' : `, ${countChanges(facts.waiting)} waiting`;
  switch (state) {
    case 'off':
      return 'On this computer only';
    case 'paused':
      return `Sync paused${changes}`;
    case 'connecting':
      return `Connecting${changes}`;
    case 'working':
      return facts.toPull === 0 ? `Syncing${changes}` : `Syncing, ${countChanges(facts.toPull)} to come`;
    case 'offline':
      return `Offline since ${clockTime(facts.offlineSinceMs)}${changes}`;
    case 'signed out':
      return `The hub does not accept this account${changes}`;
    case 'trouble':
      return `${(facts.trouble && shortTroubles[facts.trouble]) ?? 'Sync has trouble'}${changes}`;
    case 'refused':
      return `Hub refused ${countChanges(facts.refused)}`;
    case 'up to date':
      return 'Up to date';
  }
}

/** What the hub did, in a sentence. `place` is the workspace as people call it. */
export function sayNotice({ kind, count }: HubNotice): string {
  const changes = countChanges(count);
  switch (kind) {
    case 'went back':
      return `The hub had gone back to an older state: ${changes} missing. This device sent what it may.`;
    case 'lost':
      return `The hub had lost ${changes} that it had taken. This device sent what it may.`;
    case 'held back':
      return `The hub had kept ${changes} back that it holds. This device fetched them.`;
  }
}

function countChanges(count: number): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? 'change' : 'changes'}`;
}

function clockTime(ms: number): string {
  const now = new Date(ms);
  return `${now.getHours()}:${String(now.getMinutes()).padStart(2, '0')}`;
}

/** What stopped one workspace, in a few words: the column beside it has no room for what to do. */
export function sayStopped(error: unknown): string {
  const kind = stoppedBy(error);
  if (kind === 'no answer') return 'The hub does not answer';
  if (kind === 'signed out') return 'The hub does not accept this account';
  return (kind !== null && shortTroubles[kind]) || 'The hub did not take it; it is tried again';
}

function stoppedBy(error: unknown): TroubleKind | null {
  if (typeof error !== 'object' || error === null) return null;
  const { status, reason } = error as { status?: unknown; reason?: unknown };
  if (typeof status !== 'number') return troubleOfError(error);
  return troubleOfAnswer({ status, contentType: '', text: String(reason ?? '') });
}
