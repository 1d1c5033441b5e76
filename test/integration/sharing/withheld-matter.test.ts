import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { readInbox } from '../../../electron/data/procedures/inbox.ts';
import { type FirmAndProvider, openFirmAndProvider } from '../../support/firm-and-provider.ts';
import type { TestHost } from '../../support/open-test-firm.ts';
import { refusalOf } from '../../support/refusal-of.ts';

let world: FirmAndProvider;
let firm: TestHost;
let provider: TestHost;
const consent = { kind: 'client' as const, consentedOn: '2026-03-02', consentedBy: 'Vera Veiled' };

beforeAll(async () => {
  world = await openFirmAndProvider();
  firm = world.firm;
  provider = await world.join('Pat Provider', 'provider-supervisor');
});
afterAll(() => world.remove());

async function openMatter(title: string, name: string, withheld = true) {
  const { id: clientPartyId } = await firm.client.office.recordParty({
    commandId: createId(),
    party: { kind: 'person', name },
  });
  return firm.client.office.openMatter({
    commandId: createId(),
    clientPartyId,
    title,
    practiceArea: 'Family',
    openedOn: '2026-01-05',
    fee: { kind: 'hourly', rateCents: 30_000 },
    withheld,
  });
}

const seen = async (matterId: string) => {
  await world.settle();
  const { title, clientName } = await provider.client.office.getMatter({ matterId });
  return `${title} | ${clientName}`;
};

describe('a matter that is withheld', () => {
  it('[SH3] [SH6] shows its numbers outside, and neither its title nor its client', async () => {
    const { matterId, number } = await openMatter('Veiled v. World', 'Vera Veiled');
    expect(await seen(matterId)).toBe(`Matter ${number} (withheld) | Client C-0001 (withheld)`);
    expect((await provider.client.office.search({ text: 'Veiled' })).hits).toEqual([]);
  });

  it('[SH4] is given with what was written before, and the consent that this rests on', async () => {
    const { matterId, number } = await openMatter('Given v. Kept', 'Gil Given');
    await firm.client.billing.recordTime({
      commandId: createId(),
      matterId,
      workedOn: '2026-02-03',
      minutes: 30,
      narrative: 'Read the sealed letter',
    });
    expect(await seen(matterId)).toContain('(withheld)');
    const narratives = async () => (await provider.client.billing.listTime({ matterId })).rows.map((r) => r.narrative);
    expect(await narratives()).not.toContain('Read the sealed letter');
    const given = await firm.client.sharing.giveMatter({ commandId: createId(), matterId, consent });
    expect(given.texts).toBe(2);
    expect(await seen(matterId)).toBe('Given v. Kept | Gil Given');
    expect(await narratives()).toEqual(['Read the sealed letter']);
    const sharing = await firm.client.sharing.getMatter({ matterId });
    expect(sharing).toMatchObject({ state: 'shared', consent: { consentedBy: 'Vera Veiled', kind: 'client' } });
    expect(sharing.shown.map(({ workspace, texts }) => [workspace, texts])).toContainEqual(['billing', 1]);

    await firm.client.sharing.withholdMatter({ commandId: createId(), matterId, reason: 'The client asked' });
    expect(await seen(matterId)).toBe(`Matter ${number} (withheld) | Client C-0002 (withheld)`);
    expect(await narratives()).toEqual(['Withheld']);
    const after = await firm.client.sharing.getMatter({ matterId });
    expect(after.state).toBe('withheld');
    expect(after.shown.length).toBeGreaterThan(0);
    expect(after.decisions.map((decision) => decision.what)).toEqual(['Withheld', 'Given', 'Withheld']);
  });

  it('[SH4] is given from a day on: what was before stays inside', async () => {
    const { matterId } = await openMatter('Later v. Before', 'Lee Later');
    const from = firm.firm.today();
    const early = await firm.client.sharing.giveMatter({ commandId: createId(), matterId, from, consent });
    expect(early.texts).toBe(1);
    expect((await firm.client.sharing.getMatter({ matterId })).from).toBe(from);
    expect(await seen(matterId)).toBe('Later v. Before | Lee Later');
  });

  it('[TK1] [SH3] tells nobody outside of a mention in it; one on a shared matter reaches the person on their device alone', async () => {
    const veiled = await openMatter('Hush v. Hush', 'Hal Hush');
    const shared = await openMatter('Open v. Door', 'Olga Open', false);
    const patId = provider.firm.me.memberId;
    const say = (matterId: string, text: string, more: object) =>
      firm.client.talk.addComment({
        commandId: createId(),
        subjectKind: 'matter',
        subjectId: matterId,
        text,
        ...more,
      });
    expect((await refusalOf(say(veiled.matterId, 'Secret plan', { mentions: [patId] }))).code).toBe(
      'provider.mention-cannot-see',
    );
    await say(veiled.matterId, 'Secret plan', {});
    await say(shared.matterId, 'For our own eyes', { firmOnly: true });
    await say(shared.matterId, 'Please call the clerk', { mentions: [patId] });
    await world.settle();
    const { rows, unseen } = await provider.client.talk.listNews({});
    expect(unseen).toBe(1);
    expect(rows).toMatchObject([{ what: 'mention', excerpt: 'Please call the clerk', subjectId: shared.matterId }]);
    expect(JSON.stringify(readInbox(provider.firm))).not.toContain('Secret plan');
    const texts = async (matterId: string) =>
      (await provider.client.talk.listComments({ subjectKind: 'matter', subjectId: matterId })).rows.map((r) => r.text);
    expect(await texts(veiled.matterId)).not.toContain('Secret plan');
    expect(await texts(shared.matterId)).toEqual(['Please call the clerk', null]);
    expect((await firm.client.talk.listNews({})).unseen).toBe(0);
  });

  it('[TK6] [SH3] leaves its words in the audit trail of those alone who may read them', async () => {
    const said = async (host: TestHost) => {
      const trail = { kind: 'audit-trail' as const, from: '2020-01-01', to: '2099-12-31' };
      return (await host.client.reports.run(trail)).rows.flatMap((row) => (row.said === '' ? [] : [row.said]));
    };
    const talk = { commandId: createId(), subject: 'Fees', text: 'Between us' };
    const third = await world.join('Mia Manager', 'provider-supervisor');
    await firm.client.talk.openConversation({ ...talk, memberIds: [third.firm.me.memberId] });
    await world.settle();
    const own = ['Secret plan', 'For our own eyes', 'Please call the clerk'];
    expect(await said(firm)).toEqual([...own, 'Between us']);
    expect(await said(provider)).toEqual(['Please call the clerk']);
    expect(await said(third)).toEqual(['Please call the clerk', 'Between us']);
  });

  it('[SH1] [SH7] is not given without a consent, twice, or from a day to come', async () => {
    const { matterId } = await openMatter('Refused v. Refused', 'Ray Refused');
    const give = (more: object) =>
      refusalOf(firm.client.sharing.giveMatter({ commandId: createId(), matterId, consent, ...more }));
    const told = { ...consent, consentedOn: '2999-01-01' };
    expect((await give({ consent: told })).code).toBe('sharing.consent-to-come');
    expect((await give({ consent: { ...consent, consentedBy: ' ' } })).code).toBe('sharing.consent-by-nobody');
    expect((await give({ consent: { ...consent, kind: 'not needed' } })).code).toBe('sharing.consent-without-reason');
    expect((await give({ consent: { ...consent, documentId: 'nothing' } })).code).toBe('sharing.not-found');
    expect((await give({ from: '2999-01-01' })).code).toBe('sharing.starts-to-come');
    await firm.client.sharing.giveMatter({ commandId: createId(), matterId, consent });
    expect((await give({})).code).toBe('sharing.matter-is-shared');
    const withhold = () => firm.client.sharing.withholdMatter({ commandId: createId(), matterId });
    await withhold();
    expect((await refusalOf(withhold())).code).toBe('sharing.matter-is-withheld');
  });

  it('[SH8] is a decision of the firm alone', async () => {
    const { matterId } = await openMatter('Mine v. Theirs', 'Moe Mine');
    await world.settle();
    const give = provider.client.sharing.giveMatter({ commandId: createId(), matterId, consent });
    expect((await refusalOf(give)).code).toBe('firm.no-right');
  });
});
