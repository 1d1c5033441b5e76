import type * as z from 'zod';
import type { EventDefinition, NewEvent } from '../../../shared/events/event.ts';

type Surroundings = Pick<NewEvent, 'matterId' | 'touches' | 'withheld' | 'workspace'>;

/**
 * An event of a type for the aggregate with this id; head and body are typed by the definition, and defaults are
 * filled in; a type of any workspace is told which. Throws where they do not fit: that is a fault of the procedure, not of the person.
 */
export function newEvent<Head extends z.ZodType, Body extends z.ZodType>(
  definition: EventDefinition<string, Head, Body>,
  id: string,
  head: z.input<Head>,
  body: z.input<Body>,
  surroundings: { readonly [Key in keyof Surroundings]?: Surroundings[Key] | undefined } = {},
): NewEvent {
  const { matterId, touches, withheld } = surroundings;
  const { type } = definition;
  const workspace = definition.workspace === 'any' ? surroundings.workspace : definition.workspace;
  if (workspace === undefined) throw new Error(`An event of type ${type} needs its workspace named.`);
  return {
    type,
    workspace,
    aggregate: `${definition.aggregate}:${id}`,
    head: definition.head.parse(head),
    body: definition.body.parse(body),
    ...(matterId === undefined ? {} : { matterId }),
    ...(touches === undefined ? {} : { touches }),
    ...(withheld === undefined ? {} : { withheld }),
  };
}
