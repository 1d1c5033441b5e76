import { ORPCError, type RouterClient } from '@orpc/server';
import { Temporal } from 'temporal-polyfill';
import { addBusinessDays, isBusinessDay } from '../../../shared/domain/calendar/business-days.ts';
import { addDays } from '../../../shared/domain/day.ts';
import type { Role } from '../../../shared/domain/roles/rights.ts';
import type { createRouter } from '../procedures/router.ts';
import type { Random } from './random.ts';
import { instantOf, type SampleClock } from './sample-clock.ts';
import type { createPeople } from './sample-people.ts';
import type { SampleWords } from './sample-words.ts';
import type { Schedule } from './schedule.ts';

export type SampleClient = RouterClient<ReturnType<typeof createRouter>>;

/** Who works in the sample firm. The work of all is recorded on the one device that it has. */
export interface SampleStaff {
  readonly owner: string;
  /** All three attorneys, the owner first, with what an hour of theirs costs. */
  readonly attorneys: readonly { readonly memberId: string; readonly rateCents: number }[];
  readonly receptionist: string;
  readonly bookkeeper: string;
}

/** Somebody who works from a computer of their own while the firm is told. */
export interface SampleColleague {
  readonly memberId: string;
  /** The contract as they call it. */
  readonly client: SampleClient;
}

/** The provider's people, once the firm has engaged it. */
export interface SampleProvider {
  readonly providerId: string;
  readonly manager: SampleColleague;
  readonly receptionist: SampleColleague;
  readonly bookkeeper: SampleColleague;
  readonly clerk: SampleColleague;
  readonly supervisor: SampleColleague;
}

/** The firm while it is being told: its clock, what is still to come, and the contract that everything goes through. */
export interface SampleWorld {
  readonly client: SampleClient;
  readonly passphrase: string;
  readonly random: Random;
  readonly words: SampleWords;
  readonly people: ReturnType<typeof createPeople>;
  readonly staff: SampleStaff;
  /** Invites somebody, today, who then works from a computer of their own. */
  readonly inviteColleague: (person: { readonly name: string; readonly role: Role }) => Promise<SampleColleague>;
  /** Null until the firm engages it. */
  provider: SampleProvider | null;
  readonly size: number;
  readonly firstDay: string;
  /** The real today: nothing happens after it. */
  readonly lastDay: string;
  readonly schedule: Schedule;
  readonly clock: SampleClock;
  /** The day of the step that runs. */
  today(): string;
  /** The id of the next command. */
  id(): string;
}

/** Puts a step on a day at a minute; on a day that is not worked, the next one. Steps after the last day never run. */
export function plan(world: SampleWorld, day: string, minuteOfDay: number, run: () => Promise<void>): void {
  const worked = isBusinessDay(day) ? day : addBusinessDays(day, 1);
  if (worked <= world.lastDay) world.schedule.add(instantOf(worked, minuteOfDay), run);
}

/** A day `low` to `high` days later. */
export function later(world: SampleWorld, random: Random, day: string, low: number, high: number): string {
  const found = addDays(day, random.int(low, high));
  return found > world.lastDay ? addDays(world.lastDay, 1) : found;
}

/** The first days of the months from `from` to `to`. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (
    let month = Temporal.PlainDate.from(from).with({ day: 1 });
    month.toString() <= to;
    month = month.add({ months: 1 })
  ) {
    months.push(month.toString());
  }
  return months;
}

/** The answer, or null where the firm's rules say no: for what people too would try and then leave. */
export async function unlessRefused<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ORPCError && error.code === 'REFUSED') return null;
    throw error;
  }
}

/** How many days before the last day the provider began: a year and a quarter. */
export const engagedDaysAgo = 440;

/** The provider's people; throws before they are there. */
export function providerOf(world: SampleWorld): SampleProvider {
  if (world.provider === null) throw new Error('The sample firm has not engaged its provider yet.');
  return world.provider;
}
