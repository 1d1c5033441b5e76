import type { Day } from '../day.ts';

/** What a document's file name is made of. */
export interface FileNameFields {
  /** The document's own day, or the day it was received. */
  readonly day: Day;
  readonly matterNumber?: string | undefined;
  readonly documentType: string;
  readonly title: string;
  /** The ending with its dot, in lower case: ".pdf". */
  readonly ending: string;
}

const lengthMax = 120;

/** Plain letters and digits joined by hyphens: what every file system and court portal takes. */
function plainPart(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ł/g, 'l')
    .replace(/Ł/g, 'L')
    .replace(/ß/g, 'ss')
    .replace(/[æÆ]/g, 'ae')
    .replace(/[øØ]/g, 'o')
    .replace(/&/g, ' and ')
    .replace(/['’]/g, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** The ending of a file's name with its dot, in lower case; empty where it has none of letters and digits. */
export function fileEnding(fileName: string): string {
  return /\.[a-z0-9]{1,8}$/.exec(fileName.toLowerCase())?.[0] ?? '';
}

/**
 * The default name of a document's file [DC1]: day, matter, type and title joined by underscores, day first so that
 * lists sort; ASCII, at most 120 characters. A name that `isTaken` gets "-2", "-3".
 */
export function documentFileName(fields: FileNameFields, isTaken: (name: string) => boolean = () => false): string {
  const head = [fields.day, plainPart(fields.matterNumber ?? ''), plainPart(fields.documentType)];
  const title = plainPart(fields.title) || 'document';
  const stem = [...head, title].filter((part) => part !== '').join('_');
  for (let count = 1; ; count += 1) {
    const tail = `${count === 1 ? '' : `-${count}`}${fields.ending}`;
    const name = `${stem.slice(0, lengthMax - tail.length).replace(/[-_]+$/, '')}${tail}`;
    if (!isTaken(name)) return name;
  }
}
