import { refuse } from '../../../shared/domain/refusal.ts';
import type { EventDocument } from '../events/envelope.ts';
import { orderEvents } from '../events/event-order.ts';
import { passGate } from '../events/gate.ts';
import { type Firm, verifyText } from '../firm.ts';
import { RefusalError } from '../procedures/refusal-error.ts';
import { firmIdOf } from '../roster/firm-id.ts';
import { devicesIntroducedBy } from '../roster/introduced-devices.ts';
import type { KeyRing } from '../roster/key-ring.ts';
import { openRosterDocument } from '../roster/open-roster-document.ts';
import { foldRoster, type Roster } from '../roster/roster.ts';

/** Roster documents from a hub or a file that pass the gate; devices are known by what they introduce. */
export function admitRoster(documents: readonly unknown[], firmId: string, ring: KeyRing): EventDocument[] {
  const introduced = devicesIntroducedBy(documents, firmId, ring);
  const { admitted } = passGate(documents, {
    place: { firmId, workspace: 'roster' },
    hasDevice: (deviceId) => introduced.has(deviceId),
    verify: (deviceId, hash, signature) => verifyText(introduced.get(deviceId) ?? '', hash, signature),
  });
  return admitted.map(({ _id, v, k, h, b, p, n, r, s }) => ({ _id, v, k, h, b, p, n, r, s }));
}

/** The roster that these documents add up to. Refuses what is not rooted in the firm's key [RS1]. */
export function foldDocuments(documents: readonly unknown[], firmId: string, ring: KeyRing): Roster {
  const admitted = admitRoster(documents, firmId, ring);
  const roster = foldRoster(
    orderEvents(admitted.flatMap((document) => openRosterDocument(document, firmId, ring))),
    verifyText,
  );
  if (roster.firmId === firmId && firmIdOf(roster.founding) === firmId) return roster;
  throw new RefusalError(
    refuse('firm.roster-not-valid', 'What was found is not this firm’s roster. Ask the firm for a new invitation.', [
      'code',
    ]),
  );
}

/** Puts roster documents into the store of a firm that joins, and folds them. */
export async function takeRoster(firm: Firm, documents: readonly unknown[]): Promise<void> {
  await firm.store.append('roster', admitRoster(documents, firm.firmId, firm.ring));
  await firm.foldReplicated(['roster']);
}
