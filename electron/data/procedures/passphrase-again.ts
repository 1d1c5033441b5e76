import { refuse } from '../../../shared/domain/refusal.ts';
import { RefusalError } from './refusal-error.ts';
import type { OpenFirm } from './turn.ts';

/** Asks for the person's passphrase, or the PIN that stands for it, again before money goes out or a period is locked. Refuses a wrong one. */
export async function checkPassphraseAgain(firm: OpenFirm, passphrase: string): Promise<void> {
  if (await firm.isPassphrase(passphrase)) return;
  throw new RefusalError(
    refuse('trust.wrong-passphrase', 'This is not your passphrase. Nothing was posted; type it again.', ['passphrase']),
  );
}
