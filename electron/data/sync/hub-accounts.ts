import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { refuse } from '../../../shared/domain/refusal.ts';
import type { WorkWorkspace } from '../../../shared/domain/workspace.ts';
import { addAccount, makeSpareAccounts, provisionFirm } from '../../hub/provision.ts';
import type { Firm } from '../firm.ts';
import { RefusalError } from '../procedures/refusal-error.ts';

export interface HubLogin {
  readonly url: string;
  readonly name: string;
  readonly password: string;
}

const sparesSchema = z.array(z.object({ name: z.string(), password: z.string() }));
const sparesMade = 30;

/**
 * Makes the firm's place at a hub with an administrator's name and password, which are not kept: this device gets an
 * owner's account of its own, and a stock of spare accounts for those who will be invited.
 */
export async function provisionHub(firm: Firm, admin: HubLogin): Promise<HubLogin> {
  const own = {
    name: `annex-${firm.firmId.slice(0, 8)}-${firm.me.deviceId}`,
    password: randomBytes(24).toString('base64url'),
  };
  const spares = makeSpareAccounts(firm.firmId, sparesMade);
  const made = await provisionFirm({
    url: admin.url,
    adminName: admin.name,
    adminPassword: admin.password,
    firm: { id: firm.firmId },
    accounts: [{ ...own, side: 'inside', workspaces: [], devices: [], isOwner: true }],
    spares,
  });
  if (!made.ok) throw new RefusalError(made.refusal);
  firm.vault.update((contents) => ({ ...contents, settings: { ...contents.settings, hubSpares: spares } }));
  return { url: admin.url, ...own };
}

/** Takes a spare account and opens the databases of these workspaces to it: an owner can do this without the server's administrator. */
export async function grantSpareAccount(
  firm: Firm,
  hub: HubLogin,
  member: { workspaces: readonly WorkWorkspace[]; isOwner: boolean },
): Promise<HubLogin> {
  const spares = sparesSchema.catch([]).parse(firm.vault.contents.settings['hubSpares']);
  const spare = spares[0];
  if (spare === undefined) {
    throw new RefusalError(
      refuse(
        'provider.no-account-left',
        'No account is left at the hub for another device. Enter the hub’s administrator under Provider, Sync, to make more.',
      ),
    );
  }
  const added = await addAccount({
    url: hub.url,
    adminName: hub.name,
    adminPassword: hub.password,
    firm: { id: firm.firmId },
    account: { ...spare, side: 'inside', workspaces: member.workspaces, devices: [], isOwner: member.isOwner },
  });
  if (!added.ok) throw new RefusalError(added.refusal);
  firm.vault.update((contents) => ({ ...contents, settings: { ...contents.settings, hubSpares: spares.slice(1) } }));
  return { url: hub.url, ...spare };
}
