import { keepValue, readValue } from './desk.ts';
import { restoreDraft } from './drafts.ts';

/** Remembers how this person likes something done: kept until it is changed, unlike a draft. `key` is made of our ids. */
export async function keepRemembered(key: string, value: object): Promise<void> {
  await keepValue('places', `remembered/${key}`, value);
}

/** What was remembered, fitted into `initial`; null where there is nothing. */
export async function readRemembered<Value extends object>(key: string, initial: Value): Promise<Value | null> {
  return restoreDraft(initial, await readValue('places', `remembered/${key}`));
}
