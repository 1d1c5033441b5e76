import { createFirmHost } from '../host.ts';
import { runDataProgram } from './data-program.ts';

/** The data program, of which `index` is the way in: apart, so that what is compiled of it can be kept. */
export function start(): Promise<void> {
  return runDataProgram(createFirmHost);
}
