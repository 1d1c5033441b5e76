import { beforeEach, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { type MemoryFirm, openMemoryFirm } from '../../support/memory-firm.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';

let firm: MemoryFirm;
let owner: string;
let providerId: string;
const manager = createId();
const today = '2026-11-23';
const command = () => ({ commandId: createId() });
const due = async () => (await firm.client.office.today({})).providerDue;
const asOwner = () => firm.become('owner', owner);

beforeEach(async () => {
  firm = openMemoryFirm(makeTemporaryFolder(), today);
  owner = firm.me.memberId;
  firm.become('provider-manager', manager);
  asOwner();
  const engaged = { ...command(), name: 'Back Desk LLC', engagedOn: '2026-01-05' };
  providerId = (await firm.client.agreement.engage(engaged)).id;
});

async function propose(): Promise<string> {
  firm.become('provider-manager', manager);
  const terms = { startsOn: '2026-01-05', serviceLines: ['legal-research'], title: 'Services' };
  return (await firm.client.agreement.propose({ ...command(), providerId, ...terms, renewsOn: '2026-12-01' })).id;
}

async function agree(versionId: string): Promise<void> {
  const agreed = { versionId, answer: 'agree' as const };
  firm.become('provider-manager', manager);
  await firm.client.agreement.answer({ ...command(), ...agreed });
  asOwner();
  await firm.client.agreement.answer({ ...command(), ...agreed });
}

describe('what is due with a provider', () => {
  it('[RM1] names a proposed agreement to whoever has to answer it, and nobody else', async () => {
    const versionId = await propose();
    expect(await due()).toMatchObject([{ kind: 'agreement', title: 'Answer: Services' }]);
    firm.become('bookkeeper', createId());
    expect(await due()).toEqual([]);
    asOwner();
    const path = `/provider/agreement/${providerId}/${versionId}`;
    expect(await due()).toMatchObject([{ kind: 'agreement', detail: 'Back Desk LLC', path, dueOn: null }]);
  });

  it('[RM1] names renewal, meeting, last month’s scorecard and a provider’s grades until they are done', async () => {
    await agree(await propose());
    const meeting = { ...command(), providerId, kind: 'meeting' as const, on: '2026-10-01', nextOn: '2026-11-20' };
    await firm.client.relationship.note({ ...meeting, title: 'Quarter' });
    expect(await due()).toMatchObject([
      { kind: 'scorecard', title: 'Scorecard of October 2026', dueOn: '2026-11-16', isLate: true },
      { kind: 'meeting', title: 'Quarter', dueOn: '2026-11-20', isLate: true },
      { kind: 'renewal', title: 'Services', dueOn: '2026-12-01', isLate: false },
    ]);
    firm.become('provider-manager', manager);
    const month = { ...command(), providerId, month: '2026-10' };
    const grade = async () => (await due()).filter(({ kind }) => kind === 'scorecard');
    expect(await grade()).toMatchObject([{ title: 'Grade the firm for October 2026' }]);
    await firm.client.scorecard.rateFirm({ ...month, briefClarity: 4, responseTime: 4, payment: 5 });
    expect(await grade()).toEqual([]);
  });

  it('[RM1] [CL3] names a classification a month before its review, to whoever decides it', async () => {
    const contractor = { name: 'Wren Vesper', entity: 'individual' as const, form: 'W-9' as const, signedOn: today };
    const { id: contractorId } = await firm.client.pay.registerContractor({ ...command(), ...contractor });
    const { pack } = await firm.client.classification.get({ contractorId });
    const answers = pack.factors.map(({ id }) => ({
      factorId: id,
      answer: 'points to contractor' as const,
      note: 'Seen',
    }));
    await firm.client.classification.assess({ ...command(), contractorId, packVersion: pack.version, answers });
    const decided = { decision: 'independent contractor' as const, reasons: 'Own business' };
    const decide = (reviewOn: string) =>
      firm.client.classification.decide({ ...command(), contractorId, ...decided, reviewOn });
    await decide('2027-02-01');
    expect(await due()).toEqual([]);
    await decide('2026-12-20');
    const path = `/provider/contractors/${contractorId}`;
    expect(await due()).toMatchObject([{ kind: 'classification', dueOn: '2026-12-20', path }]);
    firm.become('bookkeeper', createId());
    expect(await due()).toEqual([]);
  });
});
