import type { Refusal } from '../../../shared/domain/refusal.ts';

/** Carries a refusal out of a procedure; the contract turns it into the declared error REFUSED. */
export class RefusalError extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.code);
    this.name = 'RefusalError';
    this.refusal = refusal;
  }
}
