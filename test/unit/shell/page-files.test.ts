import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describePolicy, findPageFile } from '../../../electron/shell/page-files.ts';

const folder = join('/srv', 'pages');

describe('findPageFile', () => {
  it('finds the start page and what lies below it', () => {
    expect(findPageFile(folder, '/')?.path).toBe(join(folder, 'index.html'));
    expect(findPageFile(folder, '/assets/app-Ab12Cd34.js')).toEqual({
      path: join(folder, 'assets/app-Ab12Cd34.js'),
      contentType: 'text/javascript; charset=utf-8',
      isImmutable: true,
    });
    expect(findPageFile(folder, '/index.html')?.isImmutable).toBe(false);
  });

  it.each([
    '/../secret.html',
    '/%2e%2e/secret.html',
    '/..%2fsecret.html',
    '/..%5csecret.html',
    '/a%00.html',
    '/%zz',
    '/assets/',
    '/x.exe',
    '//etc/passwd',
  ])('finds nothing for %s', (pathname) => {
    expect(findPageFile(folder, pathname)).toBeUndefined();
  });
});

describe('describePolicy', () => {
  it('allows nothing that is not named, and no inline script', () => {
    const policy = describePolicy([]);
    expect(policy).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(policy).toContain("connect-src 'none'");
    expect(policy).not.toContain('unsafe-eval');
    expect(policy.match(/unsafe-inline/g)).toHaveLength(1);
  });
});
