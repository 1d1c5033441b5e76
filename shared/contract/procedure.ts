import { eventIterator, oc } from '@orpc/contract';
import * as z from 'zod';
import type { Right } from '../domain/roles/rights.ts';
import { idSchema } from '../events/event.ts';

/** What every procedure says of itself besides its schemas. `public` answers before the vault is open. */
export interface ProcedureMeta {
  readonly kind: 'query' | 'command';
  readonly right: Right | 'member' | 'public';
  readonly summary: string;
}

/** A refusal as it crosses the contract. */
export const refusalSchema = z.object({ code: z.string(), sentence: z.string(), fields: z.array(z.string()) });

const base = oc
  .$meta<ProcedureMeta>({ kind: 'query', right: 'member', summary: '' })
  .errors({ REFUSED: { status: 422, message: 'Refused', data: refusalSchema } });

/** A question. It changes nothing and may be asked again. */
export function query<Input extends z.ZodType, Output extends z.ZodType>(
  right: ProcedureMeta['right'],
  summary: string,
  input: Input,
  output: Output,
) {
  return base.meta({ kind: 'query', right, summary }).input(input).output(output);
}

/**
 * A wish to change something. The input carries `commandId`, made by the screen and kept in its draft: sent twice it
 * is done once, and the second answer says what the first did.
 */
export function command<Shape extends z.ZodRawShape, Output extends z.ZodType>(
  right: ProcedureMeta['right'],
  summary: string,
  shape: Shape,
  output: Output,
) {
  return base
    .meta({ kind: 'command', right, summary })
    .input(z.object({ commandId: idSchema, ...shape }))
    .output(output);
}

/** The answer of a command that made or changed one thing. */
export const doneSchema = z.object({ id: z.string() });

/** A stream of values for as long as the caller listens. */
export function subscription<Input extends z.ZodType, Item extends z.ZodType>(
  right: ProcedureMeta['right'],
  summary: string,
  input: Input,
  item: Item,
) {
  return base.meta({ kind: 'query', right, summary }).input(input).output(eventIterator(item));
}
