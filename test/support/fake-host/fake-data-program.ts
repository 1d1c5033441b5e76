import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runDataProgram } from '../../../electron/data/process/data-program.ts';
import { StartRefusal } from '../../../electron/data/process/host-port.ts';
import { createFakeHost } from './fake-host.ts';

/** The data program over the fake host. `ANNEX_FAKE_CLOSE_MS` makes its end slow, `ANNEX_FAKE_REFUSAL` refuses the start. */
await runDataProgram(async (options) => {
  if (process.env.ANNEX_FAKE_REFUSAL === 'too-new') {
    throw new StartRefusal('too-new', 'This data folder was written by a newer Annex. Update Annex on this machine.');
  }
  if (process.env.ANNEX_FAKE_REFUSAL === 'fault') throw new Error('broken');
  const host = createFakeHost(options);
  return {
    ...host,
    close: async () => {
      await new Promise((resolve) => setTimeout(resolve, Number(process.env.ANNEX_FAKE_CLOSE_MS ?? 0)));
      writeFileSync(join(options.dataFolder, 'closed-well'), 'yes');
    },
  };
});
