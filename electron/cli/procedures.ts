import { randomBytes } from 'node:crypto';
import { type AnySchema, getEventIteratorSchemaDetails } from '@orpc/contract';
import * as z from 'zod';
import { contract } from '../../shared/contract/contract.ts';
import type { ProcedureMeta } from '../../shared/contract/procedure.ts';

/** One procedure of the contract, as `annex list` shows it. */
export interface ListedProcedure extends ProcedureMeta {
  readonly name: string;
  /** JSON Schema of what to send. */
  readonly input: unknown;
  /** JSON Schema of the answer; for a stream, of each of its items under `stream`. */
  readonly output: unknown;
}

interface Procedure {
  readonly name: string;
  readonly meta: ProcedureMeta;
  readonly inputSchema: AnySchema | undefined;
  readonly outputSchema: AnySchema | undefined;
}

const procedures: ReadonlyMap<string, Procedure> = new Map(
  Object.entries(contract).flatMap(([area, entries]) =>
    Object.entries(entries).map(([verb, entry]): [string, Procedure] => {
      const { meta, inputSchema, outputSchema } = entry['~orpc'];
      return [`${area}.${verb}`, { name: `${area}.${verb}`, meta, inputSchema, outputSchema }];
    }),
  ),
);

/** The procedure of that name, `area.verbThing`, or nothing. */
export function findProcedure(name: string): Procedure | undefined {
  return procedures.get(name);
}

/** Every procedure whose name begins with `prefix`, in the contract's order. */
export function listProcedures(prefix = ''): ListedProcedure[] {
  return [...procedures.values()]
    .filter((procedure) => procedure.name.startsWith(prefix))
    .map(({ name, meta, inputSchema, outputSchema }) => ({
      name,
      ...meta,
      input: asJsonSchema(inputSchema, 'input'),
      output: describeOutput(outputSchema),
    }));
}

function describeOutput(schema: AnySchema | undefined): unknown {
  const stream = getEventIteratorSchemaDetails(schema);
  return stream === undefined ? asJsonSchema(schema, 'output') : { stream: asJsonSchema(stream.yields, 'output') };
}

function asJsonSchema(schema: AnySchema | undefined, io: 'input' | 'output'): unknown {
  if (!(schema instanceof z.ZodType)) return {};
  const { $schema, ...described } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
  });
  return described;
}

/** An id for a command that came without one: letters and digits, 120 random bits. */
export function createCommandId(): string {
  return randomBytes(15).toString('hex');
}
