import { fileURLToPath } from 'node:url';
import { build } from 'electron-builder';
import { packagerConfiguration } from '../packager.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Makes the installers of this system in `out/`; `--dir` makes the unpacked application alone. */
await build({ projectDir: root, config: packagerConfiguration, dir: process.argv.includes('--dir'), publish: 'never' });
