import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeCacheFolder } from '../../../electron/data/process/code-cache.ts';

describe('codeCacheFolder', () => {
  it("is this user's cache folder of the system", () => {
    expect(codeCacheFolder('linux', {}, '/home/bea')).toBe(join('/home/bea', '.cache', 'annex'));
    expect(codeCacheFolder('linux', { XDG_CACHE_HOME: '/var/bea' }, '/home/bea')).toBe(join('/var/bea', 'annex'));
    expect(codeCacheFolder('darwin', {}, '/Users/bea')).toBe(join('/Users/bea', 'Library', 'Caches', 'Annex'));
    expect(codeCacheFolder('win32', { LOCALAPPDATA: '/local' }, '/bea')).toBe(join('/local', 'Annex', 'Cache'));
  });
});
