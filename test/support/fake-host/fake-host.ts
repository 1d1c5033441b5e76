import { eventIterator, os } from '@orpc/server';
import { z } from 'zod';
import type { Host, HostOptions, Session, SessionKind } from '../../../electron/data/process/host-port.ts';

interface FakeSession extends Session {
  readonly kind: SessionKind;
  isClosed: boolean;
}

const base = os.$context<FakeSession>();

/** A host without a firm: just enough procedures to see that calls, faults and endings arrive. */
export function createFakeHost(options: HostOptions) {
  const sessions = new Set<FakeSession>();
  const router = {
    greet: base.input(z.object({ name: z.string() })).handler(({ input }) => `Good day, ${input.name}`),
    whoAmI: base.handler(({ context }) => ({ kind: context.kind, pid: process.pid })),
    countSessions: base.handler(() => sessions.size),
    fault: base.handler((): string => {
      throw new Error('Client Wanda Example owes 12');
    }),
    crash: base.handler(() => {
      setTimeout(() => {
        throw new Error('a stream broke');
      }, 5);
      return 'soon';
    }),
    sealAndOpen: base.input(z.string()).handler(async ({ input }) => {
      const sealed = await options.keychain.seal(input);
      return { sealed, opened: sealed === null ? null : await options.keychain.open(sealed) };
    }),
    notify: base.handler(() => options.notify('Done', 'The import is finished.')),
    echoBytes: base.input(z.instanceof(Blob)).handler(({ input }) => input.size),
    watch: base.output(eventIterator(z.object({ tick: z.number() }))).handler(async function* ({ signal }) {
      for (let tick = 1; signal?.aborted !== true; tick += 1) {
        yield { tick };
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }),
  };
  return {
    router,
    machineRouter: { greet: router.greet },
    createMachineSession: (kind: SessionKind): Session => ({ close: () => void kind }),
    async lock() {
      options.notify('Locked', 'The screen was locked.');
    },
    createSession(kind: SessionKind): Session {
      const session: FakeSession = {
        kind,
        isClosed: false,
        close() {
          session.isClosed = true;
          sessions.delete(session);
        },
      };
      sessions.add(session);
      return session;
    },
    async close() {},
  } satisfies Host;
}

export type FakeRouter = ReturnType<typeof createFakeHost>['router'];
