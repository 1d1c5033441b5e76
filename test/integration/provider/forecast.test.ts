import { beforeEach, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { startOfDay } from '../../../electron/data/local-day.ts';
import { newEvent } from '../../../electron/data/procedures/new-event.ts';
import { addDays } from '../../../shared/domain/day.ts';
import { forecastPublished } from '../../../shared/events/forecast.ts';
import { callLogged } from '../../../shared/events/intake.ts';
import { orderDrafted, orderOffered } from '../../../shared/events/orders.ts';
import { type MemoryFirm, openMemoryFirm } from '../../support/memory-firm.ts';
import { refusalOf } from '../../support/refusal-of.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';

// A Wednesday: the forecast begins on the Monday after.
const today = '2026-12-02';
const firstWeek = '2026-12-07';
let firm: MemoryFirm;
let providerId: string;
const command = () => ({ commandId: createId() });

beforeEach(async () => {
  firm = openMemoryFirm(makeTemporaryFolder(), today);
  providerId = (await firm.client.agreement.engage({ ...command(), name: 'Back Desk', engagedOn: '2026-01-02' })).id;
});

/** A call of so many minutes on a day, taken by whoever is at the machine. */
function takeCall(day: string, minutes: number): void {
  const startedAtMs = startOfDay(day) + 10 * 3_600_000;
  const head = {
    startedAtMs,
    endedAtMs: startedAtMs + minutes * 60_000,
    direction: 'in' as const,
    outcome: 'message' as const,
    urgency: 'normal' as const,
  };
  firm.fold(newEvent(callLogged, createId(), head, { callerName: 'A caller', callerNumber: '' }));
}

async function openMatter(): Promise<void> {
  const { office } = firm.client;
  const party = { kind: 'person' as const, name: 'Vera Veiled' };
  const { id: clientPartyId } = await office.recordParty({ ...command(), party });
  const fee = { kind: 'hourly' as const, rateCents: 30_000 };
  const matter = { clientPartyId, title: 'Veiled v. Known', practiceArea: 'Family', openedOn: today, fee };
  await office.openMatter({ ...command(), ...matter });
}

const reception = async () => {
  const forecast = await firm.client.forecast.get({ providerId });
  return { forecast, line: forecast.lines.find((one) => one.serviceLine === 'reception-intake') };
};

describe('the forecast of a provider’s work', () => {
  it('[FC1] says that there is no history, and is not published empty', async () => {
    const { forecast } = await reception();
    expect(forecast.hasHistory).toBe(false);
    expect(forecast.basis).toContain('nothing to forecast from yet');
    const publish = firm.client.forecast.publish({ ...command(), providerId });
    expect((await refusalOf(publish)).code).toBe('forecast.nothing-known');
  });

  it('[FC2] [FC13] [FC14] carries on what the provider’s staff did, by its share of the line', async () => {
    firm.become('provider-receptionist');
    for (let week = 2; week <= 7; week += 1) takeCall(addDays(firstWeek, -7 * week), 57);
    firm.become('receptionist');
    takeCall(addDays(firstWeek, -14), 57);
    takeCall(addDays(firstWeek, -14), 57);
    const { forecast, line } = await reception();
    expect(forecast).toMatchObject({ firstWeek, hasHistory: true });
    expect(line).toMatchObject({ historyWeeks: 6, sharePerMille: 750 });
    // 57 minutes and 3 after each call; nothing else is known.
    expect(line?.weeks.map((week) => week.p50Minutes)).toEqual(new Array(13).fill(60));
    expect(line?.spans.map((span) => [span.weeks, span.p50Minutes])).toEqual([
      [4, 240],
      [8, 480],
      [13, 780],
    ]);
  });

  it('[FC10] [FC13] counts open matters and orders, and a week opens into its lines', async () => {
    await openMatter();
    const orderId = createId();
    const terms = {
      serviceLine: 'reception-intake',
      number: 'W-1',
      dueAtMs: startOfDay('2026-12-10'),
      dueLocal: '2026-12-10T17:00',
      dueZone: 'UTC',
      unit: 'hour' as const,
      estimatedHundredths: 250,
      tier: 'full file' as const,
      billingMode: 'overhead' as const,
      reviewerMemberId: firm.me.memberId,
    };
    firm.fold(newEvent(orderDrafted, orderId, terms, { title: 'Overflow desk' }));
    firm.fold(newEvent(orderOffered, orderId, { providerPartyId: providerId }, {}));
    const explain = await firm.client.forecast.explainWeek({
      providerId,
      serviceLine: 'reception-intake',
      weekOn: firstWeek,
    });
    expect(explain).toMatchObject({ historyMinutes: null, historyPercent: 50 });
    expect(explain.parts).toEqual([
      { source: 'matters', what: 'Matters in their first four weeks', count: 1, minutesEach: 35, minutes: 35 },
      { source: 'orders', what: 'Work orders due', count: 1, minutesEach: 150, minutes: 150 },
    ]);
    const { line } = await reception();
    expect(line?.weeks[0]).toMatchObject({ p50Minutes: 185, known: { matters: 35, orders: 150 } });
  });

  it('[FC8] shows surplus and shortage against the stated capacity; none is stated for the past', async () => {
    firm.become('provider-manager');
    for (let week = 1; week <= 5; week += 1) takeCall(addDays(firstWeek, -7 * week), 57);
    const state = (weekOn: string, minutes: number) =>
      firm.client.forecast.stateCapacity({
        ...command(),
        providerId,
        serviceLine: 'reception-intake',
        weeks: [{ weekOn, minutes }],
      });
    expect((await refusalOf(state('2026-11-23', 60))).code).toBe('forecast.capacity-in-the-past');
    expect((await refusalOf(state('2026-12-08', 60))).code).toBe('forecast.week-begins-monday');
    for (let week = 0; week < 4; week += 1) await state(addDays(firstWeek, 7 * week), week === 0 ? 30 : 90);
    await state(addDays(firstWeek, 7), 45);
    const { line } = await reception();
    expect(line?.weeks.slice(0, 5).map((week) => [week.capacityMinutes, week.fit])).toEqual([
      [30, 'short'],
      [45, 'short'],
      [90, 'enough'],
      [90, 'enough'],
      [null, 'not stated'],
    ]);
    expect(line?.spans[0]).toMatchObject({ capacityMinutes: 255, surplusMinutes: 15 });
    expect(line?.spans[1]).toMatchObject({ capacityMinutes: null, surplusMinutes: null });
    firm.become('provider-receptionist');
    expect((await refusalOf(state(firstWeek, 1))).code).toBe('firm.no-right');
  });

  it('[FC7] measures what was published against what came, as it stood so many weeks before', async () => {
    const week = (weekOn: string, p50Minutes: number) => ({ weekOn, p50Minutes, p80Minutes: p50Minutes + 10 });
    const publish = (madeOn: string, weeks: ReturnType<typeof week>[]) =>
      firm.fold(
        newEvent(
          forecastPublished,
          createId(),
          { providerId, madeOn, lines: [{ serviceLine: 'reception-intake', weeks }] },
          {},
        ),
      );
    publish('2026-10-26', [week('2026-11-16', 200), week('2026-11-23', 50)]);
    publish('2026-11-19', [week('2026-11-23', 90)]);
    firm.become('provider-receptionist');
    takeCall('2026-11-17', 97);
    takeCall('2026-11-24', 97);
    firm.become('provider-manager');
    const accuracy = (leadWeeks: number) => firm.client.forecast.accuracy({ providerId, leadWeeks });
    expect(await accuracy(1)).toMatchObject({
      lines: [{ serviceLine: 'reception-intake', weeks: 2, wape: 750, bias: 250 }],
    });
    const latest = await accuracy(0);
    expect(latest.rows.map((row) => [row.weekOn, row.forecastMinutes, row.actualMinutes])).toEqual([
      ['2026-11-23', 90, 100],
      ['2026-11-16', 200, 100],
    ]);
    expect(latest.lines[0]).toMatchObject({ wape: 550, bias: 450 });
    expect((await accuracy(8)).rows).toEqual([]);
  });

  it('is computed with what both sides set, and published as it stands', async () => {
    await openMatter();
    const { forecast } = firm.client;
    const { conversionPerMille: _, ...settings } = await forecast.settings({ providerId });
    const lines = settings.lines.map((line) => ({ ...line, monthlyMinutes: 600 }));
    const twice = { ...command(), providerId, ...settings, lines: [...lines, ...lines] };
    expect((await refusalOf(forecast.setProfile(twice))).code).toBe('forecast.line-twice');
    await forecast.setProfile({ ...command(), providerId, ...settings, lines, historyPercent: 20 });
    await forecast.publish({ ...command(), providerId, note: 'A trial in March' });
    const { published, lines: made } = await forecast.get({ providerId });
    expect(published).toMatchObject({ madeOn: today, by: 'Ada Alder', note: 'A trial in March' });
    expect(made[0]?.weeks.every((week) => week.publishedMinutes === week.p50Minutes)).toBe(true);
    firm.become('provider-manager');
    expect((await refusalOf(forecast.publish({ ...command(), providerId }))).code).toBe('firm.no-right');
  });
});
