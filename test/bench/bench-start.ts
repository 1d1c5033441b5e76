import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createId } from '../../electron/data/create-id.ts';
import { benchPassphrase, copyFirm, type FirmCache } from './bench-firm.ts';
import { atLeast, atMost, type BenchRow, median, noted, percentile } from './bench-row.ts';
import { type DataProcess, startDataProcess } from './data-process.ts';

const starts = 5;

/** From the spawn of the data process to its first answer, a list of matters. */
export async function benchStart(
  cache: FirmCache,
  events: number,
  label: string,
  isLargest: boolean,
): Promise<BenchRow[]> {
  const folder = await cache.firmOf(events);
  const times: number[] = [];
  const processor: number[] = [];
  for (let start = 0; start < starts; start += 1) {
    const startMs = performance.now();
    const data = await startDataProcess(folder);
    await askFirst(data);
    times.push(performance.now() - startMs);
    const used = data.processorMs();
    if (used !== null) processor.push(used);
    await data.close();
  }
  const what = `Spawn to first answer at ${events.toLocaleString('en-US')} events`;
  const [value, used] = [median(times), processor.length === 0 ? null : median(processor)];
  const id = `start-${label}`;
  return [isLargest ? atMost(id, what, value, 'ms', 500, used) : noted(id, what, value, 'ms', used)];
}

async function askFirst({ client }: DataProcess): Promise<void> {
  await client.firm.unlock({ commandId: createId(), passphrase: benchPassphrase });
  await client.office.listMatters({ limit: 50 });
}

/** The projections deleted: how fast they are made anew, and whether reading goes on meanwhile. */
export async function benchRebuild(cache: FirmCache, events: number): Promise<BenchRow[]> {
  const folder = cache.folder('rebuild');
  copyFirm(await cache.firmOf(events), folder);
  for (const ending of ['', '-wal', '-shm']) rmSync(join(folder, `projections.sqlite${ending}`), { force: true });
  const startMs = performance.now();
  const data = await startDataProcess(folder);
  await askFirst(data);
  const firstMs = performance.now() - startMs;
  const answers: number[] = [];
  let residentMb = 0;
  for (;;) {
    const askedMs = performance.now();
    const { rebuild } = await data.client.firm.status({});
    if (rebuild === null) break;
    await data.client.office.listMatters({ limit: 50 });
    answers.push((performance.now() - askedMs) / 2);
    residentMb = Math.max(residentMb, data.residentMb() ?? 0);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const seconds = (performance.now() - startMs) / 1000;
  await data.close();
  return [
    atLeast(
      'rebuild',
      `Projections deleted: all ${events.toLocaleString('en-US')} events folded anew`,
      events / seconds,
      'events/s',
      10_000,
    ),
    noted('rebuild-start', 'Projections deleted: spawn to first answer', firstMs, 'ms'),
    atMost('rebuild-reading', 'Answers while it runs, p95', percentile(answers, 95), 'ms', 100),
    noted('rebuild-memory', 'Resident memory while it runs, most', residentMb, 'MB'),
  ];
}

/** Resident memory after a day's mix of questions and commands. */
export async function benchMemory(cache: FirmCache, events: number): Promise<BenchRow[]> {
  const data = await startDataProcess(await cache.firmOf(events));
  await askFirst(data);
  const { client } = data;
  const { rows } = await client.office.listMatters({ limit: 50 });
  for (const { matterId } of rows) {
    await client.office.getMatter({ matterId });
    await client.billing.listTime({ matterId, limit: 100 });
    await client.documents.listDocuments({ matterId, limit: 100 });
    await client.office.search({ text: matterId.slice(0, 3) });
  }
  await client.billing.summary({ from: '2020-01-01', to: '2030-01-01' });
  await client.billing.listTime({ limit: 500 });
  const value = data.residentMb();
  await data.close();
  if (value === null) return [noted('memory', 'Resident memory: this system does not tell', 0, 'MB')];
  return [
    atMost(
      'memory',
      `Resident memory of the data process at ${events.toLocaleString('en-US')} events`,
      value,
      'MB',
      400,
    ),
  ];
}
