import { describe, expect, it } from 'vitest';
import { type Import, listSources, readImports } from './imports.ts';

const imports: Import[] = ['shared', 'electron', 'renderer', 'build', 'test']
  .flatMap(listSources)
  .flatMap((file) => readImports(file));

/** The imports that break a rule, as lines that say where. */
function find(isBroken: (line: Import) => boolean): string[] {
  return imports.filter(isBroken).map(({ file, target }) => `${file} imports ${target}`);
}

const ownIn = (line: Import, ...folders: string[]): boolean =>
  !line.isPackage && folders.some((folder) => line.target === folder || line.target.startsWith(`${folder}/`));
const isIn = (line: Import, ...folders: string[]): boolean =>
  folders.some((folder) => line.file === folder || line.file.startsWith(`${folder}/`));
const isPackageNamed = (line: Import, pattern: RegExp): boolean => line.isPackage && pattern.test(line.target);

describe('who may import whom', () => {
  it('shared/domain imports nothing of ours', () => {
    expect(find((line) => isIn(line, 'shared/domain') && !line.isPackage && !ownIn(line, 'shared/domain'))).toEqual([]);
  });

  it('shared/events imports the domain, shared/contract the domain and the events', () => {
    expect(
      find((line) => isIn(line, 'shared/events') && !line.isPackage && !ownIn(line, 'shared/events', 'shared/domain')),
    ).toEqual([]);
    expect(
      find(
        (line) =>
          isIn(line, 'shared/contract') &&
          !line.isPackage &&
          !ownIn(line, 'shared/contract', 'shared/events', 'shared/domain'),
      ),
    ).toEqual([]);
  });

  it('shared uses neither Node nor a page', () => {
    expect(
      find(
        (line) => isIn(line, 'shared') && isPackageNamed(line, /^(node:|electron|react|@mantine|dexie|pouchdb|ws$)/),
      ),
    ).toEqual([]);
  });

  it('the data process imports shared and itself', () => {
    const allowed = ['electron/data', 'electron/hub', 'shared', 'assets'];
    expect(find((line) => isIn(line, 'electron/data') && !line.isPackage && !ownIn(line, ...allowed))).toEqual([]);
  });

  it('the shells know of the data process its protocol alone', () => {
    const shells = ['electron/main', 'electron/preload', 'electron/browser', 'electron/shell'];
    expect(
      find(
        (line) =>
          isIn(line, ...shells) && ownIn(line, 'electron/data') && line.target !== 'electron/data/process/protocol.ts',
      ),
    ).toEqual([]);
    expect(find((line) => isIn(line, ...shells) && ownIn(line, 'renderer', 'shared'))).toEqual([]);
  });

  it('the renderer imports shared and never electron or Node', () => {
    expect(
      find((line) => isIn(line, 'renderer') && !line.isPackage && !ownIn(line, 'renderer', 'shared', 'assets')),
    ).toEqual([]);
    expect(
      find((line) => isIn(line, 'renderer') && isPackageNamed(line, /^(node:|electron$|pouchdb|better-sqlite3)/)),
    ).toEqual([]);
  });

  it('an area of the screens imports no other area', () => {
    const areaOf = (path: string): string | undefined => /^renderer\/screens\/([^/]+)\//.exec(path)?.[1];
    expect(
      find((line) => {
        const [from, to] = [areaOf(line.file), line.isPackage ? undefined : areaOf(line.target)];
        return from !== undefined && to !== undefined && from !== to;
      }),
    ).toEqual([]);
  });

  it('only the main process and the preload import electron', () => {
    const allowed = ['electron/main', 'electron/preload', 'test/support/electron', 'test/end-to-end'];
    expect(find((line) => isPackageNamed(line, /^electron$/) && !isIn(line, ...allowed))).toEqual([]);
  });

  it('only the event store, sync and the hub import PouchDB', () => {
    const allowed = ['electron/data/events', 'electron/data/sync', 'electron/hub', 'test'];
    expect(find((line) => isPackageNamed(line, /^pouchdb/) && !isIn(line, ...allowed))).toEqual([]);
  });

  it('only the desk imports Dexie', () => {
    expect(find((line) => isPackageNamed(line, /^dexie/) && !isIn(line, 'renderer/desk', 'test'))).toEqual([]);
  });

  it('no program imports a test or the build', () => {
    expect(find((line) => isIn(line, 'electron', 'renderer', 'shared') && ownIn(line, 'test', 'build'))).toEqual([]);
  });

  it('every import of ours names its file with the ending', () => {
    expect(
      find((line) => !line.isPackage && !/\.(ts|tsx|mjs|json|css|svg|png|woff2?|ttf|md)(\?\w+)?$/.test(line.target)),
    ).toEqual([]);
  });
});

describe('readImports', () => {
  it('finds imports of values, of types, for effect, later, and exports from elsewhere', () => {
    const text = [
      "import { a } from './a.ts';",
      "import type { B } from '../b.ts';",
      "import './c.css';",
      "import {\n  d,\n  e,\n} from 'package';",
      "export { f } from './f.ts';",
      "const g = await import('./g.ts');",
    ].join('\n');
    expect(readImports('x/y/z.ts', text).map(({ target }) => target)).toEqual([
      'x/y/a.ts',
      'x/b.ts',
      'x/y/c.css',
      'package',
      'x/y/f.ts',
      'x/y/g.ts',
    ]);
  });
});
