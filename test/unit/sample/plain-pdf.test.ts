import { describe, expect, it } from 'vitest';
import { writePlainPdf } from '../../../electron/data/sample/plain-pdf.ts';

describe('a plain PDF', () => {
  it('has a table that says where every object begins', () => {
    const text = writePlainPdf(
      'A (heading) \\ one',
      Array.from({ length: 120 }, (_, at) => `Paragraph ${at} of the letter.`),
    ).toString('latin1');
    const start = Number(/startxref\n(\d+)/.exec(text)?.[1]);
    expect(text.slice(start, start + 4)).toBe('xref');
    const offsets = [...text.slice(start).matchAll(/(\d{10}) 00000 n/g)].map((found) => Number(found[1]));
    for (const [at, offset] of offsets.entries()) expect(text.slice(offset).startsWith(`${at + 1} 0 obj`)).toBe(true);
    expect(text).toContain('(A \\(heading\\) \\\\ one)');
    expect(text.match(/\/Type \/Page /g)?.length).toBeGreaterThan(1);
  });
});
