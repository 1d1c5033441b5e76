import type * as z from 'zod';

interface Declared {
  readonly '~orpc': { readonly inputSchema?: z.ZodType | undefined };
}

/** What the handler of a declared procedure is called with: its input after defaults were filled in. */
export type InputOf<Procedure extends Declared> = z.output<NonNullable<Procedure['~orpc']['inputSchema']>>;
