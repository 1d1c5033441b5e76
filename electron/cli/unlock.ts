import { refuse } from '../../shared/domain/refusal.ts';
import type { FirmClient, FirmConnection } from './connection.ts';
import type { CommandLineIo } from './io.ts';
import { createCommandId } from './procedures.ts';
import { Refused } from './refused.ts';

const passphraseVariable = 'ANNEX_PASSPHRASE';
const rebuildPollMs = 250;

/** The passphrase from ANNEX_PASSPHRASE, else from the terminal. Throws Refused where there is neither. */
export async function readPassphrase(io: CommandLineIo, question = 'Passphrase'): Promise<string> {
  const given = io.env[passphraseVariable];
  if (given !== undefined && given !== '') return given;
  const typed = await io.askHidden(question);
  if (typed !== null && typed !== '') return typed;
  throw new Refused(
    refuse('cli.no-passphrase', `Set ${passphraseVariable}, or run this on a terminal to be asked for it.`),
  );
}

/** Unlocks the firm for this connection. A command line unlocks for itself, also where a window is open already. */
export async function unlock({ client }: Pick<FirmConnection, 'client'>, io: CommandLineIo): Promise<void> {
  const { state, sentence } = await client.firm.status({});
  if (state === 'empty')
    throw new Refused(refuse('firm.none', 'There is no firm in this data folder. Make one with: annex init'));
  if (state !== 'locked' && state !== 'unlocked') throw new Refused(refuse(`firm.${state}`, sentence));
  await client.firm.unlock({
    commandId: createCommandId(),
    passphrase: await readPassphrase(io),
  });
  await waitForRebuild(client, io);
}

/** Lists that are being made anew answer with what they have so far: a script waits until they are whole. */
async function waitForRebuild(client: FirmClient, io: CommandLineIo): Promise<void> {
  let said = -1;
  while (!io.signal.aborted) {
    const { rebuild } = await client.firm.status({});
    if (rebuild === null) return;
    const percent = rebuild.total === 0 ? 0 : Math.floor((rebuild.done * 100) / rebuild.total);
    if (Math.floor(percent / 10) !== said) io.err(`Putting the lists together again: ${percent} %`);
    said = Math.floor(percent / 10);
    await new Promise((resolve) => setTimeout(resolve, rebuildPollMs));
  }
}
