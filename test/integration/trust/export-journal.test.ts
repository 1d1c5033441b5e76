import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { addDays } from '../../../shared/domain/day.ts';
import { openPractice, type Practice, testPassphrase } from '../../support/practice.ts';
import { refusalOf } from '../../support/refusal-of.ts';

let firm: Practice;
const ledgers: string[] = [];
const folder = mkdtempSync(join(tmpdir(), 'annex-journal-'));

beforeAll(async () => {
  firm = await openPractice('2026-06-30');
  const { client, accountId } = firm;
  const odd = await firm.openMatter('Elm: v. "Fox"; (costs)  | more', 'Eli\tElm');
  const twin = await firm.openMatter('Cole v. Dunn', 'Carla Cole');
  ledgers.push(firm.matterId, odd.matterId, twin.matterId);
  const steps = fc.sample(
    fc.record({
      ledger: fc.nat(2),
      offset: fc.nat(100),
      cents: fc.integer({ min: 1, max: 9_999_999 }),
      out: fc.boolean(),
    }),
    { numRuns: 60, seed: 7 },
  );
  await firm.deposit(5_000, '2026-02-02', 'firm');
  let nextCheck = 1_001;
  const entries: string[] = [];
  for (const step of steps) {
    const ledgerId = ledgers[step.ledger] ?? '';
    const day = addDays('2026-02-02', step.offset);
    entries.push(await firm.deposit(step.cents, day, ledgerId));
    if (!step.out) continue;
    const { id } = await client.trust.postDisbursement({
      commandId: createId(),
      accountId,
      ledgerId,
      day,
      amountCents: Math.ceil(step.cents / 3),
      kind: 'third party',
      instrument: 'check',
      payee: 'Clerk; "the county"\nSpokane',
      purpose: 'Fee | copies \\ more',
      checkNumber: nextCheck,
      passphrase: testPassphrase,
    });
    nextCheck += 1;
    entries.push(id);
  }
  const last = entries.at(-1) ?? '';
  const reversal = { commandId: createId(), entryId: last, day: '2026-06-30', reason: 'Wrong' };
  await client.trust.reverseEntry({ ...reversal, passphrase: testPassphrase });
});
afterAll(async () => {
  await firm.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function journal(format: 'hledger' | 'beancount', limit: number): Promise<string> {
  let text = '';
  for (let offset = 0, total = 1; offset < total; offset += limit) {
    const page = await firm.client.trust.exportJournal({ accountId: firm.accountId, format, offset, limit });
    total = page.total;
    text += page.text;
  }
  return text;
}

/** Each of our ledgers as it is called outside, with its balance: what is owed is below zero there. */
async function ourBalances(): Promise<string[]> {
  const { rows } = await firm.client.trust.listLedgers({ accountId: firm.accountId, limit: 100 });
  return rows.map((row) => `${row.matterNumber} ${-row.balanceCents}`.trim()).sort();
}

/** The program's path; undefined, with a line in the log, where it is not on this machine. */
function isInstalled(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn(`${program} is not installed here: the comparison with it is left out.`);
    return false;
  }
}

const toCents = (amount: string) => Number(amount.replace(' USD', '').replaceAll(',', '').replace('.', ''));

describe('the journal for other programs', () => {
  it('[TR35] is the same in parts as whole, and names the account once', async () => {
    const whole = await journal('hledger', 5_000);
    expect(await journal('hledger', 7)).toBe(whole);
    expect(whole.match(/^commodity /gm)).toHaveLength(1);
    const unknown = firm.client.trust.exportJournal({ accountId: 'nosuch', format: 'hledger' });
    expect((await refusalOf(unknown)).code).toBe('trust.not-found');
  });

  it('[TR35] is read by hledger in its strictest mode, with our balances to the cent', async () => {
    const file = join(folder, 'trust.journal');
    writeFileSync(file, await journal('hledger', 5_000));
    const ours = await ourBalances();
    expect(ours.length).toBe(4);
    if (!isInstalled('hledger')) return;
    const run = (words: string[]) => execFileSync('hledger', ['-f', file, ...words], { encoding: 'utf8' });
    run(['check', '--strict']);
    const rows = run(['balance', 'liabilities', '--flat', '-N', '-O', 'csv', '--layout', 'wide']).trim().split('\n');
    const theirs = rows.slice(1).map((row) => {
      const [name = '', amount = ''] = row.replace(/^"|"$/g, '').split('","');
      const number = /:(\S+-\S+) [^:]*$/.exec(name)?.[1] ?? '';
      return `${number} ${toCents(amount)}`.trim();
    });
    expect(theirs.sort()).toEqual(ours);
    const account = await firm.client.trust.getAccount({ accountId: firm.accountId });
    const bank = run(['balance', 'assets', '-N', '-O', 'csv']).trim().split('\n').at(-1)?.split('","')[1] ?? '';
    expect(toCents(bank.replace('"', ''))).toBe(account.journalCents);
  });

  it('[TR35] is read by beancount without an error', async () => {
    const file = join(folder, 'trust.beancount');
    const text = await journal('beancount', 5_000);
    writeFileSync(file, text);
    const names = [...text.matchAll(/ open (\S+) USD$/gm)].map((match) => match[1] ?? '');
    expect(new Set(names).size).toBe(5);
    for (const name of names) expect(name).toMatch(/^(Assets|Liabilities)(:[A-Z0-9][A-Za-z0-9-]*)+$/);
    if (!isInstalled('bean-check')) return;
    const check = () => execFileSync('bean-check', [file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    expect(check()).toBe('');
    // Every balance of ours is asserted there, to the cent; one cent off is an error.
    const ours = new Map(
      (await ourBalances()).map((row) => [row.split(' ').at(-2) ?? '', Number(row.split(' ').at(-1))]),
    );
    const asserted = (offCents: number) =>
      names
        .filter((name) => name.startsWith('Liabilities'))
        .map((name) => {
          const number = [...ours.keys()].find((one) => one !== '' && name.includes(one)) ?? '';
          const amount = (((ours.get(number) ?? 0) + offCents) / 100).toFixed(2);
          return `2026-07-01 balance ${name} ${amount} ~ 0 USD\n`;
        })
        .join('');
    writeFileSync(file, `${text}\n${asserted(0)}`);
    expect(check()).toBe('');
    writeFileSync(file, `${text}\n${asserted(1)}`);
    expect(check).toThrow();
  });
});
