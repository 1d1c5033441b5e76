export type { FileReference } from '../../../shared/events/documents.ts';

/** One sealed chunk: the SHA-256 of its sealed bytes in hex, and how many they are. */
export interface ChunkReference {
  readonly id: string;
  readonly size: number;
}
