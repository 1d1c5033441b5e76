import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ChangeFeed } from '../../../electron/data/change-feed.ts';
import { createId } from '../../../electron/data/create-id.ts';
import { FirmFolder, nameFirm } from '../../../electron/data/firm-folder.ts';
import { createJobs } from '../../../electron/data/jobs/jobs.ts';
import { RefusalError } from '../../../electron/data/procedures/refusal-error.ts';
import { accept } from '../../../shared/domain/refusal.ts';

const cost = { memoryKib: 64, passes: 1, lanes: 1 };
const passphrase = 'a passphrase for tests';
const folders: string[] = [];

function openFolder(dataFolder = mkdtempSync(join(tmpdir(), 'annex-core-'))): FirmFolder {
  folders.push(dataFolder);
  return new FirmFolder({
    dataFolder,
    keychain: { isAvailable: async () => false, seal: async () => null, open: async () => null },
    notify: () => undefined,
    machineId: 'b'.repeat(32),
    changes: new ChangeFeed(),
    jobs: createJobs(),
    nowMs: Date.now,
    onFault: (error) => {
      throw error;
    },
    cost,
  });
}

const letterhead = { name: 'Alder Law', state: 'WA', address: '', phone: '', email: '' };

async function createFirm(folder: FirmFolder): Promise<void> {
  await folder.create({ ownerName: 'Ada Alder', deviceName: 'Laptop', passphrase }, async (firm) => {
    await firm.execute(createId(), () => accept({ events: [nameFirm(letterhead)], answer: {} }));
  });
}

function recordParty(name: string) {
  return {
    type: 'office.party.recorded',
    workspace: 'office' as const,
    aggregate: `party:${createId()}`,
    head: {},
    body: { kind: 'person', name },
  };
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('one firm in one folder', () => {
  it('is created, locked and opened again with all that was acknowledged, and nothing is readable on the disk', async () => {
    const folder = openFolder();
    expect(folder.status(true).state).toBe('empty');
    await createFirm(folder);
    expect(folder.status(true)).toMatchObject({
      state: 'unlocked',
      firm: { name: 'Alder Law', state: 'WA' },
      me: { role: 'owner' },
    });
    await folder.firm?.execute(createId(), () => accept({ events: [recordParty('Zebulon Quackenbush')], answer: {} }));
    await folder.lock();
    expect(folder.status(true).state).toBe('locked');
    for (const file of filesBelow(folder.options.dataFolder)) {
      const bytes = readFileSync(file);
      for (const word of ['Quackenbush', 'Alder Law', 'Ada Alder', passphrase])
        expect(bytes.includes(word), `${word} in ${file}`).toBe(false);
    }
    const again = openFolder(folder.options.dataFolder);
    await again.unlock(passphrase);
    expect(again.firm?.rows.all('SELECT name FROM office_party')).toEqual([{ name: 'Zebulon Quackenbush' }]);
    await again.lock();
  });

  it('refuses a wrong passphrase without a hint, and opens with the right one afterwards', async () => {
    const folder = openFolder();
    await createFirm(folder);
    await folder.lock();
    await expect(folder.unlock('not the passphrase')).rejects.toThrow(RefusalError);
    expect(folder.status(true).waitSeconds).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 700));
    await folder.unlock(passphrase);
    expect(folder.status(true).state).toBe('unlocked');
    await folder.lock();
  });

  it('does a command once, however often it is sent', async () => {
    const folder = openFolder();
    await createFirm(folder);
    const commandId = createId();
    const send = () =>
      folder.firm?.execute(commandId, (turn) =>
        accept({ events: [recordParty('Bo Birch')], answer: { id: turn.newId() } }),
      );
    const [first, second] = await Promise.all([send(), send()]);
    expect(second).toEqual(first);
    expect(folder.firm?.rows.all('SELECT name FROM office_party')).toHaveLength(1);
    await folder.lock();
  });

  it('makes projections anew that were deleted, with the same rows', async () => {
    const folder = openFolder();
    await createFirm(folder);
    for (const name of ['Bo Birch', 'Cy Cedar']) {
      await folder.firm?.execute(createId(), () => accept({ events: [recordParty(name)], answer: {} }));
    }
    const before = folder.firm?.rows.all('SELECT * FROM office_party ORDER BY party_id');
    await folder.lock();
    for (const suffix of ['', '-wal', '-shm'])
      rmSync(join(folder.options.dataFolder, `projections.sqlite${suffix}`), { force: true });
    await folder.unlock(passphrase);
    expect(folder.firm?.rows.all('SELECT * FROM office_party ORDER BY party_id')).toEqual(before);
    await folder.lock();
  });
});
