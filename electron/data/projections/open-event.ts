import type { Workspace } from '../../../shared/domain/workspace.ts';
import type { EventDefinition, OpenedEvent } from '../../../shared/events/event.ts';
import { findEventDefinition } from '../../../shared/events/registry.ts';
import { type EventDocument, openBody, openHead, parseEventId } from '../events/envelope.ts';
import { clockMs } from '../events/event-clock.ts';
import type { KeyRing } from '../roster/key-ring.ts';

/** An event that could be opened, with its definition. */
export interface Opened {
  readonly kind: 'opened';
  readonly event: OpenedEvent;
  readonly definition: EventDefinition;
  readonly answer: unknown;
  /** True where only the body stayed shut: the event counts, its texts are not shown. */
  readonly isBodiless: boolean;
  /** True where the body is sealed for the firm's own members. */
  readonly isInside: boolean;
}

/** An event that could not: kept, named, never dropped. What its head says, where it could be read. */
export interface Shut {
  readonly kind: 'shut';
  readonly reason: 'unreadable' | 'newer version' | 'invalid';
  readonly detail: string;
  readonly type: string;
  readonly aggregate: string;
  readonly touches: readonly string[];
}

function shut(
  reason: Shut['reason'],
  detail: string,
  of?: { type: string; aggregate: string; touches?: readonly string[] | undefined },
): Shut {
  return {
    kind: 'shut',
    reason,
    detail,
    type: of?.type ?? '',
    aggregate: of?.aggregate ?? '',
    touches: of?.touches ?? [],
  };
}

function headKey(ring: KeyRing, workspace: Workspace, document: EventDocument): Buffer | undefined {
  return workspace === 'roster' ? ring.rosterKey : ring.find(workspace, 'outside', document.k[0]);
}

function bodyKey(ring: KeyRing, workspace: Workspace, document: EventDocument): Buffer | undefined {
  if (workspace === 'roster') return ring.rosterKey;
  return ring.find(workspace, document.k[1] === 'i' ? 'inside' : 'outside', document.k[2]);
}

function upgrade(
  definition: EventDefinition,
  version: number,
  parts: { head: unknown; body: unknown },
): { head: unknown; body: unknown } {
  let current = parts;
  for (let at = version; at < definition.version; at += 1) {
    const step = definition.upgrades?.[at];
    if (step === undefined) throw new Error(`There is no upgrade of ${definition.type} from version ${at}.`);
    current = step(current);
  }
  return current;
}

/** Finds the definition of an event type; nothing where this version does not know it. */
export type FindDefinition = (type: string) => EventDefinition | undefined;

/** Opens a stored event with the keys of this device: a value either way, never an exception for what others wrote. */
export function openEvent(
  document: EventDocument,
  workspace: Workspace,
  firmId: string,
  ring: KeyRing,
  findDefinition: FindDefinition = findEventDefinition,
): Opened | Shut {
  const key = headKey(ring, workspace, document);
  if (key === undefined) return shut('unreadable', 'The key for this event has not arrived.');
  const place = { firmId, workspace };
  let head: ReturnType<typeof openHead>;
  try {
    head = openHead(document, place, key);
  } catch {
    return shut('unreadable', 'The event could not be opened with its key.');
  }
  const definition = findDefinition(head.meta.type);
  if (definition === undefined || head.meta.version > definition.version) {
    return shut('newer version', 'A newer version of Annex wrote this. Update this computer.', head.meta);
  }
  if (definition.workspace !== 'any' && definition.workspace !== workspace) {
    return shut('invalid', 'The event stands in a workspace where it does not belong.', head.meta);
  }
  return openParts(document, workspace, place.firmId, ring, head, definition);
}

function openParts(
  document: EventDocument,
  workspace: Workspace,
  firmId: string,
  ring: KeyRing,
  { meta, answer, head }: ReturnType<typeof openHead>,
  definition: EventDefinition,
): Opened | Shut {
  const readable = bodyKey(ring, workspace, document);
  let body: unknown;
  try {
    if (readable !== undefined) body = openBody(document, { firmId, workspace }, readable);
  } catch {
    return shut('unreadable', 'The text of the event could not be opened with its key.', meta);
  }
  try {
    const upgraded = upgrade(definition, meta.version, { head, body: body ?? null });
    const parsedHead = definition.head.parse(upgraded.head);
    const parsedBody = body === undefined ? null : definition.body.parse(upgraded.body);
    if (meta.aggregate.split(':')[0] !== definition.aggregate) throw new Error('aggregate');
    const { clock, deviceId } = parseEventId(document._id);
    const event: OpenedEvent = {
      ...meta,
      id: document._id,
      workspace,
      clock,
      atMs: clockMs(clock),
      deviceId,
      memberId: '',
      head: parsedHead,
      body: parsedBody,
    };
    return {
      kind: 'opened',
      event,
      definition,
      answer,
      isBodiless: body === undefined,
      isInside: document.k[1] === 'i',
    };
  } catch {
    return shut('invalid', 'The contents of the event do not have the form that its type asks for.', meta);
  }
}

/** The same event with the text that was shown of it [SH4]; as it was where that does not fit its type. */
export function withShown(opened: Opened, shown: unknown): Opened {
  const { event, definition } = opened;
  try {
    const { body } = upgrade(definition, event.version, { head: event.head, body: shown });
    return { ...opened, event: { ...event, body: definition.body.parse(body) }, isBodiless: false };
  } catch {
    return opened;
  }
}
