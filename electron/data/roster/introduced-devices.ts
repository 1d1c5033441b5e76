import type { EventDocument } from '../events/envelope.ts';
import { eventDocumentSchema } from '../events/envelope.ts';
import { deviceIdOf } from '../vault/device-keys.ts';
import type { KeyRing } from './key-ring.ts';
import { openRosterDocument } from './open-roster-document.ts';

/**
 * Devices that roster documents bring with them, id to signing key: founding, enrolment and recovery are signed by the
 * very device that they introduce. The id is the hash of the key, so nobody can claim another's [GT4]; whether the
 * introduction counts is the roster's own decision.
 */
export function devicesIntroducedBy(documents: readonly unknown[], firmId: string, ring: KeyRing): Map<string, string> {
  const introduced = new Map<string, string>();
  for (const raw of documents) {
    const document = asDocument(raw);
    if (document === null) continue;
    for (const event of openRosterDocument(document, firmId, ring)) {
      if (
        event.type !== 'roster.founded' &&
        event.type !== 'roster.device.enrolled' &&
        event.type !== 'roster.recovered'
      )
        continue;
      const { id, signingPublic } = event.head.device;
      if (deviceIdOf(signingPublic) === id) introduced.set(id, signingPublic);
    }
  }
  return introduced;
}

function asDocument(raw: unknown): EventDocument | null {
  if (typeof raw !== 'object' || raw === null) return null;
  const { _rev, _revisions, ...bare } = raw as Record<string, unknown>;
  const parsed = eventDocumentSchema.safeParse(bare);
  return parsed.success ? parsed.data : null;
}
