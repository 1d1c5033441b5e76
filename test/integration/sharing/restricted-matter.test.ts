import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { carryBundle } from '../../support/carry-bundle.ts';
import { joinByFile } from '../../support/join-by-file.ts';
import { openTestFirm, type TestHost } from '../../support/open-test-firm.ts';
import { refusalOf } from '../../support/refusal-of.ts';

let ada: TestHost;
let ben: TestHost;
let pat: TestHost;
let open: string;
let secret: string;
/** A word of the restricted matter that stands nowhere else, and one that is also in the name of a person. */
const [ofMatter, ofPerson] = ['gyroscope', 'quasar'];
const consent = { kind: 'client' as const, consentedOn: '2026-03-02', consentedBy: 'Ivy Ironclad' };
const commandId = createId;

const recordParty = async (name: string) =>
  (await ada.client.office.recordParty({ commandId: commandId(), party: { kind: 'person', name } })).id;

async function openMatter(title: string, clientPartyId: string, adverse: string) {
  const { matterId } = await ada.client.office.openMatter({
    commandId: commandId(),
    clientPartyId,
    title,
    practiceArea: 'Business',
    openedOn: '2026-01-05',
    fee: { kind: 'hourly', rateCents: 30_000 },
    parties: [{ partyId: await recordParty(adverse), role: 'adverse' }],
  });
  await ada.client.billing.recordTime({
    commandId: commandId(),
    matterId,
    workedOn: '2026-02-03',
    minutes: 60,
    narrative: title.includes('Quasar') ? 'The gyroscope' : 'The door',
  });
  return matterId;
}

const carryToAll = async () => {
  for (const host of [ben, pat]) await carryBundle(ada, host);
};
const restrict = (memberIds: string[]) =>
  ada.client.sharing.restrictMatter({ commandId: commandId(), matterId: secret, flags: ['ITAR'], memberIds });

beforeAll(async () => {
  ada = await openTestFirm();
  ben = await joinByFile(ada, { name: 'Ben Birch', role: 'attorney' });
  pat = await joinByFile(ada, { name: 'Pat Provider', role: 'provider-supervisor' });
  const id = await recordParty('Ivy Ironclad');
  open = await openMatter('Ironclad v. Door', id, 'Dora Door');
  secret = await openMatter('Ironclad v. Quasar', id, 'Zed Quasar');
});
afterAll(async () => {
  for (const host of [ada, ben, pat]) await host.remove();
});

/** What a person is told who looks for these words in every way there is. */
async function lookFor({ client }: TestHost, word: string): Promise<string> {
  const answers = await Promise.all([
    client.office.search({ text: word }),
    client.office.listMatters({ filter: word }),
    client.office.listParties({ filter: word }),
    client.billing.listTime({ filter: word }),
    client.billing.listTime({ matterId: secret }),
    client.office.getMatter({ matterId: secret }),
    client.sharing.listMatters({ filter: word }),
  ]);
  return JSON.stringify(answers, (key, value: unknown) => (key === 'asked' ? undefined : value)).toLowerCase();
}

describe('a restricted matter', () => {
  it('[SH9] names members of the firm, and whoever sets it', async () => {
    expect((await refusalOf(restrict([ada.firm.me.memberId, pat.firm.me.memberId]))).code).toBe(
      'sharing.member-not-inside',
    );
    expect((await refusalOf(restrict([ben.firm.me.memberId]))).code).toBe('sharing.locks-you-out');
    const lift = ada.client.sharing.liftRestriction({ commandId: commandId(), matterId: secret, reason: 'None' });
    expect((await refusalOf(lift)).code).toBe('sharing.matter-not-restricted');
  });

  it('[SH2] [SH3] is read by those named, and found by nobody else, inside or outside', async () => {
    await restrict([ada.firm.me.memberId]);
    await carryToAll();
    expect(await lookFor(ada, ofMatter)).toContain(ofMatter);
    for (const host of [ben, pat]) expect(await lookFor(host, ofMatter)).not.toContain(ofMatter);
    // The firm's conflict index knows everybody; whose matter they are of, it does not tell.
    expect(await lookFor(pat, ofPerson)).not.toContain(ofPerson);
    const atBen = await lookFor(ben, ofPerson);
    expect(atBen).toContain('zed quasar');
    expect(atBen).not.toContain('v. quasar');
    const { title } = await ben.client.office.getMatter({ matterId: secret });
    expect(title).toMatch(/^Matter \d{4}-\d{4} \(withheld\)$/);
    const totals = async ({ client }: TestHost) => (await client.billing.listTime({})).total;
    expect(await totals(ben)).toBe(await totals(ada));
  });

  it('[SH2] tells a conflict check of somebody else no word of it', async () => {
    const run = ({ client }: TestHost) =>
      client.intake.runConflictCheck({ commandId: commandId(), names: [{ name: 'Zed Quasar', role: 'adverse' }] });
    const found = await run(ada);
    expect(JSON.stringify(await ada.client.intake.getConflictCheck({ conflictId: found.conflictId }))).toContain(
      'Ironclad v. Quasar',
    );
    for (const host of [ben, pat]) {
      const { conflictId } = await run(host);
      const { hits } = await host.client.intake.getConflictCheck({ conflictId });
      expect(JSON.stringify(hits)).not.toMatch(/Ironclad v\. Quasar|gyroscope/);
    }
  });

  it('[SH3] of a client with a shared matter is listed under that client by its number alone', async () => {
    for (const host of [ben, pat]) {
      const { rows } = await host.client.office.listMatters({ filter: 'Ironclad' });
      expect(rows.map((row) => row.title)).toContain('Ironclad v. Door');
      for (const row of rows.filter((one) => one.matterId === secret)) expect(row.title).toContain('(withheld)');
    }
  });

  it('[SH2] [SH8] is lifted by those named alone, and stays withheld from outside until it is given', async () => {
    const lift = (host: TestHost) =>
      host.client.sharing.liftRestriction({ commandId: commandId(), matterId: secret, reason: 'The order ended' });
    const give = () => ada.client.sharing.giveMatter({ commandId: commandId(), matterId: secret, consent });
    expect((await refusalOf(lift(ben))).code).toBe('sharing.matter-restricted-to-others');
    expect((await refusalOf(lift(pat))).code).toBe('firm.no-right');
    expect((await refusalOf(give())).code).toBe('sharing.matter-is-restricted');
    await lift(ada);
    await carryToAll();
    expect((await ben.client.office.getMatter({ matterId: secret })).title).toBe('Ironclad v. Quasar');
    expect((await pat.client.office.getMatter({ matterId: secret })).title).toContain('(withheld)');
    await give();
    await carryToAll();
    expect((await pat.client.office.getMatter({ matterId: secret })).title).toBe('Ironclad v. Quasar');
  });
});

describe('a lead', () => {
  it('[SH12] is kept inside later, with its people, and is not given as a lead', async () => {
    const lead = {
      practiceArea: 'Family',
      summary: 'A custody case',
      parties: [{ name: 'Lou Larch', role: 'prospective client' as const }],
    };
    const { id: leadId } = await ada.client.intake.openLead({ commandId: commandId(), ...lead });
    await carryToAll();
    expect(await pat.client.intake.getLead({ leadId })).toMatchObject({ name: 'Lou Larch', summary: 'A custody case' });
    const { parties } = await ada.client.intake.getLead({ leadId });
    const people = parties.map(({ partyId, name }) => ({ partyId, name, role: 'prospective client' as const }));
    const amend = ({ client }: TestHost, confidential?: boolean) =>
      client.intake.amendLead({ commandId: commandId(), ...lead, parties: people, leadId, confidential });
    await amend(ada, true);
    await carryToAll();
    const shown = await pat.client.intake.getLead({ leadId });
    expect(shown).toMatchObject({ confidential: true, summary: '' });
    expect(JSON.stringify([shown, await pat.client.office.search({ text: 'Larch' })])).not.toContain('Larch');
    expect((await ben.client.intake.getLead({ leadId })).name).toBe('Lou Larch');
    expect((await refusalOf(amend(pat))).code).toBe('intake.withheld');
    expect((await refusalOf(amend(ada, false))).code).toBe('sharing.lead-stays-kept');
    await amend(ada);
    expect((await ada.client.intake.getLead({ leadId })).confidential).toBe(true);
  });
});

describe('what was opened', () => {
  it('[SH10] is noted of people outside once for each thing and day, and of nobody inside', async () => {
    const noted = async () => (await ada.client.sharing.listOpenings({ matterId: open })).rows;
    for (const host of [pat, pat, ben]) await host.client.office.getMatter({ matterId: open });
    await expect
      .poll(
        async () => {
          for (const host of [pat, ben]) await carryBundle(host, ada);
          return (await noted()).map((row) => [row.memberName, row.kind, row.title]);
        },
        { timeout: 20_000, interval: 1_000 },
      )
      .toEqual([['Pat Provider', 'matter', expect.stringContaining('Ironclad v. Door')]]);
    const { rows } = await ada.client.sharing.listOutside({});
    expect(rows).toMatchObject([{ name: 'Pat Provider', lastOpenedOn: pat.firm.today() }]);
    const ofBen = await ada.client.sharing.listOpenings({ memberId: ben.firm.me.memberId });
    expect(ofBen.total).toBe(0);
  });
});

describe('a workspace that is no longer shared', () => {
  it('[KY5] stops what runs on it: an upload that began is refused when it is filed, and a bundle goes on', async () => {
    const bytes = Buffer.from('a page');
    const { uploadId } = await pat.client.documents.startUpload({
      commandId: commandId(),
      fileName: 'page.txt',
      size: bytes.length,
    });
    const part = { commandId: commandId(), uploadId, index: 0, dataBase64: bytes.toString('base64') };
    await pat.client.documents.uploadPart(part);
    const { bundleId } = await pat.client.provider.startBundle({ commandId: commandId() });
    await ada.client.provider.changeRole({
      commandId: commandId(),
      memberId: pat.firm.me.memberId,
      role: 'provider-bookkeeper',
      workspaces: ['office', 'billing'],
    });
    await carryBundle(ada, pat);
    const filing = { commandId: commandId(), uploadId, matterId: open, title: 'Page', receivedOn: '2026-02-03' };
    expect((await refusalOf(pat.client.documents.fileDocument(filing))).code).toBe('firm.no-right');
    expect((await pat.client.provider.readBundlePart({ bundleId, part: 0 })).dataBase64).not.toBe('');
    const entry = { matterId: open, workedOn: '2026-02-04', minutes: 30, narrative: 'Still at work' };
    await pat.client.billing.recordTime({ commandId: commandId(), ...entry });
    await carryBundle(pat, ada);
    expect((await ada.client.billing.listTime({ filter: 'Still' })).total).toBe(1);
    expect((await ada.client.firm.setAside({})).total).toBe(0);
  });
});
