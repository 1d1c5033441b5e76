import { createFirmHost } from '../host.ts';
import { runDataProgram } from './data-program.ts';

await runDataProgram(createFirmHost);
