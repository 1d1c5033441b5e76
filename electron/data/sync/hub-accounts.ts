import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { refuse } from '../../../shared/domain/refusal.ts';
import type { Side, WorkWorkspace } from '../../../shared/domain/workspace.ts';
import { checkHubRoute, createHubFetch } from '../../hub/hub-fetch.ts';
import { addAccount, checkAccount, makeSpareAccounts, provisionFirm } from '../../hub/provision.ts';
import type { Firm } from '../firm.ts';
import { RefusalError } from '../procedures/refusal-error.ts';
import { ownAccountName } from './hub-care.ts';
import type { HubConnection } from './hub-line.ts';

const sparesSchema = z.array(z.object({ name: z.string(), password: z.string() }));
const sparesMade = 30;

/**
 * Makes the firm's place at a hub with an administrator's name and password, which are not kept: this device gets an
 * owner's account of its own, and a stock of spare accounts for those who will be invited.
 */
export async function provisionHub(firm: Firm, admin: HubConnection): Promise<HubConnection> {
  const route = readRoute(admin);
  const own = {
    name: ownAccountName(firm.firmId, firm.me.deviceId),
    password: randomBytes(24).toString('base64url'),
  };
  const spares = makeSpareAccounts(firm.firmId, sparesMade);
  const made = await provisionFirm({
    url: admin.url,
    adminName: admin.name,
    adminPassword: admin.password,
    fetch: createHubFetch(route),
    firm: { id: firm.firmId },
    accounts: [{ ...own, side: 'inside', workspaces: [], devices: [], isOwner: true }],
    spares,
  });
  if (!made.ok) throw new RefusalError(made.refusal);
  firm.vault.update((contents) => ({ ...contents, settings: { ...contents.settings, hubSpares: spares } }));
  return { url: admin.url, ...own, ...route };
}

/** The way to a hub as a person gave it. Refuses a proxy or an authority that cannot be used. */
function readRoute(given: HubConnection) {
  const route = checkHubRoute(given);
  if (!route.ok) throw new RefusalError(route.refusal);
  return route.value;
}

/** This device's own account at a hub that is set up already: after its password changed, or the firm moved. */
export async function checkHubLogin(firm: Firm, login: HubConnection): Promise<HubConnection> {
  const { url, name, password } = login;
  const hub = { url, name, password, ...readRoute(login) };
  const checked = await checkAccount({
    url,
    adminName: name,
    adminPassword: password,
    fetch: createHubFetch(hub),
    firm: { id: firm.firmId },
  });
  if (!checked.ok) throw new RefusalError(checked.refusal);
  return hub;
}

/** Takes a spare account and opens the databases of these workspaces to it: an owner can do this without the server's administrator. */
export async function grantSpareAccount(
  firm: Firm,
  hub: HubConnection,
  member: { workspaces: readonly WorkWorkspace[]; side: Side; isOwner: boolean },
): Promise<HubConnection> {
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
    fetch: createHubFetch(hub),
    firm: { id: firm.firmId },
    account: { ...spare, side: member.side, workspaces: member.workspaces, devices: [], isOwner: member.isOwner },
  });
  if (!added.ok) throw new RefusalError(added.refusal);
  firm.vault.update((contents) => ({ ...contents, settings: { ...contents.settings, hubSpares: spares.slice(1) } }));
  const { name: _name, password: _password, ...way } = hub;
  return { ...way, ...spare };
}
