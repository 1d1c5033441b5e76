import { randomBytes, randomInt } from 'node:crypto';
import { refuse } from '../../../shared/domain/refusal.ts';
import type { Side, WorkWorkspace } from '../../../shared/domain/workspace.ts';
import { checkHubRoute, createHubFetch } from '../../hub/hub-fetch.ts';
import {
  addAccount,
  checkAccount,
  type HubAccount,
  listAccounts,
  makeSpareAccounts,
  provisionFirm,
} from '../../hub/provision.ts';
import type { EventDatabase } from '../events/event-store.ts';
import type { Firm } from '../firm.ts';
import { RefusalError } from '../procedures/refusal-error.ts';
import { keepInStock, readStock, shareStock, unusedAccounts } from './account-stock.ts';
import { ownAccountName, wantedAccounts } from './hub-care.ts';
import type { HubConnection } from './hub-line.ts';

const sparesWanted = 30;

/**
 * Makes the firm's place at a hub with an administrator's name and password, which are not kept: this device gets an
 * owner's account of its own, there is a stock of spare accounts for those who will be invited, and accounts that were
 * given away before are made again where the hub has lost them.
 */
export async function provisionHub(firm: Firm, admin: HubConnection): Promise<HubConnection> {
  const route = readRoute(admin);
  const { deviceId } = firm.me;
  const known = firm.roster.current.devices.get(deviceId)?.hubAccount;
  const own = {
    name: known ?? ownAccountName(firm.firmId, deviceId),
    password: randomBytes(24).toString('base64url'),
  };
  const unused = unusedAccounts(firm);
  const spares = [...unused, ...makeSpareAccounts(firm.firmId, Math.max(0, sparesWanted - unused.length))];
  const made = await provisionFirm({
    url: admin.url,
    adminName: admin.name,
    adminPassword: admin.password,
    fetch: createHubFetch(route),
    firm: { id: firm.firmId },
    accounts: [{ ...own, side: 'inside', workspaces: [], devices: [], isOwner: true }],
    spares,
    restored: givenAccounts(firm, own.name),
  });
  if (!made.ok) throw new RefusalError(made.refusal);
  keepInStock(firm, { accounts: [...spares, own], burnt: [] });
  return { url: admin.url, ...own, ...route };
}

/** Accounts of others that the roster wants and whose passwords are known here. */
function givenAccounts(firm: Firm, ownName: string): HubAccount[] {
  const passwords = new Map(readStock(firm).accounts.map(({ name, password }) => [name, password]));
  const { grants } = wantedAccounts(firm.roster.current, { deviceId: firm.me.deviceId, name: ownName }, firm.nowMs());
  return grants.flatMap((grant) => {
    const password = grant.name === ownName ? undefined : passwords.get(grant.name);
    return password === undefined ? [] : [{ ...grant, password }];
  });
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

/**
 * Takes a spare account and opens the databases of these workspaces to it, as every owner can without the server's
 * administrator. `remote` is the roster's database at the hub, beside which the owners' devices keep the stock.
 */
export async function grantSpareAccount(
  firm: Firm,
  hub: HubConnection,
  remote: EventDatabase,
  member: { workspaces: readonly WorkWorkspace[]; side: Side; isOwner: boolean },
): Promise<HubConnection> {
  const access = {
    url: hub.url,
    adminName: hub.name,
    adminPassword: hub.password,
    fetch: createHubFetch(hub),
    firm: { id: firm.firmId },
  };
  const granted = await listAccounts(access);
  if (!granted.ok) throw new RefusalError(granted.refusal);
  // Two owners who invite at the same moment take different ones: what the hub has granted is taken, and which is left
  // to chance.
  await shareStock(firm, remote).catch(() => false);
  const spares = unusedAccounts(firm).filter(({ name }) => !granted.value.includes(name));
  const spare = spares[randomInt(Math.max(1, spares.length))];
  if (spare === undefined) {
    throw new RefusalError(
      refuse(
        'provider.no-account-left',
        'No account is left at the hub for another device. Enter the hub’s administrator under Provider, Sync, to make more.',
      ),
    );
  }
  const added = await addAccount({
    ...access,
    account: { ...spare, side: member.side, workspaces: member.workspaces, devices: [], isOwner: member.isOwner },
  });
  if (!added.ok) throw new RefusalError(added.refusal);
  const { name: _name, password: _password, ...way } = hub;
  return { ...way, ...spare };
}
