import * as z from 'zod';
import { foldMac } from './normalise.ts';

/** A given name and the names that stand for it, as stored under `assets/code-sets`. */
export const nicknameGroupsSchema = z.array(
  z.strictObject({ canonical: z.string().min(1), variants: z.array(z.string().min(1)) }),
);
export type NicknameGroups = z.infer<typeof nicknameGroupsSchema>;

/** From a given name to the names that it may stand for. */
export type NicknameIndex = ReadonlyMap<string, ReadonlySet<string>>;

/** Builds the index over nickname groups [NM6]; names are expected in their normalised form. */
export function buildNicknameIndex(groups: NicknameGroups): NicknameIndex {
  const index = new Map<string, Set<string>>();
  for (const { canonical, variants } of groups) {
    for (const name of [canonical, ...variants].map(foldMac)) {
      const known = index.get(name);
      if (known) known.add(canonical);
      else index.set(name, new Set([canonical]));
    }
  }
  return index;
}

/** The names that two given names may both stand for, in order. */
export function sharedCanonicals(nicknames: NicknameIndex, a: string, b: string): readonly string[] {
  const ofA = nicknames.get(a);
  const ofB = nicknames.get(b);
  if (!ofA || !ofB) return [];
  return [...ofA].filter((canonical) => ofB.has(canonical)).sort();
}
