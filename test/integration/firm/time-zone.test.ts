import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { carryBundle } from '../../support/carry-bundle.ts';
import { joinByFile } from '../../support/join-by-file.ts';
import { openTestFirm, type TestHost } from '../../support/open-test-firm.ts';
import { refusalOf } from '../../support/refusal-of.ts';

/** Noon of March 4 in London: March 5 is there in Kiritimati already, and Honolulu has just begun March 4. */
const nowMs = () => Date.parse('2026-03-04T12:00:00Z');
const profile = { name: 'Day & Night', state: 'WA', address: '', phone: '', email: '' };

let firm: TestHost;
let provider: TestHost;
const name = (timeZone?: string) =>
  firm.client.firm.rename({ commandId: createId(), ...profile, ...(timeZone === undefined ? {} : { timeZone }) });
const todays = async () => {
  await carryBundle(firm, provider);
  return [await firm.client.firm.status({}), await provider.client.firm.status({})].map((status) => status.today);
};

beforeAll(async () => {
  firm = await openTestFirm({ nowMs });
  provider = await joinByFile(firm, { name: 'Pat Provider', role: 'provider-supervisor' }, { nowMs });
});
afterAll(async () => {
  for (const host of [firm, provider]) await host.remove();
});

describe('the time zone of a firm', () => {
  it('[CA10] makes one today of every device, wherever it is', async () => {
    await name('Pacific/Kiritimati');
    expect(await todays()).toEqual(['2026-03-05', '2026-03-05']);
    await name('Pacific/Honolulu');
    expect(await todays()).toEqual(['2026-03-04', '2026-03-04']);
    expect(firm.firm.today()).toBe('2026-03-04');
    expect((await provider.client.firm.status({})).firm?.timeZone).toBe('Pacific/Honolulu');
  });

  it('[CA10] stays as it is where a new letterhead names none', async () => {
    await name('Pacific/Kiritimati');
    await name();
    expect((await firm.client.firm.profile({})).timeZone).toBe('Pacific/Kiritimati');
    expect(await todays()).toEqual(['2026-03-05', '2026-03-05']);
  });

  it('[CA10] is one of the list: no other text and no offset, and nobody outside names it', async () => {
    for (const bad of ['Mars/Olympus', '+02:00', '-0800', 'America/New_York; DROP']) {
      expect(await refusalOf(name(bad))).toMatchObject({ code: 'calendar.time-zone-unknown', fields: ['timeZone'] });
    }
    const outside = provider.client.firm.rename({ commandId: createId(), ...profile, timeZone: 'America/Chicago' });
    expect((await refusalOf(outside)).code).toContain('right');
  });
});
