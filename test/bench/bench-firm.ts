import {
  closeSync,
  cpSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient, type RouterClient } from '@orpc/server';
import type { Firm } from '../../electron/data/firm.ts';
import { createFirmHost, type FirmHost } from '../../electron/data/host.ts';
import type { createRouter } from '../../electron/data/procedures/router.ts';
import { generateEvents } from './generate-events.ts';

export type BenchClient = RouterClient<ReturnType<typeof createRouter>>;

export const benchPassphrase = 'a passphrase for the bench';
/** Hashing the passphrase is left out of every figure: it costs next to nothing here. */
const cheap = { memoryKib: 64, passes: 1, lanes: 1 };

/** A firm open in this process, and its contract. */
export interface BenchFirm {
  readonly folder: string;
  readonly host: FirmHost;
  readonly client: BenchClient;
  readonly firm: Firm;
  close(): Promise<void>;
}

async function openHost(folder: string): Promise<FirmHost> {
  const keychain = { isAvailable: async () => false, seal: async () => null, open: async () => null };
  const options = { dataFolder: folder, keychain, notify: () => {} };
  return createFirmHost(options, { cost: cheap });
}

function describe(folder: string, host: FirmHost): BenchFirm {
  const client: BenchClient = createRouterClient(host.router as ReturnType<typeof createRouter>, {
    context: host.createSession('window'),
  });
  const { firm } = host.folder;
  if (firm === null) throw new Error('The firm of the bench is locked.');
  return { folder, host, client, firm, close: () => host.close() };
}

/** Makes an empty firm in a folder. */
export async function createBenchFirm(folder: string): Promise<BenchFirm> {
  const host = await openHost(folder);
  const client = createRouterClient(host.router as ReturnType<typeof createRouter>, {
    context: host.createSession('window'),
  });
  const profile = { firmName: 'Bench Law', state: 'WA', ownerName: 'Bea Bench', deviceName: 'Bench' };
  await client.firm.create({ commandId: 'bench', ...profile, passphrase: benchPassphrase });
  return describe(folder, host);
}

/** Opens a firm that was made before, with its projections as they are, and waits until they are whole. */
export async function openBenchFirm(folder: string): Promise<BenchFirm> {
  const host = await openHost(folder);
  await host.folder.unlock(benchPassphrase);
  const opened = describe(folder, host);
  while (opened.firm.rebuild !== null) await new Promise((resolve) => setTimeout(resolve, 100));
  return opened;
}

/** The firms of one run: made once for each size, deleted at the end. */
export class FirmCache {
  readonly #root: string;
  readonly #isKept: boolean;
  readonly #made = new Map<number, Promise<string>>();
  readonly #say: (line: string) => void;

  /** `keepIn` names a folder that outlives the run, so that the next one finds its firms made. */
  constructor(say: (line: string) => void, keepIn: string | undefined) {
    this.#say = say;
    this.#isKept = keepIn !== undefined;
    if (keepIn !== undefined) mkdirSync(keepIn, { recursive: true });
    this.#root = keepIn ?? mkdtempSync(join(tmpdir(), 'annex-bench-'));
  }

  /** Tells who waits for the run what it has come to. */
  say(line: string): void {
    this.#say(line);
  }

  /** A folder for something of a row's own. */
  folder(name: string): string {
    const folder = join(this.#root, name);
    rmSync(folder, { recursive: true, force: true });
    return folder;
  }

  /** A folder that may be there already from an earlier row, or from an earlier run where firms are kept. */
  keptFolder(name: string): string {
    return join(this.#root, name);
  }

  /** The folder of a firm with this many events, folded. */
  firmOf(events: number): Promise<string> {
    const known = this.#made.get(events) ?? this.#make(events);
    this.#made.set(events, known);
    return known;
  }

  async #make(events: number): Promise<string> {
    const folder = join(this.#root, `firm-${events}`);
    const startMs = performance.now();
    const seconds = () => `${((performance.now() - startMs) / 1000).toFixed(0)} s`;
    if (await isMade(folder)) return folder;
    // Named only when it is whole: a run that was broken off leaves nothing that looks like a firm of this size.
    const unfinished = `${folder}-unfinished`;
    for (const left of [folder, unfinished]) rmSync(left, { recursive: true, force: true });
    const made = await createBenchFirm(unfinished);
    await generateEvents(made.firm, events, (written) => {
      if (written % 100_000 === 0) this.#say(`  ${written.toLocaleString('en-US')} events written, ${seconds()}`);
    });
    await made.close();
    this.#say(`  ${events.toLocaleString('en-US')} events written in ${seconds()}; folding`);
    const folded = await openBenchFirm(unfinished);
    await folded.close();
    renameSync(unfinished, folder);
    this.#say(`  folded, ${seconds()}`);
    return folder;
  }

  /** Deletes what was made, unless it is to be kept. */
  close(): void {
    if (!this.#isKept) rmSync(this.#root, { recursive: true, force: true });
  }
}

/** Copies a firm, all of it on the disk: what the system would still be writing is not to slow down what is measured. */
export function copyFirm(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
  for (const entry of readdirSync(to, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const handle = openSync(join(entry.parentPath, entry.name), 'r+');
    fsyncSync(handle);
    closeSync(handle);
  }
}

async function isMade(folder: string): Promise<boolean> {
  try {
    const opened = await openBenchFirm(folder);
    await opened.close();
    return true;
  } catch {
    return false;
  }
}
