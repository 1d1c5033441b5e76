import { beforeEach, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { type MemoryFirm, openMemoryFirm } from '../../support/memory-firm.ts';
import { refusalOf } from '../../support/refusal-of.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';

let firm: MemoryFirm;
let owner: string;
const worker = createId();
const command = () => ({ commandId: createId() });
const sops = () => firm.client.sops;

const content = {
  title: 'Opening mail',
  steps: [{ text: 'Stamp it', tag: 'required' as const }],
  quiz: [{ question: 'When?', options: ['At once', 'Later'], answer: 0 }],
};
const proposal = { serviceLine: 'document-clerk', roles: ['provider-clerk' as const], content };

beforeEach(() => {
  firm = openMemoryFirm(makeTemporaryFolder());
  owner = firm.me.memberId;
  firm.become('provider-clerk', worker);
});

async function inForce(more: object = {}) {
  const { id: sopId, versionId } = await sops().proposeSop({ ...command(), ...proposal, ...more });
  firm.become('owner', owner);
  const approval = { ...command(), sopId, versionId, effectiveOn: '2026-11-23', reviewBy: '2027-11-01' };
  await sops().approveSop(approval);
  return { sopId, versionId };
}

describe('an SOP', () => {
  it('[SO1] [SO2] is proposed by anybody, approved by the firm, acknowledged with its quiz', async () => {
    const { sopId, versionId } = await inForce();
    expect((await sops().listSops({})).rows).toMatchObject([
      { sopId, title: 'Opening mail', version: 1, readers: 0, readersToCome: 1, isToRead: false },
    ]);
    firm.become('provider-clerk', worker);
    expect((await sops().listSops({ scope: 'to read' })).total).toBe(1);
    const shown = await sops().getSop({ sopId });
    expect(shown.shown.quiz).toEqual([{ question: 'When?', options: ['At once', 'Later'] }]);
    const wrong = sops().acknowledgeSop({ ...command(), sopId, versionId, answers: [1] });
    expect((await refusalOf(wrong)).code).toBe('provider.quiz-wrong');
    await sops().acknowledgeSop({ ...command(), sopId, versionId, answers: [0] });
    expect((await sops().listSops({ scope: 'to read' })).total).toBe(0);
    expect(await sops().getSop({ sopId })).toMatchObject({ missing: [], readers: 1, shown: { isAcknowledged: true } });
  });

  it('[SO1] gives way to the next version, which is acknowledged anew', async () => {
    const { sopId, versionId } = await inForce();
    firm.become('provider-clerk', worker);
    await sops().acknowledgeSop({ ...command(), sopId, versionId, answers: [0] });
    const next = { ...content, steps: [...content.steps, { text: 'Scan it', tag: 'quality' as const }] };
    const second = await inForce({ sopId, content: next });
    const sop = await sops().getSop({ sopId });
    expect(sop.versions.map((version) => [version.number, version.state])).toEqual([
      [2, 'in force'],
      [1, 'superseded'],
    ]);
    expect(sop.missing).toEqual(['The provider-clerk']);
    const { lines } = await sops().diffSop({ fromVersionId: versionId, toVersionId: second.versionId });
    expect(lines.filter((line) => line.kind !== 'same')).toEqual([{ kind: 'added', text: 'Scan it [quality]' }]);
    firm.become('provider-clerk', worker);
    const old = sops().acknowledgeSop({ ...command(), sopId, versionId, answers: [0] });
    expect((await refusalOf(old)).code).toBe('provider.sop-not-in-force');
  });

  it('[SO2] refuses versions that are not known, or of another SOP', async () => {
    const { sopId } = await inForce();
    const other = await inForce();
    const acknowledge = (versionId: string) =>
      refusalOf(sops().acknowledgeSop({ ...command(), sopId, versionId, answers: [0] }));
    expect((await acknowledge('nothing')).code).toBe('provider.not-found');
    expect((await acknowledge(other.versionId)).code).toBe('provider.not-found');
  });

  it('[SO1] is rejected with a reason, once', async () => {
    const { id: sopId, versionId } = await sops().proposeSop({ ...command(), ...proposal });
    expect((await refusalOf(sops().rejectSop({ ...command(), sopId, versionId, reason: 'x' }))).code).toBe(
      'firm.no-right',
    );
    firm.become('owner', owner);
    await sops().rejectSop({ ...command(), sopId, versionId, reason: 'Scan first' });
    expect((await sops().getSop({ sopId })).versions).toMatchObject([{ state: 'rejected', reason: 'Scan first' }]);
    const again = sops().rejectSop({ ...command(), sopId, versionId, reason: 'x' });
    expect((await refusalOf(again)).code).toBe('provider.sop-decided');
  });

  it('[SO3] is reviewed in time, and taken out of use', async () => {
    const { sopId } = await inForce();
    const late = sops().reviewSop({ ...command(), sopId, reviewBy: '2028-01-01' });
    expect((await refusalOf(late)).code).toBe('provider.review-day');
    await sops().reviewSop({ ...command(), sopId, reviewBy: '2027-11-20' });
    expect((await sops().getSop({ sopId })).reviewBy).toBe('2027-11-20');
    firm.become('provider-clerk', worker);
    expect(await firm.client.office.today({})).toMatchObject({ sopsToRead: 1, providerDue: [] });
    firm.become('owner', owner);
    await sops().reviewSop({ ...command(), sopId, reviewBy: '2026-12-01' });
    firm.become('provider-clerk', worker);
    expect((await firm.client.office.today({})).providerDue).toMatchObject([
      { kind: 'SOP', dueOn: '2026-12-01', isLate: false, path: `/provider/sops/${sopId}` },
    ]);
    firm.become('owner', owner);
    await sops().retireSop({ ...command(), sopId, reason: 'No more mail' });
    expect((await sops().listSops({})).total).toBe(0);
    expect((await refusalOf(sops().proposeSop({ ...command(), ...proposal, sopId }))).code).toBe(
      'provider.sop-retired',
    );
  });

  it('refuses what has no step, or a quiz without answers', async () => {
    const propose = (more: object) =>
      refusalOf(sops().proposeSop({ ...command(), ...proposal, content: { ...content, ...more } }));
    expect((await propose({ steps: [] })).code).toBe('provider.sop-empty');
    const quiz = [{ question: 'Q', options: ['One'], answer: 0 }];
    expect((await propose({ quiz })).code).toBe('provider.quiz-incomplete');
  });
});

describe('a work order that names an SOP', () => {
  it('[WO11] is started after the SOP was acknowledged', async () => {
    const { sopId, versionId } = await inForce();
    const { id: orderId } = await firm.client.work.draftOrder({
      ...command(),
      serviceLine: 'document-clerk',
      title: 'Mail of the week',
      dueLocal: '2026-12-01T17:00',
      dueZone: 'America/New_York',
      unit: 'document',
      tier: 'full file',
      billingMode: 'overhead',
      sopVersionIds: [versionId],
    });
    await firm.client.work.offerOrder({ ...command(), orderId, toMemberId: worker });
    firm.become('provider-clerk', worker);
    await firm.client.work.acceptOrder({ ...command(), orderId });
    const early = await refusalOf(firm.client.work.startOrder({ ...command(), orderId }));
    expect(early.code).toBe('provider.sop-not-acknowledged');
    expect(early.sentence).toContain('Opening mail');
    await sops().acknowledgeSop({ ...command(), sopId, versionId, answers: [0] });
    await firm.client.work.startOrder({ ...command(), orderId });
    expect((await firm.client.work.getOrder({ orderId })).sops).toMatchObject([{ isAcknowledged: true }]);
  });
});
