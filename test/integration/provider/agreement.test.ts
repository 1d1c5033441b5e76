import { beforeEach, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { newEvent } from '../../../electron/data/procedures/new-event.ts';
import { agreementAccepted, ratesProposed } from '../../../shared/events/agreement.ts';
import { type MemoryFirm, openMemoryFirm } from '../../support/memory-firm.ts';
import { refusalOf } from '../../support/refusal-of.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';

let firm: MemoryFirm;
let providerId: string;
const command = () => ({ commandId: createId() });

beforeEach(async () => {
  firm = openMemoryFirm(makeTemporaryFolder());
  providerId = (await firm.client.agreement.engage({ ...command(), name: 'Back Desk Inc.', engagedOn: '2026-01-02' }))
    .id;
});

const terms = {
  startsOn: '2026-02-01',
  serviceLines: ['billing-collections'],
  title: 'Billing support',
  goals: ['Every invoice out by the 5th'],
  targets: [{ measureId: 'prebills-ready', limit: 3, targetPerMille: 950, weight: 3 }],
  rates: [{ serviceLine: 'billing-collections', basis: 'hourly' as const, rateCents: 4_500, from: '2026-02-01' }],
};
const propose = async (more: object = {}) =>
  (await firm.client.agreement.propose({ ...command(), providerId, ...terms, ...more })).id;
const answer = (versionId: string, word: 'agree' | 'decline' | 'withdraw', reason = '') =>
  firm.client.agreement.answer({ ...command(), versionId, answer: word, reason });
const stateOf = async (versionId: string) => (await firm.client.agreement.getVersion({ versionId })).state;

describe('a service agreement', () => {
  it('[AG6] holds once the owner and the provider’s manager have agreed; then it settles', async () => {
    const versionId = await propose();
    await answer(versionId, 'agree');
    expect((await refusalOf(answer(versionId, 'agree'))).code).toBe('agreement.side-agreed');
    expect(await stateOf(versionId)).toBe('proposed');
    expect((await firm.client.agreement.inForce({ providerId })).version).toBeNull();
    firm.become('provider-manager');
    expect(await firm.client.agreement.getVersion({ versionId })).toMatchObject({
      title: 'Billing support',
      mayAgree: true,
      mayWithdraw: false,
      rateCount: 1,
      rates: terms.rates,
    });
    await answer(versionId, 'agree');
    const held = (await firm.client.agreement.inForce({ providerId })).version;
    expect(held).toMatchObject({ versionId, state: 'agreed', inForce: true, targets: terms.targets, payDays: 15 });
    expect(held?.answers.map(({ answer, outside }) => [answer, outside])).toEqual([
      ['approved', false],
      ['accepted', true],
    ]);
    expect((await refusalOf(answer(versionId, 'decline', 'Changed our mind'))).code).toBe('agreement.is-settled');
  });

  it('[AG6] the provider’s word counts from outside alone, whatever an inside device writes', async () => {
    const versionId = await propose();
    await answer(versionId, 'agree');
    firm.fold(newEvent(agreementAccepted, versionId, {}, {}));
    expect(await stateOf(versionId)).toBe('proposed');
  });

  it('[AG6] is declined with a reason, or taken back by whoever proposed it', async () => {
    const first = await propose();
    firm.become('provider-manager');
    expect((await refusalOf(answer(first, 'decline'))).code).toBe('agreement.no-reason');
    expect((await refusalOf(answer(first, 'withdraw'))).code).toBe('agreement.not-yours');
    await answer(first, 'decline', 'The price is too low');
    expect(await stateOf(first)).toBe('declined');
    const own = await propose();
    await answer(own, 'withdraw');
    expect(await stateOf(own)).toBe('withdrawn');
    firm.become('attorney');
    const last = await propose();
    expect((await refusalOf(answer(last, 'agree'))).code).toBe('agreement.owner-agrees');
    for (const sort of ['number', 'startsOn', 'state'] as const) {
      const page = await firm.client.agreement.listVersions({ providerId, sort, descending: true, limit: 2 });
      expect([page.total, page.rows.length]).toEqual([3, 2]);
    }
  });

  it('[AG4] [AG5] the version that began last holds, with its price; who holds no billing sees no price', async () => {
    const agreeBoth = async (versionId: string) => {
      firm.become('owner');
      await answer(versionId, 'agree');
      firm.become('provider-manager');
      await answer(versionId, 'agree');
    };
    const first = await propose({ endsOn: '2027-01-31' });
    await agreeBoth(first);
    const second = await propose({
      startsOn: '2026-08-01',
      rates: [{ ...terms.rates[0], rateCents: 5_000, from: '2026-08-01' }],
    });
    await agreeBoth(second);
    const rateOn = async (day: string, basis?: 'fixed') =>
      (
        await firm.client.agreement.rateOn({
          providerId,
          serviceLine: 'billing-collections',
          day,
          ...(basis ? { basis } : {}),
        })
      ).rate?.rateCents;
    expect(await rateOn('2026-01-31')).toBeUndefined();
    expect(await rateOn('2026-07-31')).toBe(4_500);
    expect(await rateOn('2026-08-01')).toBe(5_000);
    expect(await rateOn('2026-08-01', 'fixed')).toBeUndefined();
    // [AG8] Another's prices for the same version change nothing.
    const cheap = {
      ...terms.rates[0],
      serviceLine: 'billing-collections',
      basis: 'hourly' as const,
      rateCents: 1,
      from: '2026-08-01',
    };
    firm.become('attorney');
    firm.fold(newEvent(ratesProposed, second, { providerId, versionId: second, rates: [cheap] }, {}));
    expect(await rateOn('2026-08-01')).toBe(5_000);
  });

  it('refuses what the rules refuse, and lines that nobody knows', async () => {
    const { agreement } = firm.client;
    const tooMuch = { targets: [{ ...terms.targets[0], measureId: 'prebills-ready', targetPerMille: 1_200 }] };
    expect((await refusalOf(propose(tooMuch))).code).toBe('agreement.target-out-of-range');
    expect((await refusalOf(propose({ serviceLines: ['moon'] }))).fields).toEqual(['serviceLines']);
    expect((await refusalOf(propose({ rates: [terms.rates[0], terms.rates[0]] }))).code).toBe(
      'agreement.rates-overlap',
    );
    expect((await refusalOf(agreement.getVersion({ versionId: 'nothing' }))).code).toBe('agreement.not-found');
    expect((await refusalOf(agreement.engage({ ...command(), engagedOn: '2026-01-01' }))).code).toBe(
      'agreement.no-name',
    );
    const twice = { ...command(), partyId: providerId, engagedOn: '2026-01-01' };
    expect((await refusalOf(agreement.engage(twice))).code).toBe('agreement.provider-known');
    const early = { ...command(), providerId, endedOn: '2025-12-31' };
    expect((await refusalOf(agreement.endProvider(early))).code).toBe('agreement.ends-before-start');
    await agreement.endProvider({ ...command(), providerId, endedOn: '2026-11-01', reason: 'Moved in house' });
    expect((await refusalOf(propose())).code).toBe('agreement.provider-ended');
    firm.become('clerk');
    expect((await refusalOf(propose())).code).toBe('firm.no-right');
  });

  it('[AG7] nobody answers for another provider', async () => {
    const { agreement } = firm.client;
    const other = (await agreement.engage({ ...command(), name: 'Other Desk LLC', engagedOn: '2026-01-02' })).id;
    const versionId = await propose();
    firm.become('provider-manager');
    const manager = firm.me.memberId;
    expect((await refusalOf(answer(versionId, 'agree'))).code).toBe('agreement.other-provider');
    expect((await refusalOf(agreement.getVersion({ versionId }))).code).toBe('agreement.other-provider');
    expect((await refusalOf(agreement.listClauses({ providerId }))).code).toBe('agreement.other-provider');
    expect(await agreement.listProviders({})).toEqual({ rows: [], unlinked: [] });
    firm.become('owner');
    expect((await agreement.listProviders({})).unlinked.map((one) => one.memberId)).toEqual([manager]);
    await agreement.linkMember({ ...command(), memberId: manager, providerId });
    const inside = { ...command(), memberId: firm.me.memberId, providerId: other };
    expect((await refusalOf(agreement.linkMember(inside))).code).toBe('agreement.member-is-inside');
    const { rows } = await agreement.listProviders({});
    expect(rows.map((row) => [row.name, row.staff.length])).toEqual([
      ['Back Desk Inc.', 1],
      ['Other Desk LLC', 0],
    ]);
  });

  it('records clauses as found or missing, with days in order', async () => {
    const { agreement } = firm.client;
    const record = (more: object) =>
      agreement.recordClause({ ...command(), providerId, clauseId: 'insurance', isPresent: true, ...more });
    expect((await refusalOf(record({ clauseId: 'moon' }))).fields).toEqual(['clauseId']);
    expect((await refusalOf(record({ documentId: 'nodocument' }))).fields).toEqual(['documentId']);
    const backwards = { datedOn: '2026-02-01', renewsOn: '2026-01-01' };
    expect((await refusalOf(record(backwards))).code).toBe('agreement.renews-before-start');
    await record({ datedOn: '2026-02-01', renewsOn: '2027-02-01', note: 'Certificate on file' });
    await agreement.recordClause({ ...command(), providerId, clauseId: 'audit', isPresent: false });
    const { rows } = await agreement.listClauses({ providerId });
    const byId = new Map(rows.map((row) => [row.clauseId, row]));
    expect(byId.get('insurance')).toMatchObject({ isPresent: true, renewsOn: '2027-02-01', recordedBy: 'Ada Alder' });
    expect(byId.get('audit')?.isPresent).toBe(false);
    expect(byId.get('hipaa')?.isPresent).toBeNull();
  });
});
