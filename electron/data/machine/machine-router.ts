import { implement } from '@orpc/server';
import { machineContract } from '../../../shared/contract/machine.ts';
import { asContractError } from '../procedures/implementer.ts';
import type { MachineSession } from './machine-session.ts';

/** What a procedure of the machine is called with: no firm, and no way to one. */
export interface MachineContext {
  readonly machine: MachineSession;
  close(): void;
}

const os = implement(machineContract)
  .$context<MachineContext>()
  .use(async ({ next }) => {
    try {
      return await next();
    } catch (error) {
      throw asContractError(error);
    }
  });

/** The machine's contract, implemented. It is served to connections of its own: those of a firm do not have it. */
export function createMachineRouter() {
  return os.router({
    firms: os.firms.handler(({ context }) => context.machine.firms()),
    inbox: os.inbox.handler(({ input, context }) => ({
      place: input.place,
      inbox: context.machine.inbox(input.place),
    })),
    addFirm: os.addFirm.handler(({ context }) => ({ id: context.machine.addFirm() })),
    dropPlace: os.dropPlace.handler(({ input, context }) => {
      context.machine.dropPlace(input.place);
      return { id: input.place };
    }),
    active: os.active.handler(({ context }) => {
      context.machine.noteActive();
      return { id: 'active' };
    }),
    lock: os.lock.handler(async ({ context }) => {
      await context.machine.lock();
      return { id: 'locked' };
    }),
    follow: os.follow.handler(async function* ({ context, signal }) {
      for await (const { areas } of context.machine.follow(signal)) yield { places: areas };
    }),
  });
}
