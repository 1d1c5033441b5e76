import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { openPractice, type Practice } from '../../support/practice.ts';
import { refusalOf } from '../../support/refusal-of.ts';

let firm: Practice;

beforeAll(async () => {
  firm = await openPractice('2026-06-30');
});
afterAll(() => firm.remove());

const read = () => firm.client.trust.getRules({});

async function confirm(changes: Record<string, number> = {}, more: object = {}) {
  const rules = await read();
  return firm.client.trust.confirmRules({
    commandId: createId(),
    state: rules.state,
    version: rules.version,
    values: { ...Object.fromEntries(rules.figures.map(({ key, value }) => [key, value])), ...changes },
    certificationDays: rules.certifications.map(({ dueOn }) => dueOn),
    ...more,
  });
}

const depositCheck = (day: string) =>
  firm.client.trust.postReceipt({
    commandId: createId(),
    accountId: firm.accountId,
    ledgerId: firm.matterId,
    day,
    amountCents: 50_000,
    kind: 'advance fee',
    instrument: 'check',
    payor: 'Carla Cole',
    purpose: 'Advance fee deposit',
  });

describe("the rules of the firm's state", () => {
  it('[TR31] are those of Washington, not confirmed at first', async () => {
    const rules = await read();
    expect(rules).toMatchObject({ state: 'WA', name: 'Washington', confirmedBy: '', confirmedAtMs: null });
    expect(rules.unconfirmed).toBeGreaterThan(10);
    expect(rules.figures.find(({ key }) => key === 'retentionYears')).toMatchObject({ value: 7, verified: true });
  });

  it('[TR31] are refused when they are others, or cannot be', async () => {
    expect((await refusalOf(confirm({}, { version: 99 }))).code).toBe('trust.rules-changed');
    expect(await refusalOf(confirm({ reconcileEveryMonths: 7 }))).toMatchObject({
      code: 'trust.rule-not-valid',
      fields: ['reconcileEveryMonths'],
    });
    expect((await refusalOf(confirm({ other: 1 }))).code).toBe('trust.rule-unknown');
    expect((await refusalOf(confirm({}, { values: {} }))).code).toBe('trust.rule-missing');
    expect((await refusalOf(confirm({}, { certificationDays: ['13-01'] }))).code).toBe('trust.rule-day-not-valid');
  });

  it('[TR31] [TR5] [TR33] hold from when an attorney confirms them', async () => {
    expect((await depositCheck('2026-06-01')).collectedOn).toBe('2026-06-10');
    await confirm({ 'hold.check': 2, firmFundsCeilingCents: 10_000 });
    expect((await depositCheck('2026-06-01')).collectedOn).toBe('2026-06-03');
    expect(await read()).toMatchObject({ unconfirmed: 0, confirmedBy: 'Ada Alder' });
    const account = await firm.client.trust.getAccount({ accountId: firm.accountId });
    expect(account.firmFundsCeilingCents).toBe(10_000);
    const above = firm.deposit(10_001, '2026-06-02', 'firm');
    expect((await refusalOf(above)).code).toBe('trust.firm-funds-ceiling');
  });

  it('[TR31] follow the firm to another state, where nobody has confirmed them', async () => {
    const profile = await firm.client.firm.profile({});
    await firm.client.firm.rename({ commandId: createId(), ...profile, state: 'IL' });
    const rules = await read();
    expect(rules).toMatchObject({ state: 'IL', confirmedBy: '' });
    expect(rules.unconfirmed).toBeGreaterThan(5);
    await firm.client.firm.rename({ commandId: createId(), ...profile, state: 'OR' });
    expect(await read()).toMatchObject({ state: 'default', name: 'the model rules' });
    await firm.client.firm.rename({ commandId: createId(), ...profile });
    expect(await read()).toMatchObject({ state: 'WA', unconfirmed: 0 });
  });
});

describe('the trust calendar', () => {
  const add = (more: object = {}) => firm.client.trust.addTrustCalendar({ commandId: createId(), ...more });

  it('[TR32] adds the year’s duties once', async () => {
    await firm.deposit(100_000, '2026-06-25');
    const first = await add();
    expect(first.added).toBeGreaterThan(5);
    expect(first.existed).toBe(0);
    expect(await add()).toEqual({ added: 0, existed: first.added });
    await firm.deposit(30_000, '2026-06-26');
    expect(await add()).toEqual({ added: 1, existed: first.added });
    const tasks = await firm.client.office.listTasks({ state: 'open', limit: 100 });
    expect(tasks.rows.map(({ dueOn, title }) => `${dueOn} ${title}`)).toContain(
      '2026-07-09 Tell the client of 1,000.00 received for Cole v. Dunn',
    );
    expect(tasks.rows.filter(({ title }) => title.startsWith('Reconcile')).length).toBeGreaterThan(5);
  });

  it('[TR32] plans next year too, but none that is over', async () => {
    expect((await add({ year: 2027 })).added).toBeGreaterThan(12);
    expect((await refusalOf(add({ year: 2025 }))).code).toBe('trust.year-is-over');
  });
});
