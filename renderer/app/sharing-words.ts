import type { MarkTone } from '../components/mark.tsx';
import type { Answers } from './answers.ts';

export type MatterSharing = Answers['sharing']['getMatter'];

/** A matter's sharing as a mark. */
export function describeSharing(state: MatterSharing['state']): { readonly tone: MarkTone; readonly word: string } {
  switch (state) {
    case 'shared':
      return { tone: 'good', word: 'Shared' };
    case 'withheld':
      return { tone: 'info', word: 'Withheld' };
    case 'restricted':
      return { tone: 'look', word: 'Restricted' };
  }
}

/** What the state means for people outside, in a sentence. */
export function explainSharing(sharing: MatterSharing): string {
  const names = sharing.readers.map((reader) => reader.name).join(', ');
  switch (sharing.state) {
    case 'shared':
      if (names === '') return 'Nobody outside the firm reads anything at present.';
      return sharing.from === null
        ? `Read outside by ${names}, each in the workspaces they hold.`
        : `Read outside by ${names}, from the day on that is named below.`;
    case 'withheld':
      return 'Names, narratives and files are sealed for the firm alone. People outside see a number and amounts.';
    case 'restricted':
      return 'Only the members named below read this matter, and nobody outside. It is left out of searches and lists for everybody else, and stands there as a number.';
  }
}
