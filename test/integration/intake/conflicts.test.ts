import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { openTestFirm, type TestHost } from '../../support/open-test-firm.ts';
import { refusalOf } from '../../support/refusal-of.ts';

const fee = { kind: 'hourly' as const, rateCents: 35_000 };

let firm: TestHost;
let companyId: string;

beforeAll(async () => {
  firm = await openTestFirm();
  const { office, intake } = firm.client;
  const company = await office.recordParty({
    commandId: createId(),
    party: { kind: 'organisation', name: 'Birch & Sons, LLC', otherNames: ['Northgate Timber'] },
  });
  companyId = company.id;
  const worker = await office.recordParty({
    commandId: createId(),
    party: { kind: 'person', name: 'Robert Smith', employer: 'Birch and Sons' },
  });
  const spouse = await office.recordParty({
    commandId: createId(),
    party: { kind: 'person', name: 'Gwen Tarrow', related: [{ partyId: worker.id, relation: 'spouse' }] },
  });
  const opened = await office.openMatter({
    commandId: createId(),
    clientPartyId: company.id,
    title: 'Birch v. Cole',
    practiceArea: 'Contract',
    openedOn: '2024-01-05',
    fee,
    parties: [
      { partyId: worker.id, role: 'witness' },
      { partyId: spouse.id, role: 'witness' },
    ],
  });
  await office.closeMatter({ commandId: createId(), matterId: opened.matterId, closedOn: '2025-01-05' });
  const declined = await intake.openLead({
    commandId: createId(),
    practiceArea: 'Family',
    parties: [{ name: 'Siobhan O’Dell', role: 'prospective client' }],
  });
  await intake.moveLead({ commandId: createId(), leadId: declined.id, stage: 'declined', reason: 'No capacity' });
});
afterAll(() => firm.remove());

function check(...names: string[]) {
  return firm.client.intake.runConflictCheck({
    commandId: createId(),
    names: names.map((name) => ({ name, role: 'adverse' as const })),
  });
}

async function openLead(...names: string[]) {
  const { id } = await firm.client.intake.openLead({
    commandId: createId(),
    practiceArea: 'Contract',
    parties: names.map((name, place) => ({
      name,
      role: place === 0 ? ('prospective client' as const) : ('adverse' as const),
    })),
  });
  return id;
}

describe('a conflict check', () => {
  it('finds nicknames, other names, closed matters and declined leads, and says why and where', async () => {
    const bob = await check('Bob Smith');
    expect(bob.hits).toMatchObject([
      {
        matchedName: 'Robert Smith',
        band: 'likely',
        reasons: ['Same surname.', 'Bob is a nickname of Robert.'],
        where: ['witness in 2024-0001 Birch v. Cole (closed)'],
        decision: null,
      },
      { matchedName: 'Gwen Tarrow', band: 'review', reasons: ['Related to Robert Smith (spouse).'] },
    ]);
    const timber = await check('Northgate Timber Inc.');
    expect(timber.hits).toMatchObject([
      { matchedName: 'Birch & Sons, LLC', where: ['client of 2024-0001 Birch v. Cole (closed)'] },
    ]);
    const declined = await check('Siobhan ODell');
    expect(declined.hits).toMatchObject([{ where: ['prospective client on a lead, Family (declined)'] }]);
    const employer = await check('Birch and Sons');
    expect(employer.hits.map((hit) => hit.matchedName)).toEqual(['Birch & Sons, LLC', 'Robert Smith']);
    expect(employer.hits[1]?.reasons).toEqual(['Works for Birch and Sons.']);
    expect((await check('Quentin Nobody')).hits).toEqual([]);
  });

  it('searches everybody named on a lead, and leaves the lead’s own people out unless they are known from elsewhere', async () => {
    const leadId = await openLead('Dora Fresh', 'Elmer Fresh');
    expect((await firm.client.intake.runConflictCheck({ commandId: createId(), leadId })).hits).toEqual([]);
    const { id: again } = await firm.client.intake.openLead({
      commandId: createId(),
      practiceArea: 'Contract',
      parties: [
        { name: 'Hal Newman', role: 'prospective client' },
        { name: 'Birch', role: 'adverse', partyId: companyId },
      ],
    });
    const report = await firm.client.intake.runConflictCheck({ commandId: createId(), leadId: again });
    expect(report.queries.map((query) => query.name)).toEqual(['Hal Newman', 'Birch & Sons, LLC']);
    expect(report.hits[0]).toMatchObject({ partyId: companyId, score: 1000 });
  });

  it('is kept as it was, whatever the firm learns later', async () => {
    const report = await check('Quincy Later');
    await firm.client.office.recordParty({ commandId: createId(), party: { kind: 'person', name: 'Quincy Later' } });
    expect(await firm.client.intake.getConflictCheck({ conflictId: report.conflictId })).toEqual(report);
    const listed = await firm.client.intake.listConflictChecks({ filter: 'quincy', state: 'to decide' });
    expect(listed.rows).toMatchObject([{ conflictId: report.conflictId, names: 'Quincy Later', hits: 0 }]);
  });

  it('refuses to check nobody, and what is not known', async () => {
    const { intake } = firm.client;
    expect((await refusalOf(check())).code).toBe('intake.nobody-to-check');
    expect((await refusalOf(intake.runConflictCheck({ commandId: createId(), leadId: 'nolead' }))).fields).toEqual([
      'leadId',
    ]);
    const names = [{ name: 'X', role: 'adverse' as const, partyId: 'nobody' }];
    expect((await refusalOf(intake.runConflictCheck({ commandId: createId(), names }))).fields).toEqual([
      'names.0.partyId',
    ]);
    expect((await refusalOf(intake.getConflictCheck({ conflictId: 'nocheck' }))).code).toBe('intake.not-found');
  });

  it('waits under Today until it is decided', async () => {
    const waiting = async () => (await firm.client.office.today({})).conflicts.map((one) => one.conflictId);
    const { conflictId } = await check('Quillon Zephyrine');
    expect(await waiting()).toContain(conflictId);
    await firm.client.intake.decideConflict({
      commandId: createId(),
      conflictId,
      result: 'clear',
      hits: [],
      reason: 'No hits',
    });
    expect(await waiting()).not.toContain(conflictId);
  });

  it('goes on paper', async () => {
    const report = await check('Bob Smith');
    const { pdfBase64, fileName } = await firm.client.intake.conflictReportPdf({ conflictId: report.conflictId });
    expect(Buffer.from(pdfBase64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
    expect(fileName).toMatch(/^conflict-check-\d{4}-\d\d-\d\d\.pdf$/);
  });
});

describe('the decision', () => {
  it('[IN10] [IN11] [IN12] needs every hit, a reason for what is adverse, and a result that fits', async () => {
    const report = await check('Bob Smith');
    const [first, second] = report.hits.map((hit) => hit.key);
    const decide = (
      result: 'clear' | 'clear with waiver' | 'conflict',
      hits: { key: string; decision: 'not adverse' | 'waivable' | 'not waivable'; reason?: string }[],
    ) =>
      firm.client.intake.decideConflict({
        commandId: createId(),
        conflictId: report.conflictId,
        result,
        hits,
        reason: 'Looked at both',
      });
    const code = async (call: Promise<unknown>) => (await refusalOf(call)).code;
    const clear = { key: second ?? '', decision: 'not adverse' as const };
    expect(await code(decide('clear', [clear]))).toBe('intake.hit-not-decided');
    const one = { key: first ?? '', decision: 'not waivable' as const, reason: 'Same litigation' };
    expect(await code(decide('clear', [{ ...one, reason: '' }, clear]))).toBe('intake.hit-needs-reason');
    expect(await code(decide('clear', [one, clear]))).toBe('intake.not-waivable');
    expect(await code(decide('clear', [{ ...one, decision: 'waivable' }, clear]))).toBe('intake.needs-waiver');
    expect(await code(decide('clear with waiver', [{ ...one, decision: 'not adverse' }, clear]))).toBe(
      'intake.nothing-to-waive',
    );
    expect(await code(decide('clear', [one, clear, { ...clear, key: '9-nobody' }]))).toBe('intake.no-such-hit');
    await decide('conflict', [one, clear]);
    expect(await code(decide('conflict', [one, clear]))).toBe('intake.conflict-is-decided');
    expect(await firm.client.intake.getConflictCheck({ conflictId: report.conflictId })).toMatchObject({
      result: 'conflict',
      decidedBy: 'Ada Alder',
      reason: 'Looked at both',
      hits: [{ decision: 'not waivable', decisionReason: 'Same litigation' }, { decision: 'not adverse' }],
    });
  });

  it('[IN13] [IN14] clears the lead, until somebody new is named; then the matter opens and takes the people over', async () => {
    const { intake, office } = firm.client;
    const leadId = await openLead('Pia Prospect', 'Otto Other');
    const matter = {
      title: 'Prospect v. Other',
      practiceArea: 'Contract',
      openedOn: '2026-11-23',
      fee,
      leadId,
    };
    const open = () => office.openMatter({ commandId: createId(), ...matter });
    const run = () => intake.runConflictCheck({ commandId: createId(), leadId });
    const clear = (conflictId: string) =>
      intake.decideConflict({ commandId: createId(), conflictId, result: 'clear', hits: [], reason: 'Nobody known' });

    expect((await refusalOf(open())).code).toBe('office.conflict-not-cleared');
    const first = await run();
    expect((await refusalOf(open())).sentence).toContain('not decided');
    await clear(first.conflictId);
    expect(await intake.getLead({ leadId })).toMatchObject({ conflict: 'clear', stage: 'conflict cleared' });

    const lead = await intake.getLead({ leadId });
    await intake.amendLead({
      commandId: createId(),
      leadId,
      practiceArea: 'Contract',
      parties: [
        ...lead.parties.map(({ partyId, name, role }) => ({
          partyId,
          name,
          role: role === 'adverse' ? ('adverse' as const) : ('prospective client' as const),
        })),
        { name: 'Nina Named-Later', role: 'witness' as const },
      ],
    });
    expect((await intake.getLead({ leadId })).conflict).toBe('not run');
    expect((await refusalOf(open())).code).toBe('office.conflict-not-cleared');
    const second = await run();
    await clear(second.conflictId);

    const opened = await open();
    expect(await office.getMatter({ matterId: opened.matterId })).toMatchObject({
      clientName: 'Pia Prospect',
      leadId,
      parties: [
        { name: 'Pia Prospect', role: 'client' },
        { role: 'adverse' },
        { name: 'Nina Named-Later', role: 'witness' },
      ],
    });
    expect(await intake.getLead({ leadId })).toMatchObject({
      stage: 'matter open',
      matterId: opened.matterId,
      clientId: opened.clientId,
      nextStages: [],
    });
    expect((await refusalOf(open())).code).toBe('office.lead-has-a-matter');
    const amend = {
      commandId: createId(),
      leadId,
      practiceArea: 'X',
      parties: [{ name: 'Y', role: 'prospective client' as const }],
    };
    expect((await refusalOf(intake.amendLead(amend))).code).toBe('intake.lead-has-a-matter');
  });

  it('on an earlier check is out of date; a conflict opens no matter', async () => {
    const { intake, office } = firm.client;
    const leadId = await openLead('Bob Smith');
    const earlier = await intake.runConflictCheck({ commandId: createId(), leadId });
    const latest = await intake.runConflictCheck({ commandId: createId(), leadId });
    const decide = (conflictId: string) =>
      intake.decideConflict({
        commandId: createId(),
        conflictId,
        result: 'conflict',
        hits: latest.hits.map((hit) => ({
          key: hit.key,
          decision: 'not waivable' as const,
          reason: 'A client’s witness',
        })),
        reason: 'A conflict',
      });
    expect((await refusalOf(decide(earlier.conflictId))).code).toBe('intake.conflict-out-of-date');
    await decide(latest.conflictId);
    const open = { commandId: createId(), leadId, title: 'X', practiceArea: 'Contract', openedOn: '2026-11-23', fee };
    expect((await refusalOf(office.openMatter(open))).code).toBe('office.conflict-found');
  });
});
