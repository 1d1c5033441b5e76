import { accept, type Decision, decline } from '../../shared/domain/refusal.ts';
import { derivePinKey, type Pin } from './vault/pin.ts';
import { keyBytesOf } from './vault/raw-keys.ts';
import type { Vault } from './vault/vault-file.ts';

/** Tries at a PIN before the passphrase is asked for. */
export const pinTriesMax = 5;

const triesSpent = 'Too many wrong PINs. Use your passphrase; then the PIN works again.';

/**
 * The PIN of one vault since the start of the program: it reopens what a passphrase opened, and stands for the
 * passphrase where that is asked again. After five wrong ones in a row it is worth nothing until the passphrase comes.
 */
export class PinLock {
  #pin: Pin | null = null;
  #box: Buffer | null = null;
  #triesLeft = pinTriesMax;
  #turn: Promise<unknown> = Promise.resolve();

  get isSet(): boolean {
    return this.#pin !== null;
  }

  /** Wrong PINs that may still be typed; 0 when only the passphrase helps. */
  get triesLeft(): number {
    return this.#pin === null ? 0 : this.#triesLeft;
  }

  /** True while a PIN would reopen the locked vault. */
  get canReopen(): boolean {
    return this.#box !== null && this.triesLeft > 0;
  }

  /** Takes in the PIN of an open vault. `isProven` when its passphrase was just shown: the tries begin anew. */
  take(pin: Pin | null, isProven: boolean): void {
    this.#pin = pin;
    this.#box = null;
    if (isProven) this.#triesLeft = pinTriesMax;
  }

  /** Keeps what a PIN will need, before the vault's keys are forgotten. */
  keep(vault: Vault): void {
    this.#box = this.#pin === null || this.#triesLeft === 0 ? null : vault.sealToPin(keyBytesOf(this.#pin.public));
  }

  /** The passphrase is asked for again, whatever was kept. */
  forget(): void {
    this.#box?.fill(0);
    this.#box = null;
  }

  /** One try, one at a time: the PIN's private key. Refuses 'vault.wrong-pin', 'vault.no-pin' and 'vault.pin-spent'. */
  try(typed: string): Promise<Decision<Buffer>> {
    const result = this.#turn.then(() => this.#tryNow(typed));
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async #tryNow(typed: string): Promise<Decision<Buffer>> {
    if (this.#pin === null) {
      return decline('vault.no-pin', 'There is no PIN to use yet. Use your passphrase; a PIN is set in Settings.', [
        'pin',
      ]);
    }
    if (this.#triesLeft === 0) return decline('vault.pin-spent', triesSpent, ['pin']);
    const key = await derivePinKey(typed, this.#pin);
    if (key !== null) {
      this.#triesLeft = pinTriesMax;
      return accept(key);
    }
    this.#triesLeft -= 1;
    if (this.#triesLeft === 0) {
      this.forget();
      return decline('vault.pin-spent', triesSpent, ['pin']);
    }
    const left = this.#triesLeft === 1 ? 'one more try' : `${this.#triesLeft} more tries`;
    return decline('vault.wrong-pin', `This is not the PIN. You have ${left}, then your passphrase is needed.`, [
      'pin',
    ]);
  }

  /** The box that the PIN's key opens; null where there is none. */
  get box(): Buffer | null {
    return this.#box;
  }
}
