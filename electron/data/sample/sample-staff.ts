import type { Role } from '../../../shared/domain/roles/rights.ts';
import { rosterDeviceEnrolled } from '../../../shared/events/roster.ts';
import { createId } from '../create-id.ts';
import { sealEvent } from '../events/envelope.ts';
import type { Firm } from '../firm.ts';
import { createDeviceSecrets } from '../firm-birth.ts';
import type { SessionContext } from '../procedures/implementer.ts';
import { epochContext } from '../roster/key-ring.ts';
import { type Invitation, invitationKeys, parseInvitation } from '../sync/invitation.ts';
import { sign } from '../vault/device-keys.ts';
import { keyBytesOf } from '../vault/raw-keys.ts';
import { openSealed, sealTo } from '../vault/sealed-box.ts';
import type { VaultContents } from '../vault/vault-contents.ts';
import { createColleague } from './sample-colleague.ts';
import type { SampleClient, SampleColleague, SampleStaff } from './sample-world.ts';

const rates = [42_500, 37_500, 28_500];

interface StaffNames {
  readonly attorneys: readonly string[];
  readonly receptionist: string;
  readonly bookkeeper: string;
}

/** Invites somebody and has them join from a computer of their own. */
async function inviteAndJoin(client: SampleClient, firm: Firm, name: string, role: Role) {
  const { code, memberId } = await client.provider.invite({ commandId: createId(), name, role });
  const invitation = parseInvitation(code);
  if (!invitation.ok) throw new Error('The sample firm got an invitation that does not read.');
  return { memberId, device: await joinFrom(firm, invitation.value, `${name.split(' ')[0]}’s computer`) };
}

/** Invites somebody who goes on working from their own computer while the firm is told. Their keys are then forgotten. */
export async function inviteColleague(
  client: SampleClient,
  firm: Firm,
  session: SessionContext,
  person: { readonly name: string; readonly role: Role },
): Promise<SampleColleague> {
  const { memberId, device } = await inviteAndJoin(client, firm, person.name, person.role);
  return createColleague(firm, session, memberId, device);
}

/** Invites everybody who works in the sample firm, and has each join from a computer of their own that is used no more. */
export async function inviteStaff(client: SampleClient, firm: Firm, names: StaffNames): Promise<SampleStaff> {
  const invite = async (name: string, role: Role): Promise<string> =>
    (await inviteAndJoin(client, firm, name, role)).memberId;
  const attorneys = [firm.me.memberId];
  for (const name of names.attorneys) attorneys.push(await invite(name, 'attorney'));
  return {
    owner: firm.me.memberId,
    attorneys: attorneys.map((memberId, place) => ({ memberId, rateCents: rates[place] ?? 30_000 })),
    receptionist: await invite(names.receptionist, 'receptionist'),
    bookkeeper: await invite(names.bookkeeper, 'bookkeeper'),
  };
}

/** A device's first event, made by its own keys and folded as if it had come from the hub. Answers with the keys. */
async function joinFrom(firm: Firm, invitation: Invitation, deviceName: string): Promise<VaultContents['device']> {
  const offered = firm.roster.current.invitations.get(invitation.invitationId);
  if (offered === undefined) throw new Error('The sample firm does not know its own invitation.');
  const keys = invitationKeys(invitation.secret);
  const { device } = createDeviceSecrets(deviceName, 'sample');
  const wraps: Record<string, string> = {};
  for (const [name, sealed] of Object.entries(offered.wraps)) {
    const epoch = firm.roster.current.epochs.get(name);
    if (epoch === undefined) continue;
    const context = epochContext(firm.firmId, epoch.workspace, epoch.side, epoch.epoch);
    const key = openSealed(keyBytesOf(keys.exchangePrivate), Buffer.from(sealed, 'base64'), context);
    wraps[name] = sealTo(keyBytesOf(device.exchangePublic), key, context).toString('base64');
  }
  const { id, name, signingPublic, exchangePublic } = device;
  const key = { epoch: 0, key: firm.ring.rosterKey };
  const document = sealEvent({
    place: { firmId: firm.firmId, workspace: 'roster' },
    clock: firm.clock.tick(),
    deviceId: id,
    previous: '',
    index: 0,
    rosterHeads: firm.roster.heads,
    headKey: key,
    bodyKey: { ...key, side: 'outside' },
    meta: {
      type: rosterDeviceEnrolled.type,
      version: rosterDeviceEnrolled.version,
      aggregate: 'roster:roster',
      parents: firm.roster.heads,
      commandId: createId(),
    },
    answer: undefined,
    head: rosterDeviceEnrolled.head.parse({
      invitationId: offered.id,
      device: { id, name, signingPublic, exchangePublic },
      proof: sign(keys.signingPrivate, Buffer.from(id)).toString('base64url'),
      wraps,
    }),
    body: {},
    sign: (bytes) => sign(device.signingPrivate, bytes).toString('base64url'),
  });
  await firm.store.append('roster', [document]);
  await firm.foldReplicated(['roster']);
  return device;
}
