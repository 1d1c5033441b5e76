import { type ClientContext, type ClientLink, ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { type Connection, NotLetInError } from '../../../../renderer/app/port.ts';
import { type ConnectionState, ReconnectingLink } from '../../../../renderer/app/reconnecting-link.ts';

type Call = ClientLink<ClientContext>['call'];

/** A connection whose end the test decides. */
function makeConnection(call: Call): { connection: Connection; close: () => void } {
  let close = (): void => undefined;
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });
  return { connection: { link: { call }, closed }, close };
}

const never: Call = () => new Promise(() => undefined);
const options = { context: {} };

function makeLink(opens: (() => Promise<Connection>)[]) {
  const states: ConnectionState[] = [];
  const waits: number[] = [];
  const link = new ReconnectingLink({
    open: () => (opens.shift() ?? (() => Promise.reject(new Error('No more connections.'))))(),
    onState: (state) => states.push(state),
    wait: async (ms) => {
      waits.push(ms);
      if (waits.length > 20) await new Promise(() => undefined);
    },
  });
  return { link, states, waits };
}

describe('the way to the data process', () => {
  it('sends a call that was cut off again over the next connection', async () => {
    const sent: unknown[] = [];
    const first = makeConnection(async (path, input) => {
      sent.push(input);
      first.close();
      return never(path, input, options);
    });
    const second = makeConnection(async (_path, input) => {
      sent.push(input);
      return 'done';
    });
    const { link, states } = makeLink([async () => first.connection, async () => second.connection]);
    expect(await link.call(['intake', 'logCall'], { commandId: 'c1' }, options)).toBe('done');
    expect(sent).toEqual([{ commandId: 'c1' }, { commandId: 'c1' }]);
    expect(states).toEqual(['connecting', 'open', 'lost', 'open']);
  });

  it('does not send again what was answered, with a refusal or a fault', async () => {
    let sent = 0;
    const only = makeConnection(async () => {
      sent += 1;
      throw new ORPCError('REFUSED');
    });
    const { link } = makeLink([async () => only.connection]);
    await expect(link.call(['x'], {}, options)).rejects.toBeInstanceOf(ORPCError);
    const broken = makeConnection(async () => {
      sent += 1;
      throw new Error('A bug.');
    });
    const other = makeLink([async () => broken.connection]);
    await expect(other.link.call(['x'], {}, options)).rejects.toThrow('A bug.');
    expect(sent).toBe(2);
  });

  it('gives up a call that five connections in a row have cut off', async () => {
    let sent = 0;
    const opens = Array.from({ length: 8 }, () => async () => {
      const made = makeConnection(async (path, input) => {
        sent += 1;
        made.close();
        return never(path, input, options);
      });
      return made.connection;
    });
    const { link } = makeLink(opens);
    await expect(link.call(['x'], {}, options)).rejects.toThrow('The connection was lost.');
    expect(sent).toBe(5);
  });

  it('waits longer from try to try, three seconds at the most, and says that it is lost', async () => {
    const { states, waits } = makeLink([]);
    for (let turn = 0; turn < 200; turn += 1) await Promise.resolve();
    expect(waits.slice(0, 6)).toEqual([250, 500, 1_000, 2_000, 3_000, 3_000]);
    expect(states).toEqual(['connecting', 'lost']);
  });

  it('says when the browser has not been let in', async () => {
    const { states } = makeLink([() => Promise.reject(new NotLetInError())]);
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    expect(states).toEqual(['connecting', 'not let in']);
  });
});
