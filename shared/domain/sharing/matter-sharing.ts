/** One decision about who may read a matter. `ends` is the id of the withholding or restriction that it ends. */
export interface SharingFact {
  readonly id: string;
  readonly kind: 'withheld' | 'given' | 'restricted' | 'lifted';
  readonly ends: string | null;
}

/** What is in force: the id of the withholding and of the restriction, or null. */
export interface MatterSharing {
  readonly withheldBy: string | null;
  readonly restrictedBy: string | null;
}

/**
 * What a matter's decisions add up to, in whatever order they are given [SH1] [SH2]. Ids sort by clock. An ending that
 * names an older decision than the last has not seen the last, which stands.
 */
export function addUpSharing(facts: readonly SharingFact[]): MatterSharing {
  return {
    withheldBy: inForce(facts, 'withheld', 'given'),
    restrictedBy: inForce(facts, 'restricted', 'lifted'),
  };
}

function inForce(
  facts: readonly SharingFact[],
  begins: SharingFact['kind'],
  ending: SharingFact['kind'],
): string | null {
  let last: string | null = null;
  for (const { id, kind } of facts) if (kind === begins && (last === null || id > last)) last = id;
  if (last === null) return null;
  const start = last;
  const isEnded = facts.some(({ kind, ends }) => kind === ending && ends !== null && ends >= start);
  return isEnded ? null : start;
}

/** True where a member may read the matter's texts: nobody from outside while it is withheld or restricted [SH3]. */
export function mayReadMatter(
  reader: { readonly memberId: string; readonly outside: boolean },
  matter: { readonly withheld: boolean; readonly restricted: boolean; readonly memberIds: readonly string[] },
): boolean {
  if (reader.outside) return !matter.withheld && !matter.restricted;
  return !matter.restricted || matter.memberIds.includes(reader.memberId);
}
