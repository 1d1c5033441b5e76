import * as z from 'zod';
import { isDay } from '../domain/day.ts';
import { isCents } from '../domain/money.ts';
import type { Right } from '../domain/roles/rights.ts';
import type { Workspace } from '../domain/workspace.ts';

/** Whole cents, safe to add. */
export const centsSchema = z.number().refine(isCents, 'Give a whole number of cents.');
/** An existing day, `YYYY-MM-DD`. */
export const daySchema = z.string().refine(isDay, 'Give an existing day.');
/** An id made by us: letters and digits only, so it never carries a name. */
export const idSchema = z.string().regex(/^[0-9a-z]{1,40}$/, 'This id is not one of ours.');
/** The id of an event: clock, device, hash of its envelope. */
export const eventIdSchema = z.string().regex(/^[0-9a-f]{16}-[0-9a-f]{16}-[A-Za-z0-9_-]{43}$/);
/** Short text that a person typed. */
export const textSchema = z.string().trim().max(500);
/** Text that must not be empty. */
export const requiredTextSchema = textSchema.min(1, 'Fill this in.');
/** A narrative or a note. */
export const longTextSchema = z.string().max(20_000);

/**
 * What an event type is. `head` is sealed for everybody who holds the workspace and carries what totals and rules
 * need; `body` carries names and narratives and may be sealed for the inside alone.
 * `aggregate` is the kind of thing that the event changes; `right` is what its author must hold (see `admit`).
 */
export interface EventDefinition<
  Type extends string = string,
  Head extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
> {
  readonly type: Type;
  readonly version: number;
  readonly workspace: Workspace | 'any';
  readonly aggregate: string;
  readonly right: Right | 'none';
  /** What its author must hold instead, where that hangs on the head. */
  readonly rightFor?: (head: z.output<Head>) => Right;
  readonly head: Head;
  readonly body: Body;
  /** Older versions: brings a head and body of version n to n + 1. They stay readable for ever. */
  readonly upgrades?: Readonly<
    Record<number, (old: { head: unknown; body: unknown }) => { head: unknown; body: unknown }>
  >;
}

/** Declares an event type; the types of head and body follow from its schemas. */
export function defineEvent<const Type extends string, Head extends z.ZodType, Body extends z.ZodType>(
  definition: EventDefinition<Type, Head, Body>,
): EventDefinition<Type, Head, Body> {
  return definition;
}

/** An empty head or body. */
export const nothing = z.object({});

/** The common part of every sealed head. `parents` are the last events of the aggregate that the author had seen. */
export interface EventMeta {
  readonly type: string;
  readonly version: number;
  readonly aggregate: string;
  readonly parents: readonly string[];
  readonly commandId: string;
  readonly matterId?: string | undefined;
  /** Aggregates that a rule looks at besides the event's own: where the event cannot be folded, they have a gap. */
  readonly touches?: readonly string[] | undefined;
  /** Present on the events of a staged batch (an import): they count once the batch is closed. */
  readonly batchId?: string | undefined;
}

/** An event as folds see it: opened, admitted, of the newest version. `body` is null where this device may not read it. */
export interface OpenedEvent<Head = unknown, Body = unknown> extends EventMeta {
  readonly id: string;
  readonly workspace: Workspace;
  /** Hybrid logical clock, 16 hex digits: sorts as text. */
  readonly clock: string;
  /** Instant in epoch milliseconds that the clock stands for. */
  readonly atMs: number;
  readonly deviceId: string;
  readonly memberId: string;
  readonly head: Head;
  readonly body: Body | null;
}

/** An event before it is sealed: what a command decides. */
export interface NewEvent<Head = unknown, Body = unknown> {
  readonly type: string;
  readonly workspace: Workspace;
  readonly aggregate: string;
  readonly head: Head;
  readonly body: Body;
  readonly matterId?: string;
  readonly touches?: readonly string[];
  readonly batchId?: string;
  /** True seals the body for the inside alone. */
  readonly withheld?: boolean;
}
