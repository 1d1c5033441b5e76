import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';
import { hasRight } from '../../../shared/domain/roles/rights.ts';
import type { EventDatabase } from '../events/event-store.ts';
import { type Firm, verifyText } from '../firm.ts';
import type { RosterDevice } from '../roster/roster.ts';
import { sign } from '../vault/device-keys.ts';
import { keyBytesOf } from '../vault/raw-keys.ts';
import { openSealed, openWith, sealTo, sealWith } from '../vault/sealed-box.ts';

const accountSchema = z.object({ name: z.string().max(64), password: z.string().max(200) });
const accountsSchema = z.array(accountSchema);
type Account = z.infer<typeof accountSchema>;

/** The firm's accounts at the hub: all that were made, and the names that are not to be given away any more. */
interface AccountStock {
  readonly accounts: readonly Account[];
  readonly burnt: readonly string[];
}

const boxId = '_local/annex-accounts';
const boxSchema = z.object({
  by: z.string(),
  box: z.string().max(200_000),
  wraps: z.record(z.string(), z.string().max(1_000)),
  s: z.string().max(200),
});
type Box = z.infer<typeof boxSchema>;

const stockSchema = z.object({ accounts: accountsSchema, burnt: z.array(z.string()) });

interface BoxDocument extends Partial<Box> {
  _id: string;
  _rev?: string;
}

/** A database as far as the box needs it: `_local` documents are read and written, and never replicated. */
type BoxPlace = { get(id: string): Promise<BoxDocument>; put(document: BoxDocument): Promise<unknown> };

/** The accounts that this device knows, used ones too: with them a hub that was lost is made again as it was. */
export function readStock(firm: Firm): AccountStock {
  const { settings } = firm.vault.contents;
  const accounts = accountsSchema.catch([]).parse(settings['hubSpares']);
  return { accounts, burnt: z.array(z.string()).catch([]).parse(settings['hubBurnt']) };
}

/** Adds to what this device knows of the accounts; nothing is forgotten. Answers whether anything was new. */
export function keepInStock(firm: Firm, { accounts, burnt }: AccountStock): boolean {
  const known = readStock(firm);
  const byName = new Map([...known.accounts, ...accounts].map((account) => [account.name, account]));
  const next = { accounts: [...byName.values()], burnt: [...new Set([...known.burnt, ...burnt])] };
  if (isSame(known, next)) return false;
  firm.vault.update((contents) => ({
    ...contents,
    settings: { ...contents.settings, hubSpares: next.accounts, hubBurnt: next.burnt },
  }));
  return true;
}

/** Accounts of the stock that were never given to anybody: names in the roster, now or before, are used. */
export function unusedAccounts(firm: Firm): Account[] {
  const { accounts, burnt } = readStock(firm);
  const used = usedNames(firm);
  return accounts.filter(({ name }) => !used.has(name) && !burnt.includes(name));
}

function usedNames(firm: Firm): Set<string> {
  const { devices, invitations } = firm.roster.current;
  const names = [
    firm.vault.contents.hub?.name,
    ...[...devices.values()].flatMap((device) => [device.hubAccount, `annex-${firm.firmId.slice(0, 8)}-${device.id}`]),
    ...[...invitations.values()].map((invitation) => invitation.hubAccount),
  ];
  return new Set(names.filter((name) => typeof name === 'string'));
}

/**
 * Keeps the firm's accounts at the hub, beside the roster, sealed to the owners' devices alone and signed by one of
 * them [KY10]: so every owner admits and removes people without the hub's administrator, and makes a lost hub again.
 * When an owner's device is gone from the firm, what was not given away yet and was known to it is burnt. Answers
 * whether it wrote.
 */
export async function shareStock(firm: Firm, remote: EventDatabase): Promise<boolean> {
  const place = remote as unknown as BoxPlace;
  const owners = ownerDevices(firm);
  const found = await readBox(place);
  const box = found === null ? null : readTrusted(firm, found.box, owners);
  const opened = box === null ? null : openBox(firm, box);
  if (opened !== null) keepInStock(firm, opened);
  // What cannot be opened here was sealed by an owner who will seal it to this device too.
  if (box !== null && opened === null) return false;
  const gone = Object.keys(box?.wraps ?? {}).some((id) => !owners.has(id));
  if (gone) keepInStock(firm, { accounts: [], burnt: unusedAccounts(firm).map(({ name }) => name) });
  const stock = readStock(firm);
  if (stock.accounts.length === 0) return false;
  const isCurrent = opened !== null && isSame(opened, stock) && isSealedTo(box, owners);
  if (isCurrent) return false;
  await place.put({
    _id: boxId,
    ...(found?.rev === undefined ? {} : { _rev: found.rev }),
    ...sealStock(firm, stock, owners),
  });
  return true;
}

function ownerDevices(firm: Firm): Map<string, RosterDevice> {
  const { devices, members } = firm.roster.current;
  const standing = [...devices.values()].filter(({ cut, memberId }) => {
    const member = members.get(memberId);
    return cut === null && member !== undefined && !member.isRemoved && hasRight(member.role, 'firm.manage');
  });
  return new Map(standing.map((device) => [device.id, device]));
}

async function readBox(place: BoxPlace): Promise<{ rev: string | undefined; box: unknown } | null> {
  try {
    const { _id, _rev, ...box } = await place.get(boxId);
    return { rev: _rev, box };
  } catch (error) {
    const isMissing = typeof error === 'object' && error !== null && 'status' in error && error.status === 404;
    if (!isMissing) throw error;
    return null;
  }
}

/** Anybody of the firm can write beside the roster: only what an owner's device signed is believed. */
function readTrusted(firm: Firm, value: unknown, owners: ReadonlyMap<string, RosterDevice>): Box | null {
  const parsed = boxSchema.safeParse(value);
  if (!parsed.success) return null;
  const author = owners.get(parsed.data.by);
  const isSigned = author !== undefined && verifyText(author.signingPublic, digestOf(firm, parsed.data), parsed.data.s);
  return isSigned ? parsed.data : null;
}

function openBox(firm: Firm, { box, wraps }: Box): AccountStock | null {
  const { device } = firm.vault.contents;
  const wrap = wraps[device.id];
  if (wrap === undefined) return null;
  try {
    const key = openSealed(keyBytesOf(device.exchangePrivate), Buffer.from(wrap, 'base64'), contextOf(firm));
    const text = openWith(key, Buffer.from(box, 'base64'), contextOf(firm)).toString('utf8');
    return stockSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function sealStock(firm: Firm, stock: AccountStock, owners: ReadonlyMap<string, RosterDevice>): Box {
  const { device } = firm.vault.contents;
  const key = randomBytes(32);
  const context = contextOf(firm);
  const wraps = Object.fromEntries(
    [...owners.values()].map(({ id, exchangePublic }) => [
      id,
      sealTo(keyBytesOf(exchangePublic), key, context).toString('base64'),
    ]),
  );
  const box = sealWith(key, Buffer.from(JSON.stringify(stock)), context).toString('base64');
  const unsigned = { by: device.id, box, wraps };
  return { ...unsigned, s: sign(device.signingPrivate, digestOf(firm, unsigned)).toString('base64url') };
}

function contextOf(firm: Firm): string {
  return `annex/accounts/1|${firm.firmId}`;
}

function digestOf(firm: Firm, { by, box, wraps }: Omit<Box, 's'>): Buffer {
  const sorted = Object.entries(wraps).sort(([left], [right]) => (left < right ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([contextOf(firm), by, box, sorted]))
    .digest();
}

function isSealedTo(box: Box | null, owners: ReadonlyMap<string, unknown>): boolean {
  const ids = Object.keys(box?.wraps ?? {});
  return ids.length === owners.size && ids.every((id) => owners.has(id));
}

function isSame(left: AccountStock, right: AccountStock): boolean {
  const text = ({ accounts, burnt }: AccountStock) =>
    JSON.stringify([accounts.map(({ name, password }) => `${name} ${password}`).sort(), [...burnt].sort()]);
  return text(left) === text(right);
}
