import type { VerifySignature } from './roster.ts';
import type { Draft, Of } from './roster-draft.ts';

/** Everybody may name their own machines. */
export function renameOwn(draft: Draft, { head }: Of<'roster.device.renamed'>, authorId: string): string | null {
  const author = draft.devices.get(authorId);
  const isOwn = author !== undefined && author.memberId === draft.devices.get(head.deviceId)?.memberId;
  return isOwn && author.cut === null ? renameDevice(draft, head) : 'no right';
}

/** Gives a device another name; nothing where it is not known. */
export function renameDevice(draft: Draft, { deviceId, name }: { deviceId: string; name: string }): string | null {
  const device = draft.devices.get(deviceId);
  if (device === undefined) return 'no such device';
  draft.devices.set(deviceId, { ...device, name });
  return null;
}

/** A use that the withdrawal had not seen does not count, whatever its clock [RS10]: see `findBeyond`. */
export function withdraw(draft: Draft, { id, head }: Of<'roster.invitation.withdrawn'>): string | null {
  const invitation = draft.invitations.get(head.invitationId);
  if (invitation === undefined) return 'no such invitation';
  if (invitation.withdrawnBy === null) draft.invitations.set(invitation.id, { ...invitation, withdrawnBy: id });
  return null;
}

/** A new kit. The one before is void where it signed for that; a proof that it did not sign counts for nothing [RS9]. */
export function renewKit(draft: Draft, event: Of<'roster.kit.renewed'>, verify: VerifySignature): string | null {
  const { recovery, proof, wraps } = event.head;
  const signed = Buffer.from(recovery.signingPublic);
  const isSigned = proof !== undefined && draft.kits.some((key) => verify(key, signed, proof));
  if (proof !== undefined && !isSigned) return 'not signed by the firm';
  if (isSigned) {
    for (const key of draft.kits) draft.voided.set(key, event.id);
    draft.kits = [];
  }
  draft.kits.push(recovery.signingPublic);
  draft.recovery = recovery;
  for (const [key, sealed] of Object.entries(wraps)) draft.boxes.push({ key, sealed });
  return null;
}
