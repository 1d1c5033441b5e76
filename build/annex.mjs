#!/usr/bin/env node
import { runTask } from './run.mjs';

await runTask('annex', process.argv.slice(2));
