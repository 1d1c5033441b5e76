import { createRequire } from 'node:module';
import { keepCompiledCode } from './code-cache.ts';

keepCompiledCode();
// Built as one CommonJS file with its packages in it: a few hundred files less to find, read and link at each start.
const { start } = createRequire(import.meta.url)('./program.cjs') as typeof import('./program.ts');
await start();
