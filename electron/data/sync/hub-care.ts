import { hasRight, isOutside } from '../../../shared/domain/roles/rights.ts';
import type { AccountGrant } from '../../hub/firm-security.ts';
import { createHubFetch } from '../../hub/hub-fetch.ts';
import { alignAccounts } from '../../hub/provision.ts';
import type { Firm } from '../firm.ts';
import type { Roster, RosterDevice } from '../roster/roster.ts';

/** The name of the account that a device was given when it set up the hub itself. */
export function ownAccountName(firmId: string, deviceId: string): string {
  return `annex-${firmId.slice(0, 8)}-${deviceId}`;
}

/** What the accounts at the hub should be, as the roster says. */
export interface WantedAccounts {
  readonly grants: readonly AccountGrant[];
  readonly removed: readonly string[];
}

/**
 * The accounts that follow from the roster: each device's account reaches what its member may read, an outside one
 * writes events of its own devices alone; an invitation that waits has an account without a device; what was removed or
 * has expired opens nothing. `own` is the device that asks and its account: it never shuts itself out.
 */
export function wantedAccounts(roster: Roster, own: { deviceId: string; name: string }, nowMs: number): WantedAccounts {
  const grants = new Map<string, AccountGrant>();
  const removed = new Set<string>();
  for (const device of roster.devices.values()) {
    const name = device.id === own.deviceId ? own.name : accountOf(roster, device);
    const grant = grantFor(roster, device, name);
    // Whoever set the hub up again themselves has an account of that name beside the one that they were given.
    if (grant === null) for (const each of [name, ownAccountName(roster.firmId, device.id)]) removed.add(each);
    else grants.set(name, { ...grant, devices: [...(grants.get(name)?.devices ?? []), ...grant.devices] });
  }
  for (const invitation of roster.invitations.values()) {
    const { hubAccount: name, usedByDeviceId, expiresAtMs, memberId, role, workspaces } = invitation;
    if (name === undefined || usedByDeviceId !== null || grants.has(name)) continue;
    if (expiresAtMs < nowMs || roster.members.get(memberId)?.isRemoved === true) removed.add(name);
    else
      grants.set(name, { name, side: sideOf(role), workspaces, devices: [], isOwner: hasRight(role, 'firm.manage') });
  }
  return {
    grants: [...grants.values()],
    removed: [...removed].filter((name) => !grants.has(name) && name !== own.name),
  };
}

function sideOf(role: Parameters<typeof isOutside>[0]) {
  return isOutside(role) ? ('outside' as const) : ('inside' as const);
}

function accountOf(roster: Roster, device: RosterDevice): string {
  return device.hubAccount ?? ownAccountName(roster.firmId, device.id);
}

function grantFor(roster: Roster, device: RosterDevice, name: string): AccountGrant | null {
  const member = roster.members.get(device.memberId);
  if (device.cut !== null || member === undefined || member.isRemoved) return null;
  const { role, workspaces } = member;
  return { name, side: sideOf(role), workspaces, devices: [device.id], isOwner: hasRight(role, 'firm.manage') };
}

const soonMs = 1_500;
const againMs = 60_000;

/**
 * An owner's device keeps the accounts at the hub as the roster says: who joined is bound to the device that joined,
 * who was removed is shut out. Several owners' devices doing so agree, for all follow the same roster.
 */
export class HubCare {
  readonly #firm: Firm;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;
  #done = '';

  constructor(firm: Firm) {
    this.#firm = firm;
  }

  /** Looks at the roster shortly, after whatever else is coming with it. */
  wake(): void {
    if (this.#isClosed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run().catch(() => undefined), soonMs).unref();
  }

  async #run(): Promise<void> {
    const firm = this.#firm;
    const { hub } = firm.vault.contents;
    if (hub === undefined || !firm.holds('firm.manage')) return;
    const wanted = wantedAccounts(firm.roster.current, { deviceId: firm.me.deviceId, name: hub.name }, firm.nowMs());
    const text = JSON.stringify([hub.url, hub.name, wanted]);
    if (text === this.#done) return;
    const aligned = await alignAccounts({
      url: hub.url,
      adminName: hub.name,
      adminPassword: hub.password,
      fetch: createHubFetch(hub),
      firm: { id: firm.firmId },
      ...wanted,
    });
    if (aligned.ok) this.#done = text;
    // An account that may not administer stays that way until the roster or the hub changes.
    else if (aligned.refusal.code === 'hub.not-allowed') this.#done = text;
    else if (!this.#isClosed) this.#timer = setTimeout(() => this.wake(), againMs).unref();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }
}
