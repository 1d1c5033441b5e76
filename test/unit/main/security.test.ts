import { describe, expect, it } from 'vitest';
import type { ContentsPart } from '../../../electron/main/electron-parts.ts';
import { isOwnAddress, isOwnTopFrame, openOutside } from '../../../electron/main/security.ts';

describe('isOwnAddress', () => {
  it('[EL3] is told by the parsed address, not by its text', () => {
    expect(isOwnAddress('app://annex/index.html?sample=1#/trust')).toBe(true);
    for (const address of [
      'https://app//annex/',
      'app://annex.evil.example/index.html',
      'app://evil/annex',
      'app://annex@evil/',
      'app:annex',
      'https://evil.example/?app://annex/',
      'file:///app://annex/index.html',
      'javascript:app://annex',
      '',
    ]) {
      expect(isOwnAddress(address), address).toBe(false);
    }
  });
});

describe('openOutside', () => {
  it('[EL5] opens https: and mailto:, and drops everything else', () => {
    const opened: string[] = [];
    const shell = {
      openExternal: async (url: string) => {
        opened.push(url);
      },
    };
    for (const address of [
      'https://courts.example/rules',
      'mailto:clerk@courts.example',
      'http://courts.example/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'smb://server/share',
      'ms-msdt:/id',
      'not an address',
    ]) {
      openOutside(address, shell);
    }
    expect(opened).toEqual(['https://courts.example/rules', 'mailto:clerk@courts.example']);
  });
});

describe('isOwnTopFrame', () => {
  it('[EL8] believes the top frame of our own page and no other', () => {
    const mainFrame = { url: 'app://annex/index.html' };
    const contents = { mainFrame } as ContentsPart;
    expect(isOwnTopFrame(mainFrame, contents)).toBe(true);
    expect(isOwnTopFrame({ url: 'app://annex/index.html' }, contents)).toBe(false);
    expect(isOwnTopFrame(null, contents)).toBe(false);
    const strange = { url: 'https://evil.example/' };
    expect(isOwnTopFrame(strange, { mainFrame: strange } as ContentsPart)).toBe(false);
  });
});
