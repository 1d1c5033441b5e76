import { runHubCommand } from '../hub/hub-command.ts';
import { chooseDataFolder } from '../shell/default-folder.ts';
import { runCall } from './call.ts';
import { connectToFirm, type FirmConnection, listFirms } from './connection.ts';
import { exportKinds, runExport } from './export.ts';
import { importKinds, runImport } from './import.ts';
import { runInit } from './init.ts';
import { type CommandLineIo, exitStatus, UsageError } from './io.ts';
import { listProcedures } from './procedures.ts';
import { Refused, refusalOf } from './refused.ts';
import { runWatch } from './watch.ts';

const usage = `annex init --name FIRM --state CA --owner NAME [--device NAME] [--kit FILE.pdf]
annex init --sample [--size N]           the sample firm, with progress
annex list [PREFIX] [--names]            every procedure, with its input and output as JSON Schema
annex call PROCEDURE [JSON|@file|-]      answers JSON; a refusal is JSON too, with exit status 2; a fault 1
annex watch                              one line of JSON for each change
annex import KIND FILE [--check] [--skip-bad]
                                         ${importKinds.join(', ')}
annex import trust-cut-over FILE --name NAME --bank BANK --last-four 1234 --day DAY --bank-balance AMOUNT
  --journal AMOUNT --next-check N [--kind iolta|separate] [--create] [--check]
annex import bank-statement FILE --account ID [--check] [--from DAY] [--to DAY] [--closing AMOUNT] [--part N]
                                         [--mapping JSON|@file] [--day-order mdy|dmy|ymd]   OFX, QFX, QIF or CSV
annex import provider-invoice FILE --contractor ID [--number N --date DAY] [--check]   LEDES 1998B or CSV
annex import bundle FILE                 changes and files that another device of the firm exported
annex export KIND FILE [--from DAY] [--to DAY] [--account ID]   a bundle: [--for DEVICE] [--without-files]
                                         ${exportKinds.join(', ')}
annex firms                              the firms on this machine: place, name, person, state
annex hub start|provision|add-account|remove-account
Everywhere: --data FOLDER names the data folder, --firm NAME the firm where there are several (new: a further one). The passphrase is asked for, or taken from ANNEX_PASSPHRASE.
A FILE of - is standard input or output.`;

/** What a sub-command is given: its words without the options that all share, and a way to the firm. */
export interface CommandContext {
  readonly words: readonly string[];
  readonly io: CommandLineIo;
  readonly dataFolder: string;
  connect(): Promise<FirmConnection>;
}

const commands: Readonly<Record<string, (context: CommandContext) => Promise<void>>> = {
  init: runInit,
  list: runList,
  call: runCall,
  watch: runWatch,
  firms: runFirms,
  import: runImport,
  export: runExport,
};

/** Runs one command line and answers its exit status: 0 done, 1 a fault, 2 a refusal (JSON on stdout) or wrong use. */
export async function runCommandLine(args: readonly string[], io: CommandLineIo): Promise<number> {
  const { words: withFirm, dataFolder } = splitDataFolder(args);
  const { words, value: firm } = takeOption(withFirm, '--firm');
  const [name, ...rest] = words;
  if (name === undefined || name === 'help' || name === '--help') {
    io.err(usage);
    return name === undefined ? exitStatus.refused : exitStatus.done;
  }
  if (name === 'hub') return runHubCommand(rest, { ...io, out: (line) => io.out(`${line}\n`) });
  const open: FirmConnection[] = [];
  const connect = async () => {
    const connection = await connectToFirm(dataFolder, io, firm);
    open.push(connection);
    return connection;
  };
  try {
    const command = commands[name];
    if (command === undefined) throw new UsageError(`There is no command "${name}".`);
    await command({ words: rest, io, dataFolder, connect });
    return exitStatus.done;
  } catch (error) {
    return sayError(error, io);
  } finally {
    for (const connection of open) await connection.close();
  }
}

function sayError(error: unknown, io: CommandLineIo): number {
  if (error instanceof UsageError) {
    io.err(`${error.message}\n${usage}`);
    return exitStatus.refused;
  }
  const refusal = refusalOf(error);
  if (refusal === null) {
    io.err(error instanceof Error ? error.message : 'Something went wrong.');
    return exitStatus.fault;
  }
  const details = error instanceof Refused ? error.details : {};
  io.out(`${JSON.stringify({ refusal, ...details }, null, 2)}\n`);
  return exitStatus.refused;
}

function splitDataFolder(args: readonly string[]): { words: string[]; dataFolder: string } {
  return { words: takeOption(args, '--data').words, dataFolder: chooseDataFolder(args) };
}

/** Takes `--name VALUE` or `--name=VALUE` out of the words. */
function takeOption(args: readonly string[], name: string): { words: string[]; value: string | undefined } {
  const at = args.findIndex((word) => word === name || word.startsWith(`${name}=`));
  const found = args[at];
  if (found === undefined) return { words: [...args], value: undefined };
  const isJoined = found !== name;
  const words = args.filter((_word, place) => place < at || place >= at + (isJoined ? 1 : 2));
  return { words, value: isJoined ? found.slice(name.length + 1) : args[at + 1] };
}

async function runFirms({ io, dataFolder }: CommandContext): Promise<void> {
  const rows = await listFirms(dataFolder, io);
  io.out(
    `${JSON.stringify(
      rows.map(({ place, firmName, personName, state }) => ({ place, firmName, personName, state })),
      null,
      2,
    )}\n`,
  );
}

async function runList({ words, io }: CommandContext): Promise<void> {
  const isShort = words.includes('--names');
  const listed = listProcedures(words.find((word) => !word.startsWith('--')));
  if (isShort) for (const { name, kind, right, summary } of listed) io.out(`${name}\t${kind}\t${right}\t${summary}\n`);
  else io.out(`${JSON.stringify(listed, null, 2)}\n`);
}
