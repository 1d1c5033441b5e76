import { createHash } from 'node:crypto';
import { type Refusal, refuse } from '../../shared/domain/refusal.ts';
import { kitGroups } from './vault/recovery-kit.ts';

type Settings = Readonly<Record<string, unknown>>;

/**
 * What the vault keeps of a kit that waits to be confirmed: a hash of its last group, which is one part in twelve, so that
 * the paper can be confirmed after a restart too.
 */
export function expectKit(kitText: string): Settings {
  return { kitConfirmed: false, kitCheck: hashGroup(kitGroups(kitText).at(-1) ?? '') };
}

/** Whether the typed text is the last group of the kit that waits; the refusal where it is not, else null. */
export function checkLastGroup(settings: Settings, typed: string): Refusal | null {
  const expected = settings['kitCheck'];
  if (typeof expected !== 'string') {
    return refuse(
      'firm.kit-not-waiting',
      'Nothing is known here of the kit that was made. Make a new one under Settings, and confirm that.',
      ['lastGroup'],
    );
  }
  if (hashGroup(typed) === expected) return null;
  return refuse(
    'firm.kit-not-confirmed',
    'This is not the last group of the kit. Look at the last line of the printed page.',
    ['lastGroup'],
  );
}

function hashGroup(group: string): string {
  return createHash('sha256').update(`annex kit group|${group.trim().toUpperCase()}`).digest('hex');
}
