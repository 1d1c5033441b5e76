import { createRouterClient } from '@orpc/server';
import { Temporal } from 'temporal-polyfill';
import { daysBetween } from '../../../shared/domain/day.ts';
import { accept } from '../../../shared/domain/refusal.ts';
import { createId } from '../create-id.ts';
import type { Firm } from '../firm.ts';
import { type FirmFolder, nameFirm } from '../firm-folder.ts';
import type { JobContext } from '../jobs/job.ts';
import { localDay } from '../local-day.ts';
import { createRouter } from '../procedures/router.ts';
import { createSession } from '../session.ts';
import { createRandom } from './random.ts';
import { planBilling } from './sample-billing.ts';
import { createSampleClock, instantOf } from './sample-clock.ts';
import { planMatters, type SampleMatter } from './sample-matters.ts';
import { planReception } from './sample-office.ts';
import { createPeople } from './sample-people.ts';
import { planProvider } from './sample-provider.ts';
import { inviteColleague, inviteStaff } from './sample-staff.ts';
import { openTrustAccounts, planOpenRequests } from './sample-trust.ts';
import { readSampleWords } from './sample-words.ts';
import type { SampleWorld } from './sample-world.ts';
import { Schedule } from './schedule.ts';

export interface SampleOptions {
  readonly passphrase: string;
  /** 1 is a small firm's two years: 80 matters, 6,000 time entries. Below and above, in proportion. */
  readonly size: number;
  readonly seed?: string;
}

/**
 * Makes a firm in an empty folder and fills it, in a job, with two years of work that end today: every step is one of the
 * commands that people use, on the day on which they would have used it. Random choices follow from the seed alone.
 */
export async function createSampleFirm(
  folder: FirmFolder,
  options: SampleOptions,
): Promise<{ firmId: string; jobId: string }> {
  const { passphrase, size, seed = 'annex' } = options;
  const words = readSampleWords();
  const lastDay = localDay(folder.options.nowMs());
  const firstDay = Temporal.PlainDate.from(lastDay).with({ day: 1 }).subtract({ months: 24 }).toString();
  const clock = createSampleClock(instantOf(firstDay, 8 * 60), folder.options.nowMs);
  let isTelling = true;
  const { firm: profile, members } = words.desk;
  const { firmId } = await folder.create(
    { ownerName: members.owner, deviceName: 'Office computer', passphrase, isSample: true },
    async (firm) => {
      await firm.execute(createId(), () => accept({ events: [nameFirm(profile)], answer: { id: 'firm' } }));
    },
    {
      nowMs: clock.nowMs,
      // While it is being told the passphrase is known: hashing it again for each payment would take minutes.
      checkPassphrase: async (typed) => (isTelling ? typed === passphrase : folder.isPassphrase(typed)),
    },
  );
  const { jobId } = folder.options.jobs.startHere('sample', 'The sample firm', async (context) => {
    try {
      const firm = folder.firm;
      if (firm === null) throw new Error('The sample firm was locked before it was told.');
      const random = createRandom(seed);
      const session = createSession('window', folder);
      const client = createRouterClient(createRouter(), { context: session });
      const world: SampleWorld = {
        client,
        passphrase,
        random,
        words,
        people: createPeople(words.people, random.fork('people')),
        staff: await inviteStaff(client, firm, words.desk.members),
        inviteColleague: (person) => inviteColleague(client, firm, session, person),
        provider: null,
        size,
        firstDay,
        lastDay,
        schedule: new Schedule(),
        clock,
        today: () => localDay(clock.nowMs()),
        id: createId,
      };
      await tell(world, context);
      await waitForWords(firm, context);
      session.close();
    } finally {
      isTelling = false;
      clock.release();
    }
  });
  return { firmId, jobId };
}

/** Goes through the two years, step by step, each at its own instant. */
async function tell(world: SampleWorld, { signal, progress }: JobContext): Promise<void> {
  await openTrustAccounts(world);
  const matters = new Map<string, SampleMatter>();
  planMatters(world, matters);
  planBilling(world, matters);
  planReception(world);
  planOpenRequests(world, matters);
  planProvider(world, matters);
  const days = daysBetween(world.firstDay, world.lastDay) + 1;
  const endMs = Date.now() - 60_000;
  for (let step = world.schedule.take(); step !== undefined; step = world.schedule.take()) {
    if (signal.aborted || step.atMs > endMs) return;
    world.clock.moveTo(step.atMs);
    await step.run();
    progress(daysBetween(world.firstDay, world.today()), days, 'Days of work');
  }
}

const wordsPollMs = 100;

/** Documents are read for their words in the background: the firm is told when all have been. */
async function waitForWords(firm: Firm, { signal, progress }: JobContext): Promise<void> {
  const count = (where: string) =>
    firm.rows.get<{ n: number }>(`SELECT count(*) AS n FROM documents_document ${where}`)?.n ?? 0;
  const total = count('');
  for (let waiting = total; waiting > 0 && !signal.aborted; ) {
    waiting = count('WHERE characters IS NULL');
    progress(total - waiting, total, 'Documents read');
    await new Promise((resolve) => setTimeout(resolve, wordsPollMs));
  }
}
