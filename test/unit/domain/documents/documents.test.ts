import { describe, expect, it } from 'vitest';
import { documentFileName, fileEnding } from '../../../../shared/domain/documents/file-name.ts';
import { declineFileSize, fileBytesMax } from '../../../../shared/domain/documents/file-size.ts';
import { listMatterFolders, matterFolders } from '../../../../shared/domain/documents/matter-folders.ts';
import { recogniseMediaType } from '../../../../shared/domain/documents/media-type.ts';

describe('documents', () => {
  it('[DC1] have a name that sorts and travels', () => {
    const fields = {
      day: '2026-03-04',
      matterNumber: '2026-0007-B',
      documentType: 'Motion',
      title: 'Żółć & O’Brien: "Compel"',
      ending: '.pdf',
    };
    expect(documentFileName(fields)).toBe('2026-03-04_2026-0007-B_Motion_Zolc-and-OBrien-Compel.pdf');
    const taken = new Set(['2026-03-04_Motion_document.pdf', '2026-03-04_Motion_document-2.pdf']);
    const bare = { day: '2026-03-04', documentType: 'Motion', title: '???', ending: '.pdf' };
    expect(documentFileName(bare, (name) => taken.has(name))).toBe('2026-03-04_Motion_document-3.pdf');
    const long = documentFileName({ ...fields, title: 'word '.repeat(60) }, (name) => !name.endsWith('-12.pdf'));
    expect(long.length).toBeLessThanOrEqual(120);
    expect(long).toMatch(/^[A-Za-z0-9_.-]+$/);
    expect(fileEnding('Scan.PDF')).toBe('.pdf');
    expect(fileEnding('no-ending')).toBe('');
  });

  it('[DC2] are what they are called', () => {
    const bytes = (...first: number[]): Uint8Array => Uint8Array.from([...first, ...new Array<number>(8).fill(0)]);
    const pdf = bytes(0x25, 0x50, 0x44, 0x46, 0x2d);
    const zip = bytes(0x50, 0x4b, 0x03, 0x04);
    expect(recogniseMediaType(pdf, 'letter.pdf')).toBe('application/pdf');
    expect(recogniseMediaType(pdf, 'letter')).toBe('application/pdf');
    expect(recogniseMediaType(pdf, 'letter.docx')).toBeNull();
    expect(recogniseMediaType(zip, 'letter.docx')).toMatch(/wordprocessingml/);
    expect(recogniseMediaType(bytes(0x4d, 0x5a), 'letter.pdf')).toBeNull();
    expect(recogniseMediaType(bytes(0x4d, 0x5a), 'setup.exe')).toBeNull();
    expect(recogniseMediaType(bytes(0x68, 0x69), 'note.txt')).toBe('text/plain');
    expect(recogniseMediaType(bytes(0x46, 0x72), 'mail.eml')).toBe('message/rfc822');
    expect(recogniseMediaType(bytes(0x89, 0x50, 0x4e, 0x47), 'a.png')).toBe('image/png');
    expect(recogniseMediaType(bytes(0xff, 0xd8, 0xff), 'a.JPG')).toBe('image/jpeg');
    expect(recogniseMediaType(bytes(0x49, 0x49, 0x2a, 0x00), 'a.tiff')).toBe('image/tiff');
    expect(recogniseMediaType(new Uint8Array(), 'a.pdf')).toBeNull();
  });

  it('[DC3] are neither empty nor huge', () => {
    expect(declineFileSize(1)).toBeUndefined();
    expect(declineFileSize(fileBytesMax)).toBeUndefined();
    expect(declineFileSize(0)?.ok).toBe(false);
    expect(declineFileSize(fileBytesMax + 1)?.ok).toBe(false);
  });

  it('[DC4] lie in folders', () => {
    expect(matterFolders.length).toBe(15);
    expect(listMatterFolders(['Liens', 'Insurance']).slice(-3)).toEqual(['15 Closing', '16 Liens', '17 Insurance']);
    expect([...listMatterFolders(['Liens'])].sort()).toEqual(listMatterFolders(['Liens']));
  });
});
