import { makeCommandId } from './command-id.ts';
import { dropValue, keepValue, readValue } from './desk.ts';

interface Pending {
  readonly commandId: string;
  readonly fingerprint: string;
}

/**
 * Gives the id under which a draft's command is sent, and keeps it before it is sent. The same input (`fingerprint`)
 * has the same id until an answer came; another input is another command.
 */
export async function holdCommand(draftKey: string, fingerprint: string): Promise<string> {
  const kept = await readValue('places', placeOf(draftKey));
  if (isPending(kept) && kept.fingerprint === fingerprint) return kept.commandId;
  const commandId = makeCommandId();
  const pending: Pending = { commandId, fingerprint };
  await keepValue('places', placeOf(draftKey), pending);
  return commandId;
}

/** Forgets the id: the command was answered. */
export async function letCommandGo(draftKey: string): Promise<void> {
  await dropValue('places', placeOf(draftKey));
}

function placeOf(draftKey: string): string {
  return `command/${draftKey}`;
}

function isPending(value: unknown): value is Pending {
  if (typeof value !== 'object' || value === null) return false;
  return 'commandId' in value && 'fingerprint' in value && typeof value.commandId === 'string';
}
