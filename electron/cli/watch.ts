import type { CommandContext } from './command-line.ts';
import { unlock } from './unlock.ts';

/**
 * `annex watch`: a line of JSON for each change, until it is ended. In a data process of its own the firm is unlocked,
 * so that sync brings changes in. Throws when the data process ends first.
 */
export async function runWatch({ io, connect }: CommandContext): Promise<void> {
  const connection = await connect();
  if (connection.isOwn) await unlock(connection, io);
  const control = new AbortController();
  const stop = () => control.abort();
  io.signal.addEventListener('abort', stop, { once: true });
  void connection.closed.then(stop);
  try {
    for await (const change of await connection.client.firm.follow({}, { signal: control.signal })) {
      io.out(`${JSON.stringify({ at: new Date().toISOString(), ...change })}\n`);
    }
  } catch (error) {
    if (!control.signal.aborted) throw error;
  }
  if (!io.signal.aborted) throw new Error('The data process ended.');
}
