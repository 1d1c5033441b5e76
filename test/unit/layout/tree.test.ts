import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listSources, root } from './imports.ts';

const topLevel = [
  '.ci',
  '.gitignore',
  '.npmrc',
  'README.md',
  'assets',
  'build',
  'electron',
  'package-lock.json',
  'package.json',
  'renderer',
  'shared',
  'test',
  'tsconfig.json',
];

const lineCountMax = 450;
const sources = ['shared', 'electron', 'renderer', 'build'].flatMap(listSources);

describe('the tree', () => {
  it('has at its top what it should, and nothing else', () => {
    const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    const found = new Set(tracked.split('\n').map((path) => path.split('/')[0] ?? ''));
    found.delete('');
    expect([...found].filter((name) => !topLevel.includes(name))).toEqual([]);
  });

  it(`has no source of more than ${lineCountMax} lines: at 400 there is a seam to look for`, () => {
    const long = sources
      .map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length - 1 }))
      .filter(({ lines }) => lines > lineCountMax);
    expect(long).toEqual([]);
  });

  it('names files in kebab-case', () => {
    const names = [...sources, ...listSources('test')].filter(
      (file) => !/^[a-z0-9-]+(\.[a-z0-9]+)*\.(ts|tsx|mjs)$/.test(file.split('/').at(-1) ?? ''),
    );
    expect(names).toEqual([]);
  });

  it('has no default exports but where a tool asks for one', () => {
    const asked =
      /^(build\/vitest\.config\.ts|build\/vitest-setup\.ts|build\/tasks\/end-to-end-reporter\.ts)$|\.d\.ts$/;
    const found = sources.filter(
      (file) => !asked.test(file) && /^export default /m.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(found).toEqual([]);
  });

  it('silences no check', () => {
    const silenced = /@ts-ignore|@ts-expect-error|@ts-nocheck|\bas any\b|: any\b/;
    const found = sources.filter((file) => silenced.test(readFileSync(join(root, file), 'utf8')));
    expect(found).toEqual([]);
  });
});
