import type { EventDocument } from '../events/envelope.ts';
import { eventDocumentSchema } from '../events/envelope.ts';
import { deviceIdOf } from '../vault/device-keys.ts';
import type { KeyRing } from './key-ring.ts';
import { openRosterDocument } from './open-roster-document.ts';
import type { RosterEvent } from './roster-event.ts';

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
      const device = introducedDevice(event);
      if (device !== null) introduced.set(device.id, device.signingPublic);
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

/** The device that a roster event introduces; null for other events, and where its id is not that of its key. */
export function introducedDevice(event: RosterEvent): { id: string; signingPublic: string } | null {
  const isIntroduction =
    event.type === 'roster.founded' || event.type === 'roster.device.enrolled' || event.type === 'roster.recovered';
  if (!isIntroduction) return null;
  const { id, signingPublic } = event.head.device;
  return deviceIdOf(signingPublic) === id ? { id, signingPublic } : null;
}
