import { ORPCError } from '@orpc/server';
import type { Refusal } from '../../shared/domain/refusal.ts';

/** The refusal that a call ended with. Throws where it went well, or failed otherwise. */
export async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  let answer: unknown;
  try {
    answer = await call;
  } catch (error) {
    if (error instanceof ORPCError && error.code === 'REFUSED') return error.data as Refusal;
    throw error;
  }
  throw new Error(`This was not refused: ${JSON.stringify(answer)}`);
}
