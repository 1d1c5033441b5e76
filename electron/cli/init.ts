import { writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { parseArgs } from 'node:util';
import { refuse } from '../../shared/domain/refusal.ts';
import type { CommandContext } from './command-line.ts';
import type { FirmClient } from './connection.ts';
import { type CommandLineIo, UsageError } from './io.ts';
import { createCommandId } from './procedures.ts';
import { Refused } from './refused.ts';
import { readPassphrase } from './unlock.ts';

const options = {
  name: { type: 'string' },
  state: { type: 'string' },
  owner: { type: 'string' },
  device: { type: 'string' },
  address: { type: 'string' },
  phone: { type: 'string' },
  email: { type: 'string' },
  'time-zone': { type: 'string' },
  kit: { type: 'string' },
  sample: { type: 'boolean' },
  size: { type: 'string' },
} as const;

const jobPollMs = 300;

/** `annex init`: makes a firm in an empty folder and answers its id and the recovery kit; or the sample firm. */
export async function runInit({ words, io, connect }: CommandContext): Promise<void> {
  const values = readOptions(words);
  const profile = values.sample === true ? null : readProfile(values);
  const { client } = await connect();
  const { state } = await client.firm.status({});
  if (state !== 'empty') throw new Refused(refuse('firm.exists', 'There is a firm in this data folder already.'));
  const answer =
    profile === null ? await createSample(client, values, io) : await createFirm(client, profile, values.kit, io);
  io.out(`${JSON.stringify(answer, null, 2)}\n`);
}

type Options = ReturnType<typeof readOptions>;

function readOptions(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The options are not understood.');
  }
}

function required(value: string | undefined, option: string): string {
  if (value === undefined || value === '') throw new UsageError(`Give --${option}.`);
  return value;
}

function readProfile(values: Options) {
  return {
    firmName: required(values.name, 'name'),
    state: required(values.state, 'state'),
    ownerName: required(values.owner, 'owner'),
    deviceName: values.device ?? hostname(),
    address: values.address ?? '',
    phone: values.phone ?? '',
    email: values.email ?? '',
    timeZone: values['time-zone'] ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

async function createFirm(
  client: FirmClient,
  profile: ReturnType<typeof readProfile>,
  kitFile: string | undefined,
  io: CommandLineIo,
): Promise<unknown> {
  const passphrase = await readNewPassphrase(io);
  const made = await client.firm.create({
    commandId: createCommandId(),
    ...profile,
    passphrase,
  });
  if (kitFile === undefined) {
    io.err('Keep the recovery kit: without it a forgotten passphrase loses the firm. It is shown this once.');
    return { ...made, kitConfirmed: false };
  }
  await keepKit(client, made.kitText, kitFile);
  return { firmId: made.firmId, kitFile, kitConfirmed: true };
}

async function readNewPassphrase(io: CommandLineIo): Promise<string> {
  const passphrase = await readPassphrase(io, 'New passphrase (at least 10 characters)');
  if ((io.env.ANNEX_PASSPHRASE ?? '') !== '') return passphrase;
  if ((await io.askHidden('The same again')) === passphrase) return passphrase;
  throw new Refused(refuse('cli.passphrases-differ', 'The two passphrases differ. Start again.', ['passphrase']));
}

/** Writes the kit to a file that only this user can read, and never over another; then it counts as kept. */
async function keepKit(client: FirmClient, kitText: string, file: string): Promise<void> {
  const isPdf = file.toLowerCase().endsWith('.pdf');
  const content = isPdf
    ? Buffer.from((await client.firm.recoveryKitPdf({ kitText })).pdfBase64, 'base64')
    : Buffer.from(`${kitText}\n`);
  try {
    writeFileSync(file, content, { mode: 0o600, flag: 'wx', flush: true });
  } catch {
    throw new Refused(refuse('cli.kit-not-written', `The kit could not be written to ${file}. Note it now.`), {
      kitText,
    });
  }
  const lastGroup =
    kitText
      .trim()
      .split(/[\s-]+/)
      .at(-1) ?? '';
  await client.firm.confirmKit({ commandId: createCommandId(), lastGroup });
}

async function createSample(client: FirmClient, values: Options, io: CommandLineIo): Promise<unknown> {
  const size = values.size === undefined ? 1 : Number(values.size);
  const given = io.env.ANNEX_PASSPHRASE;
  const started = await client.firm.createSample({
    commandId: createCommandId(),
    size,
    ...(given === undefined || given === '' ? {} : { passphrase: given }),
  });
  for (let said = ''; ; ) {
    const job = await client.jobs.get({ jobId: started.jobId });
    if (job.state === 'done') return started;
    if (job.state === 'failed') throw new Error(job.error);
    if (job.state === 'cancelled') throw new Refused(refuse('jobs.cancelled', 'The sample firm was cancelled.'));
    if (io.signal.aborted)
      await client.jobs.cancel({
        commandId: createCommandId(),
        jobId: started.jobId,
      });
    const line = job.total === 0 ? job.what : `${job.what}: ${job.done} of ${job.total}`;
    if (line !== said) io.err(line);
    said = line;
    await new Promise((resolve) => setTimeout(resolve, jobPollMs));
  }
}
