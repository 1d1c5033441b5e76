import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Decision } from '../../shared/domain/refusal.ts';
import { startHub } from './embedded-hub.ts';
import { checkHubRoute, createHubFetch, type HubRoute } from './hub-fetch.ts';
import { isObject, isTextList } from './json.ts';
import {
  addAccount,
  type HubAccount,
  type HubAdmin,
  makeSpareAccounts,
  provisionFirm,
  removeAccount,
} from './provision.ts';

/** What a hub command talks to. `signal` ends a running hub. */
export interface HubCommandIo {
  out(line: string): void;
  err(line: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** A mistake in how a command was called. */
class UsageError extends Error {}

const usage = `annex hub start [--folder F] [--port 5984] [--host 127.0.0.1] [--tls-key FILE --tls-cert FILE]
annex hub provision --url URL --admin NAME --firm ID [--accounts FILE] [--spares N]
annex hub add-account --url URL --admin NAME --firm ID --name N --side inside|outside [--workspace W]... [--device D]... [--owner]
annex hub remove-account --url URL --admin NAME --firm ID --name N
Each but start takes --proxy URL (http://[name:password@]host:port) and --ca FILE (PEM of the authority to be trusted).
Passwords come from ANNEX_HUB_PASSWORD (who administers) and ANNEX_HUB_ACCOUNT_PASSWORD (the account), never from the line.
--accounts names a JSON file: a list of {name, password, side, workspaces, devices, isOwner}.`;

/**
 * Runs `annex hub …`. Answers the exit status: 0, 2 for a refusal (JSON on stdout) or wrong use, 1 for a fault.
 * `start` ends when `io.signal` does.
 */
export async function runHubCommand(args: readonly string[], io: HubCommandIo): Promise<number> {
  const [command, ...rest] = args;
  try {
    if (command === 'start') return await start(rest, io);
    if (command === 'provision') return answer(io, await provision(rest, io));
    if (command === 'add-account') return answer(io, await add(rest, io));
    if (command === 'remove-account') return answer(io, await remove(rest, io));
    io.err(usage);
    return command === undefined || command === 'help' ? 0 : 2;
  } catch (error) {
    io.err(error instanceof Error ? error.message : 'The command failed.');
    if (!(error instanceof UsageError)) return 1;
    io.err(usage);
    return 2;
  }
}

async function start(args: string[], io: HubCommandIo): Promise<number> {
  const { values } = parse(args, {
    folder: { type: 'string' },
    port: { type: 'string' },
    host: { type: 'string' },
    'tls-key': { type: 'string' },
    'tls-cert': { type: 'string' },
  });
  const folder = resolve(text(values.folder) ?? join(homedir(), '.annex-hub'));
  const host = text(values.host) ?? '127.0.0.1';
  const tlsKey = text(values['tls-key']);
  const tlsCert = text(values['tls-cert']);
  if (Boolean(tlsKey) !== Boolean(tlsCert)) throw new UsageError('Give both --tls-key and --tls-cert, or neither.');
  const admin = readAdmin(folder);
  const hub = await startHub({
    folder,
    host,
    port: readPort(text(values.port) ?? '5984'),
    adminName: admin.name,
    adminPassword: admin.password,
    ...(tlsKey && tlsCert ? { tls: { key: readFileSync(tlsKey, 'utf8'), cert: readFileSync(tlsCert, 'utf8') } } : {}),
    onFault: (error) => io.err(`The hub met an error: ${error.message}`),
  });
  io.out(`The hub is running at ${hub.url}`);
  io.out(`Administrator: ${admin.name}, password in ${admin.file}`);
  if (!tlsKey && !isLoopback(host)) io.err('Passwords cross this network unprotected. Give --tls-key and --tls-cert.');
  await new Promise<void>((done) => {
    if (io.signal.aborted) done();
    else io.signal.addEventListener('abort', () => done(), { once: true });
  });
  await hub.close();
  io.out('The hub has stopped.');
  return 0;
}

async function provision(args: string[], io: HubCommandIo): Promise<Decision<unknown>> {
  const { values } = parse(args, { ...adminOptions, accounts: { type: 'string' }, spares: { type: 'string' } });
  const firmId = required(values.firm, '--firm');
  const accountsFile = text(values.accounts);
  const count = Number(text(values.spares) ?? '0');
  if (!Number.isSafeInteger(count) || count < 0 || count > 500) throw new UsageError('--spares is a number up to 500.');
  const spares = makeSpareAccounts(firmId, count);
  const accounts = accountsFile ? readAccounts(accountsFile) : [];
  const decision = await provisionFirm({ ...readHubAdmin(values, io), firm: { id: firmId }, accounts, spares });
  return decision.ok ? { ok: true, value: { ...decision.value, spares } } : decision;
}

async function add(args: string[], io: HubCommandIo): Promise<Decision<unknown>> {
  const { values } = parse(args, {
    ...adminOptions,
    name: { type: 'string' },
    side: { type: 'string' },
    workspace: { type: 'string', multiple: true },
    device: { type: 'string', multiple: true },
    owner: { type: 'boolean' },
  });
  const side = text(values.side);
  if (side !== 'inside' && side !== 'outside') throw new UsageError('--side is inside or outside.');
  const password = io.env.ANNEX_HUB_ACCOUNT_PASSWORD;
  if (!password) throw new UsageError('Set ANNEX_HUB_ACCOUNT_PASSWORD.');
  const account: HubAccount = {
    name: required(values.name, '--name'),
    password,
    side,
    workspaces: isTextList(values.workspace) ? values.workspace : [],
    devices: isTextList(values.device) ? values.device : [],
    isOwner: values.owner === true,
  };
  return addAccount({ ...readHubAdmin(values, io), firm: { id: required(values.firm, '--firm') }, account });
}

async function remove(args: string[], io: HubCommandIo): Promise<Decision<unknown>> {
  const { values } = parse(args, { ...adminOptions, name: { type: 'string' } });
  const firm = { id: required(values.firm, '--firm') };
  return removeAccount({ ...readHubAdmin(values, io), firm, name: required(values.name, '--name') });
}

const adminOptions = {
  url: { type: 'string' },
  admin: { type: 'string' },
  firm: { type: 'string' },
  proxy: { type: 'string' },
  ca: { type: 'string' },
} as const;

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;

function parse(args: string[], options: Options): { values: Record<string, unknown> } {
  try {
    return parseArgs({ args, options, allowPositionals: false });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The options are not understood.');
  }
}

function answer(io: HubCommandIo, decision: Decision<unknown>): number {
  io.out(JSON.stringify(decision.ok ? decision.value : { refusal: decision.refusal }, null, 2));
  return decision.ok ? 0 : 2;
}

function readHubAdmin(values: Record<string, unknown>, io: HubCommandIo): HubAdmin {
  const adminPassword = io.env.ANNEX_HUB_PASSWORD;
  if (!adminPassword) throw new UsageError('Set ANNEX_HUB_PASSWORD.');
  const url = required(values.url, '--url');
  return { url, adminName: required(values.admin, '--admin'), adminPassword, fetch: createHubFetch(readRoute(values)) };
}

function readRoute(values: Record<string, unknown>): HubRoute {
  const file = text(values.ca);
  const route = checkHubRoute({ ca: file === undefined ? '' : readPem(file), proxy: text(values.proxy) ?? '' });
  if (!route.ok) throw new UsageError(route.refusal.sentence);
  return route.value;
}

function readPem(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`${file} cannot be read.`);
  }
}

/** The administrator of an embedded hub: made at the first start, kept in a file that only its user can read. */
function readAdmin(folder: string): { name: string; password: string; file: string } {
  const file = join(folder, 'admin.json');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const made = { name: 'admin', password: randomBytes(24).toString('base64url') };
    writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true });
  }
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isObject(value) || typeof value.name !== 'string' || typeof value.password !== 'string') {
    throw new Error('The file admin.json is damaged. Remove it to get a new administrator.');
  }
  return { name: value.name, password: value.password, file };
}

function readAccounts(file: string): HubAccount[] {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new UsageError(`${file} cannot be read as JSON.`);
  }
  if (!Array.isArray(value) || !value.every(isAccount)) throw new UsageError(`${file} is not a list of accounts.`);
  return value;
}

function isAccount(value: unknown): value is HubAccount {
  if (!isObject(value) || typeof value.name !== 'string' || typeof value.password !== 'string') return false;
  const isSide = value.side === 'inside' || value.side === 'outside';
  const isOwner = value.isOwner === undefined || typeof value.isOwner === 'boolean';
  return isSide && isOwner && isTextList(value.workspaces) && isTextList(value.devices);
}

function readPort(value: string): number {
  const port = Number(value);
  if (!/^[0-9]{1,5}$/.test(value) || port > 65_535) throw new UsageError('--port is a number up to 65535.');
  return port;
}

function required(value: unknown, option: string): string {
  if (typeof value !== 'string' || !value) throw new UsageError(`Give ${option}.`);
  return value;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}
