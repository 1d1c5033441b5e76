import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataExit } from '../data/process/protocol.ts';
import { type ReadyMessage, superviseData } from '../shell/data-supervisor.ts';
import { chooseDataFolder, readOption } from '../shell/default-folder.ts';
import { startNodeChild } from '../shell/node-child.ts';
import { choosePort } from './fixed-port.ts';
import { createGate } from './gate.ts';
import { openInBrowser, writeLinkFile } from './link-file.ts';
import { type PageServer, servePages } from './server.ts';

const dataWaitMs = 10_000;
const stopMs = 10_000;
const ownerKeyFileName = 'browser-key';

export interface BrowserShellOptions {
  args: readonly string[];
  dataProgram: string;
  pagesFolder: string;
  say(line: string): void;
  /** Ends the program with a status; a test may look instead. */
  exit(status: number): void;
}

/**
 * The browser shell: `--data FOLDER`, `--sample`, `--port N`, `--no-open` (do not start a browser), `--print-link` (say
 * the one-time link). Started again on the same folder it opens one more way into the running one and ends.
 */
export async function runBrowserShell(options: BrowserShellOptions): Promise<void> {
  const { args, say, exit } = options;
  const dataFolder = chooseDataFolder(args);
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const wanted = readOption(args, '--port');
  const port = choosePort(dataFolder, wanted === undefined ? undefined : Number(wanted));
  const gate = createGate(port);
  const makeLink = (): string => {
    const sample = args.includes('--sample') ? '&sample=1' : '';
    return `http://127.0.0.1:${port}/enter?token=${gate.makeLinkToken()}${sample}`;
  };
  const ownerKey = randomBytes(32).toString('base64url');
  const data = createDataWait();

  let server: PageServer;
  try {
    server = await servePages({
      port,
      gate,
      pagesFolder: options.pagesFolder,
      ownerKey,
      makeLink,
      waitForData: () => data.wait(dataWaitMs),
    });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    const link = await askRunningShell(dataFolder, port);
    if (link !== undefined) {
      await showLink(link, dataFolder, args, say);
      return exit(0);
    }
    say(
      `Port ${port} belongs to this data folder, and another program is using it. End that one, or choose with --port.`,
    );
    return exit(1);
  }
  const ownerKeyFile = join(dataFolder, ownerKeyFileName);
  writeFileSync(ownerKeyFile, ownerKey, { mode: 0o600 });

  let isEnding = false;
  const supervisor = superviseData({
    startChild: () => {
      data.clear();
      return startNodeChild(options.dataProgram, dataFolder);
    },
    answerKeychain: async () => null,
    onReady: (ready) => data.set(ready),
    onRefused: (refused) => void end(refused.sentence, dataExit.refused),
    onGivenUp: () => void end('Annex broke several times in a row and stopped. What was saved is safe.', 1),
    onNotify: () => {},
  });

  async function end(sentence: string | undefined, status: number): Promise<void> {
    if (isEnding) return;
    isEnding = true;
    if (sentence !== undefined) say(sentence);
    rmSync(ownerKeyFile, { force: true });
    await server.close();
    await supervisor.stop(stopMs);
    exit(status);
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void end(undefined, 0));
  if ((await data.wait(dataWaitMs)) !== undefined && !isEnding) await showLink(makeLink(), dataFolder, args, say);
}

async function showLink(
  link: string,
  dataFolder: string,
  args: readonly string[],
  say: (line: string) => void,
): Promise<void> {
  const file = writeLinkFile(dataFolder, link);
  if (args.includes('--print-link')) say(link);
  const isOpened = !args.includes('--no-open') && (await openInBrowser(file));
  say(isOpened ? 'Annex is open in your browser. End it here with Ctrl-C.' : `Annex is running. Open it with ${file}`);
}

async function askRunningShell(dataFolder: string, port: number): Promise<string | undefined> {
  try {
    const ownerKey = readFileSync(join(dataFolder, ownerKeyFileName), 'utf8');
    const headers = { Authorization: `Bearer ${ownerKey}` };
    const answer = await fetch(`http://127.0.0.1:${port}/link`, { method: 'POST', headers });
    return answer.ok ? await answer.text() : undefined;
  } catch {
    return undefined;
  }
}

/** The running data program, for those who wait for it. */
function createDataWait() {
  let current: ReadyMessage | undefined;
  const waiting = new Set<(ready: ReadyMessage) => void>();
  return {
    set(ready: ReadyMessage): void {
      current = ready;
      for (const tell of waiting) tell(ready);
      waiting.clear();
    },
    clear(): void {
      current = undefined;
    },
    wait(limitMs: number): Promise<ReadyMessage | undefined> {
      if (current !== undefined) return Promise.resolve(current);
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          waiting.delete(tell);
          resolve(undefined);
        }, limitMs);
        function tell(ready: ReadyMessage): void {
          clearTimeout(timer);
          resolve(ready);
        }
        waiting.add(tell);
      });
    },
  };
}
