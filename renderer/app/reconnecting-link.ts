import { type ClientContext, type ClientLink, type ClientOptions, ORPCError } from '@orpc/client';
import { type Connection, NotLetInError } from './port.ts';

const triesMax = 5;
const waitMsMax = 3_000;

/** What the page knows of its way to the data process. */
export type ConnectionState = 'connecting' | 'open' | 'lost' | 'not let in';

interface ReconnectingLinkOptions {
  open(): Promise<Connection>;
  onState(state: ConnectionState): void;
  wait(ms: number): Promise<void>;
}

/**
 * A link that outlives its connections. A call waits for the connection; one that was cut off is sent again over the
 * next: queries may be asked twice, and a command carries its own id, so that sent twice it is done once.
 */
export class ReconnectingLink implements ClientLink<ClientContext> {
  readonly #options: ReconnectingLinkOptions;
  #current: Promise<Connection>;

  constructor(options: ReconnectingLinkOptions) {
    this.#options = options;
    this.#current = this.#connect('connecting');
  }

  /** Sends one call. Rejects with the data process's own error, or when five connections in a row were cut off. */
  async call(path: readonly string[], input: unknown, options: ClientOptions<ClientContext>): Promise<unknown> {
    for (let tries = 1; ; tries += 1) {
      const connection = await this.#current;
      let isClosed = false;
      const lost = connection.closed.then(() => {
        isClosed = true;
        throw new Error('The connection was lost.');
      });
      try {
        return await Promise.race([connection.link.call(path, input, options), lost]);
      } catch (error) {
        await Promise.resolve();
        const isAnswer = error instanceof ORPCError || options.signal?.aborted === true;
        if (isAnswer || !isClosed || tries >= triesMax) throw error;
      }
    }
  }

  async #connect(state: ConnectionState): Promise<Connection> {
    this.#options.onState(state);
    for (let tries = 0; ; tries += 1) {
      try {
        const connection = await this.#options.open();
        this.#options.onState('open');
        void connection.closed.then(() => {
          this.#current = this.#connect('lost');
        });
        return connection;
      } catch (error) {
        if (error instanceof NotLetInError) this.#options.onState('not let in');
        await this.#options.wait(Math.min(waitMsMax, 250 * 2 ** tries));
        if (tries === 2 && !(error instanceof NotLetInError)) this.#options.onState('lost');
      }
    }
  }
}

/** Nothing is opened when a client is made; its first call makes the link. */
export function lazyLink(make: () => ReconnectingLink): Pick<ReconnectingLink, 'call'> {
  let link: ReconnectingLink | undefined;
  return {
    call: (path, input, options) => {
      link ??= make();
      return link.call(path, input, options);
    },
  };
}
