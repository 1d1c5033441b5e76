import type { MarkTone } from '../../components/mark.tsx';

export { matterFolders } from '../../../shared/domain/documents/matter-folders.ts';

/** "1.4 MB": a size as people compare files. */
export function formatSize(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1_000))} KB`;
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}

/** The title that a file name suggests: without its ending, spaces for underscores, a capital first. */
export function suggestTitle(fileName: string): string {
  const dot = fileName.lastIndexOf('.');
  const stem = dot > 0 ? fileName.slice(0, dot) : fileName;
  const words = stem.replace(/[_\s]+/g, ' ').trim();
  return words === '' ? fileName : words.charAt(0).toUpperCase() + words.slice(1);
}

/** How far a document's words are known, as a mark. */
export function describeText(text: 'words' | 'waiting' | 'no text'): {
  readonly tone: MarkTone;
  readonly word: string;
} {
  switch (text) {
    case 'words':
      return { tone: 'good', word: 'Searchable' };
    case 'waiting':
      return { tone: 'info', word: 'Being read' };
    case 'no text':
      return { tone: 'plain', word: 'No words' };
  }
}

/** What documents usually are; another word may be typed. */
export const documentTypes = [
  'Agreement',
  'Correspondence',
  'Court order',
  'Discovery',
  'Engagement letter',
  'Evidence',
  'Filing',
  'Financial record',
  'Identification',
  'Medical record',
  'Memo',
  'Motion',
  'Pleading',
];
