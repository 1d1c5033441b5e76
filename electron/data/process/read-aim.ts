import type { Aim } from './protocol.ts';

/** What a caller asks to be bound to. Anything but a short text and the one known word counts as not said. */
export function readAim(said: object): Aim {
  const aim: Aim = {};
  if ('to' in said && said.to === 'machine') aim.to = 'machine';
  if ('place' in said && typeof said.place === 'string' && said.place.length <= 64) aim.place = said.place;
  return aim;
}
