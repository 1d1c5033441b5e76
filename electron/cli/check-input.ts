import * as z from 'zod';
import { createCommandId } from './procedures.ts';

interface Command<Schema extends z.ZodType> {
  readonly '~orpc': { readonly inputSchema?: Schema | undefined };
}

/** The input as the contract takes it, or what is wrong with it, by column. */
export type CheckedInput<Value> = { value: Value } | { problems: { column: string; sentence: string }[] };

/** Checks the input of a command by its own schema; `columnOf` turns a field's path into the file's column. */
export function checkInput<Schema extends z.ZodType<{ commandId: string }>>(
  command: Command<Schema>,
  input: Record<string, unknown>,
  columnOf: (field: string) => string,
): CheckedInput<z.output<Schema>> {
  const schema = command['~orpc'].inputSchema;
  if (schema === undefined) throw new Error('This command has no input schema.');
  const parsed = z.safeParse(schema, {
    commandId: createCommandId(),
    ...input,
  });
  if (parsed.success) return { value: parsed.data };
  return {
    problems: parsed.error.issues.map((issue) => ({
      column: columnOf(issue.path.map(String).join('.')),
      sentence: issue.message,
    })),
  };
}
