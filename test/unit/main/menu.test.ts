import { describe, expect, it, vi } from 'vitest';
import { describeMenu } from '../../../electron/main/menu.ts';

describe('describeMenu', () => {
  it('has the developer tools only where Annex is built', () => {
    const ask = (isPackaged: boolean) =>
      JSON.stringify(describeMenu({ platform: 'linux', isPackaged, openWindow: vi.fn() }));
    expect(ask(false)).toContain('toggleDevTools');
    expect(ask(true)).not.toContain('toggleDevTools');
  });

  it('starts with the application menu on a Mac alone', () => {
    const first = (platform: NodeJS.Platform) => describeMenu({ platform, isPackaged: true, openWindow: vi.fn() })[0];
    expect(first('darwin')).toEqual({ role: 'appMenu' });
    expect(first('win32')?.label).toBe('File');
  });
});
