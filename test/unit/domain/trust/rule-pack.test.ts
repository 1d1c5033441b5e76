import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  applyConfirmed,
  declineConfirmed,
  listRuleFigures,
  listUnverified,
} from '../../../../shared/domain/trust/rule-items.ts';
import { packInForce, trustRulePackFileSchema } from '../../../../shared/domain/trust/rule-pack.ts';
import { type CalendarFacts, planTrustCalendar } from '../../../../shared/domain/trust/trust-calendar.ts';
import { pack } from './trust-fixtures.ts';

const folder = new URL('../../../../assets/code-sets/trust-rules/', import.meta.url);
const packs = readdirSync(folder).map((name) => ({
  name,
  versions: trustRulePackFileSchema.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))),
}));
const packOf = (state: string) => {
  const versions = packs.find(({ name }) => name === `${state}.json`)?.versions ?? [];
  return packInForce(versions, '2026-06-30');
};
const figuresOf = (of = pack) => Object.fromEntries(listRuleFigures(of).map(({ key, value }) => [key, value]));

describe('rule packs', () => {
  it('[TR31] there is one for each state that we looked at, each under its own name, one version at a time', () => {
    expect(packs.map(({ name }) => name).sort()).toEqual(
      ['CA', 'FL', 'IL', 'NY', 'TX', 'WA', 'default'].map((state) => `${state}.json`),
    );
    for (const { name, versions } of packs) {
      expect(versions.map((version) => `${version.state}.json`)).toEqual(versions.map(() => name));
      versions.slice(1).forEach((version, place) => {
        expect(version.effectiveFrom > (versions[place]?.effectiveFrom ?? '')).toBe(true);
      });
    }
  });

  it('[TR31] says of each figure where it is from, and whether that was verified', () => {
    expect(packOf('WA').retentionYears).toMatchObject({ value: 7, verified: true });
    expect(packOf('CA').receiptNoticeDays).toMatchObject({ value: 14, verified: true });
    expect(packOf('IL').reconcileEveryMonths).toMatchObject({ value: 3, verified: true });
    expect(packOf('FL').retentionYears).toMatchObject({ value: 6, verified: false });
    const names = listUnverified(pack).map((value) => value.name);
    expect(names).toContain('Hold for money by check');
    expect(names).toContain("Firm's own funds at most");
    expect(listUnverified(packOf('WA')).map(({ name }) => name)).toContain(
      'Trust account declaration with the licence, naming every IOLTA bank and account',
    );
  });

  it('[TR31] takes the version in force on a day', () => {
    const later = { ...pack, version: 9, effectiveFrom: '2027-01-01' };
    expect(packInForce([pack, later], '2026-12-31').version).toBe(pack.version);
    expect(packInForce([pack, later], '2027-01-01').version).toBe(9);
    expect(packInForce([pack, later], '1999-01-01').version).toBe(pack.version);
  });

  it('[TR31] holds what the attorney confirmed, and is unconfirmed again with a new version', () => {
    const confirmed = { values: { ...figuresOf(), 'hold.check': 10 }, certificationDays: [] };
    const applied = applyConfirmed(pack, confirmed, true);
    expect(applied?.holdBusinessDays.check).toMatchObject({ value: 10, verified: true });
    expect(applied === undefined ? [''] : listUnverified(applied)).toEqual([]);
    const older = applyConfirmed(pack, confirmed, false);
    expect(older?.holdBusinessDays.check).toMatchObject({ value: 10, verified: false });
  });

  it('[TR31] refuses figures that no pack may hold', () => {
    const values = figuresOf();
    const code = (changes: Record<string, number>, certificationDays: string[] = []) => {
      const refused = declineConfirmed(pack, { values: { ...values, ...changes }, certificationDays });
      return refused === undefined || refused.ok ? 'accepted' : refused.refusal.code;
    };
    expect(code({})).toBe('accepted');
    expect(code({ reconcileEveryMonths: 5 })).toBe('trust.rule-not-valid');
    expect(code({ staleCheckDays: 9000 })).toBe('trust.rule-not-valid');
    expect(code({ nonsense: 1 })).toBe('trust.rule-unknown');
    expect(code({}, ['02-01'])).toBe('trust.rule-day-not-valid');
    const missing = declineConfirmed(pack, { values: {}, certificationDays: [] });
    expect(missing?.ok === false && missing.refusal.code).toBe('trust.rule-missing');
    const washington = packOf('WA');
    const days = declineConfirmed(washington, { values: figuresOf(washington), certificationDays: ['02-30'] });
    expect(days?.ok === false && days.refusal.code).toBe('trust.rule-day-not-valid');
  });
});

describe('the trust calendar', () => {
  const facts: CalendarFacts = {
    year: 2026,
    today: '2026-06-30',
    accounts: [{ accountId: 'a1', name: 'Client trust', openedOn: '2026-01-02', lockedThrough: '2026-05-31' }],
    receipts: [{ entryId: 'e1', matterId: 'm1', day: '2026-06-25', amountCents: 100_000, ledgerName: 'Cole v. Dunn' }],
  };

  it('[TR32] plans what falls due in the rest of the year', () => {
    const planned = planTrustCalendar(packOf('WA'), facts).map(({ dueOn, title }) => `${dueOn} ${title}`);
    expect(planned).toEqual([
      '2026-07-30 Reconcile Client trust up to June 2026',
      '2026-08-30 Reconcile Client trust up to July 2026',
      '2026-09-30 Reconcile Client trust up to August 2026',
      '2026-10-30 Reconcile Client trust up to September 2026',
      '2026-11-30 Reconcile Client trust up to October 2026',
      '2026-12-30 Reconcile Client trust up to November 2026',
      '2026-07-09 Tell the client of 1,000.00 received for Cole v. Dunn',
      '2026-12-31 Account to every client whose money is held',
      '2026-12-31 Keep trust records of matters that ended in 2019 or later; review older ones',
    ]);
  });

  it('[TR32] follows the interval and the certifications of the state', () => {
    const january = {
      ...facts,
      today: '2026-01-01',
      accounts: facts.accounts.map((one) => ({ ...one, lockedThrough: undefined })),
    };
    const illinois = planTrustCalendar(packOf('IL'), { ...january, receipts: [] });
    expect(illinois.filter(({ key }) => key.startsWith('reconcile')).map(({ dueOn }) => dueOn)).toEqual([
      '2026-04-30',
      '2026-07-30',
      '2026-10-30',
    ]);
    expect(illinois.some(({ title }) => title.includes('yearly registration'))).toBe(true);
  });
});
