import { type Refusal, refuse } from '../refusal.ts';
import type { WorkWorkspace } from '../workspace.ts';

/** What a comment may hang on. */
export const subjectKinds = [
  'matter',
  'order',
  'sop',
  'call',
  'lead',
  'document',
  'invoice',
  'time',
  'request',
  'entry',
] as const;
export type SubjectKind = (typeof subjectKinds)[number];

/** A comment lies in the workspace of what it hangs on, so whoever may not read that does not read what is said of it [TK1]. */
export const workspaceOfSubject: Readonly<Record<SubjectKind, WorkWorkspace>> = {
  matter: 'office',
  order: 'office',
  sop: 'office',
  call: 'intake',
  lead: 'intake',
  document: 'documents',
  invoice: 'billing',
  time: 'billing',
  request: 'trust',
  entry: 'trust',
};

/** Somebody who may be mentioned or written to. */
export interface Listener {
  readonly name: string;
  readonly isActive: boolean;
  readonly isOutside: boolean;
  readonly workspaces: readonly string[];
}

/** What decides who can read a text. */
export interface Readership {
  readonly workspace: WorkWorkspace;
  /** True where only the firm's own people read it: its matter is withheld, or the author chose so. */
  readonly isInsideOnly: boolean;
}

/** True where somebody can read what is said there [TK2]. */
export function canRead(listener: Listener, readership: Readership): boolean {
  const isShutOut = readership.isInsideOnly && listener.isOutside;
  return listener.isActive && !isShutOut && listener.workspaces.includes(readership.workspace);
}

/** A refusal that names whoever would be told of something that they cannot see [TK2]; null where all can. */
export function declineMentions(listeners: readonly Listener[], readership: Readership): Refusal | null {
  const blind = listeners.filter((listener) => !canRead(listener, readership)).map((listener) => listener.name);
  if (blind.length === 0) return null;
  const who = blind.join(', ');
  return refuse(
    'provider.mention-cannot-see',
    readership.isInsideOnly
      ? `${who} cannot see this: it is kept to the firm’s own people. Leave them out, or give the matter first.`
      : `${who} cannot see this: they do not read that part of the firm. Leave them out, or ask an owner to share it.`,
    ['mentions'],
  );
}

/** A refusal of a conversation that is with nobody, or with somebody who may not see its matter [TK4]; else null. */
export function declineConversation(
  others: readonly Listener[],
  isMatterWithheld: boolean,
  isAuthorOutside: boolean,
): Refusal | null {
  if (others.length === 0)
    return refuse('provider.nobody-to-talk-to', 'Choose at least one other person.', ['memberIds']);
  const refusal = declineMentions(others, { workspace: 'office', isInsideOnly: isMatterWithheld });
  if (refusal !== null) return { ...refusal, fields: ['memberIds'] };
  if (!isMatterWithheld || !isAuthorOutside) return null;
  return refuse('firm.withheld', 'The firm keeps this matter to itself. Ask the firm.', ['matterId']);
}

/** The "@…" that ends at the caret and is being typed, without the sign; null where none is. */
export function typedMention(text: string, caret: number): string | null {
  return /(?:^|\s)@([\p{L}'’.-]*(?: [\p{L}'’.-]+)?)$/u.exec(text.slice(0, caret))?.[1] ?? null;
}

/**
 * The people whom a text names after an "@": by their whole name, or by their first one where nobody else has it [TK5].
 * Capitals do not matter.
 */
export function findMentions(
  text: string,
  people: readonly { readonly memberId: string; readonly name: string }[],
): string[] {
  const firstOf = (name: string): string => name.split(' ')[0]?.toLowerCase() ?? '';
  const names = people.flatMap(({ memberId, name }) => {
    const first = firstOf(name);
    const isOnly = people.filter((other) => firstOf(other.name) === first).length === 1;
    return [{ memberId, name: name.toLowerCase() }, ...(isOnly ? [{ memberId, name: first }] : [])];
  });
  const longestFirst = names.sort((one, other) => other.name.length - one.name.length);
  const found = new Set<string>();
  const lower = text.toLowerCase();
  for (let at = lower.indexOf('@'); at !== -1; at = lower.indexOf('@', at + 1)) {
    // An address is nobody's name.
    if (at > 0 && /[\p{L}\p{N}]/u.test(lower.charAt(at - 1))) continue;
    const rest = lower.slice(at + 1);
    const named = longestFirst.find(
      ({ name }) => rest.startsWith(name) && !/^[\p{L}\p{N}]/u.test(rest.slice(name.length)),
    );
    if (named !== undefined) found.add(named.memberId);
  }
  return [...found];
}
