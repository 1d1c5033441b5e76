import { type Day, isDay } from '../day.ts';
import { type Decision, decline } from '../refusal.ts';
import type { Instrument } from './entry.ts';

/** The record of a call that confirmed instructions to pay. `number` was known before the instructions came. */
export interface CallBack {
  readonly calledOn: Day;
  readonly person: string;
  readonly number: string;
  readonly calledBy: string;
}

/** Instruments whose instructions can be forged by mail. */
export function needsCallBack(instrument: Instrument): boolean {
  return instrument === 'wire' || instrument === 'ach';
}

/** Refuses a wire or an ACH payment whose instructions nobody confirmed by telephone [TE10]. */
export function declineCallBack(input: {
  readonly instrument: Instrument;
  readonly today: Day;
  readonly callBack?: CallBack | undefined;
}): Decision<never> | undefined {
  if (!needsCallBack(input.instrument)) return undefined;
  const { callBack } = input;
  if (callBack === undefined || callBack.person.trim() === '' || callBack.number.trim() === '') {
    return decline(
      'trust.call-back-missing',
      'A wire or an ACH payment goes out only once its instructions are confirmed. Call the payee at a number that you knew before, and note whom you reached and when.',
      ['callBack'],
    );
  }
  if (!isDay(callBack.calledOn) || callBack.calledOn > input.today) {
    return decline('trust.call-back-day', 'The call cannot be later than today. Check its date.', ['callBack']);
  }
  return undefined;
}
