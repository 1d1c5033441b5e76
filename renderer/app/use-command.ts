import { useCallback, useRef, useState } from 'react';
import { accept, type Decision, type Refusal, refuse } from '../../shared/domain/refusal.ts';
import { makeCommandId } from '../desk/command-id.ts';
import { holdCommand, letCommandGo } from '../desk/pending-commands.ts';
import { say, sayFault } from './notify.tsx';
import { describeFault, readRefusal } from './read-fault.ts';

interface CommandProcedure<Input extends { commandId: string }, Output> {
  call(input: Input): Promise<Output>;
}

export interface CommandOptions<Output> {
  /** The draft that the command is sent from: its id is kept there until it is answered. */
  draft?: string;
  /** Said when it is done: "Call logged". */
  say?: string | ((output: Output) => string);
  onDone?: (output: Output) => void;
}

export interface Command<Input, Output> {
  /** Sends the command; answers with what it made, or with the refusal. A fault is shown and answered as a refusal too. */
  run(input: Omit<Input, 'commandId'>): Promise<Decision<Output>>;
  readonly isRunning: boolean;
  /** The last answer, when it was no. */
  readonly refusal: Refusal | null;
  clearRefusal(): void;
}

/**
 * Sends a command of the contract under an id of its own. The same input sent again before an answer came has the same
 * id, also after a crash where `draft` is given: twice is done once.
 */
export function useCommand<Input extends { commandId: string }, Output>(
  procedure: CommandProcedure<Input, Output>,
  options: CommandOptions<Output> = {},
): Command<Input, Output> {
  const [isRunning, setRunning] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const latest = useRef({ procedure, options });
  latest.current = { procedure, options };

  const run = useCallback(async (input: Omit<Input, 'commandId'>): Promise<Decision<Output>> => {
    const { procedure, options } = latest.current;
    setRunning(true);
    setRefusal(null);
    const fingerprint = JSON.stringify(input, leaveSecretsOut);
    const commandId =
      options.draft === undefined
        ? makeCommandId()
        : await holdCommand(options.draft, fingerprint).catch(makeCommandId);
    try {
      // The id completes the input; the compiler cannot see that for a generic shape.
      const output = await procedure.call({ ...input, commandId } as unknown as Input);
      if (options.draft !== undefined) await letCommandGo(options.draft).catch(() => undefined);
      if (options.say !== undefined) say(typeof options.say === 'string' ? options.say : options.say(output));
      options.onDone?.(output);
      return accept(output);
    } catch (error) {
      const no = readRefusal(error);
      if (no === null) sayFault(describeFault(error));
      else if (options.draft !== undefined) await letCommandGo(options.draft).catch(() => undefined);
      const answer = no ?? refuse('app.fault', describeFault(error));
      setRefusal(answer);
      return { ok: false, refusal: answer };
    } finally {
      setRunning(false);
    }
  }, []);
  const clearRefusal = useCallback(() => setRefusal(null), []);
  return { run, isRunning, refusal, clearRefusal };
}

/** A passphrase stands in no record of the desk, sealed or not. */
function leaveSecretsOut(name: string, value: unknown): unknown {
  return name === 'passphrase' || name === 'password' ? undefined : value;
}
