import { describe, expect, it } from 'vitest';
import { formatSize, suggestTitle } from '../../../../../renderer/screens/documents/document-words.ts';
import { markWords } from '../../../../../renderer/screens/documents/mark-words.ts';

const hits = (snippet: string, words: string): string[] =>
  markWords(snippet, words)
    .filter((part) => part.isHit)
    .map((part) => part.text);

describe('the title that a file name suggests', () => {
  it.each([
    ['engagement_letter.pdf', 'Engagement letter'],
    ['Motion to Compel.final.docx', 'Motion to Compel.final'],
    ['.hidden', '.hidden'],
    ['___.pdf', '___.pdf'],
    ['README', 'README'],
  ])('of %s is %s', (fileName, title) => {
    expect(suggestTitle(fileName)).toBe(title);
  });
});

describe('a size', () => {
  it.each([
    [107, '107 B'],
    [1_000, '1 KB'],
    [1_449, '1 KB'],
    [1_400_000, '1.4 MB'],
    [2_000_000_000, '2.0 GB'],
  ])('of %d bytes is %s', (bytes, text) => {
    expect(formatSize(bytes)).toBe(text);
  });
});

describe('the words in a snippet', () => {
  it('are found whatever their case, accents and endings', () => {
    expect(hits('The Résumé of the WITNESS, and witnesses.', 'resume witness')).toEqual([
      'Résumé',
      'WITNESS',
      'witnesses',
    ]);
  });

  it('lose the brackets of the search, and other brackets stay', () => {
    const parts = markWords('See [peregrine] and [sic].', 'peregrine');
    expect(parts.map((part) => part.text).join('')).toBe('See peregrine and [sic].');
    expect(hits('See [peregrine] and [sic].', 'peregrine')).toEqual(['peregrine']);
  });

  it('are none where nothing is sought', () => {
    expect(hits('Anything', '  ,')).toEqual([]);
  });

  it('leave the text as it was', () => {
    const text = '  Ex. 12(b): “quoted”, e-mail.';
    expect(
      markWords(text, 'quoted mail')
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});
