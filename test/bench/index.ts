import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { benchAppend } from './bench-append.ts';
import { FirmCache } from './bench-firm.ts';
import { benchMachine } from './bench-machine.ts';
import { benchLoop, benchQueries } from './bench-queries.ts';
import { type BenchRow, formatRows } from './bench-row.ts';
import { benchMemory, benchRebuild, benchStart } from './bench-start.ts';
import { benchSync } from './bench-sync.ts';
import { benchHledger, benchTrust } from './bench-trust.ts';

const usage = `npm run bench [-- --only ID]... [--scale EVENTS] [--firms N] [--json FILE] [--keep FOLDER]
--only   rows whose id begins so; several may be given
--scale  events of the largest firm, 1,000,000 unless given; the others are a tenth and a hundredth of it
--json   writes the rows to a file as well
--firms  firms of the machine row, 10 unless given, each with a thousandth of --scale events (full size: --firms 50
         --scale 100000000)
--keep   keeps the made firms in a folder, for the next run`;

/** A group of rows that are measured together, with the beginnings of their ids. */
interface Group {
  readonly ids: readonly string[];
  run(): Promise<BenchRow[]>;
}

function describeGroups(cache: FirmCache, scale: number, firms: number): Group[] {
  const sizes = [scale / 100, scale / 10, scale].map(Math.round);
  const labels = ['hundredth', 'tenth', 'full'];
  return [
    { ids: ['append-one', 'command', 'batch-durable', 'batch-folded'], run: () => benchAppend(cache) },
    ...sizes.map((size, place) => {
      const label = scale === 1_000_000 ? (['10k', '100k', '1m'][place] ?? '') : (labels[place] ?? '');
      return { ids: [`start-${label}`], run: () => benchStart(cache, size, label, size === scale) };
    }),
    {
      ids: ['list', 'ledger', 'journal', 'as-of', 'aging', 'search', 'matter', 'invoice', 'today'],
      run: () => benchQueries(cache, scale),
    },
    {
      ids: [
        'trust-card',
        'trust-journal',
        'trust-as-of',
        'trust-known-on',
        'trust-ledgers',
        'trust-reconcile',
        'trust-post',
        'trust-packet',
      ],
      run: () => benchTrust(cache, Math.round(scale / 2), Math.max(10, Math.round(scale / 200))),
    },
    {
      ids: ['trust-hledger'],
      run: () => benchHledger(cache, Math.round(scale / 10), Math.max(10, Math.round(scale / 1000))),
    },
    {
      ids: ['sync'],
      run: () =>
        benchSync(cache, {
          events: sizes[0] ?? 0,
          firstSyncEvents: sizes[1] ?? 0,
          outageMs: Math.min(60_000, scale * 0.06),
          devices: scale < 100_000 ? 4 : 20,
        }),
    },
    { ids: ['memory'], run: () => benchMemory(cache, scale) },
    { ids: ['loop'], run: () => benchLoop(cache, scale) },
    { ids: ['rebuild'], run: () => benchRebuild(cache, scale) },
    { ids: ['machine'], run: () => benchMachine(cache, { firms, events: Math.round(scale / 1000) }) },
  ];
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      scale: { type: 'string', default: '1000000' },
      firms: { type: 'string', default: '10' },
      json: { type: 'string' },
      keep: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const scale = Number(values.scale);
  const firms = Number(values.firms);
  if (values.help === true || !Number.isInteger(scale) || scale < 1000 || !(firms >= 1)) {
    console.error(usage);
    return values.help === true ? 0 : 2;
  }
  const wanted = values.only ?? [''];
  const isWanted = (id: string) => wanted.some((begin) => id.startsWith(begin));
  const cache = new FirmCache((line) => console.error(line), values.keep);
  const rows: BenchRow[] = [];
  try {
    for (const group of describeGroups(cache, scale, firms)) {
      if (!group.ids.some((id) => isWanted(id) || wanted.some((begin) => begin.startsWith(id)))) continue;
      console.error(`measuring ${group.ids.join(', ')}`);
      rows.push(...(await group.run()).filter((row) => isWanted(row.id)));
    }
  } finally {
    cache.close();
    console.log(formatRows(rows));
  }
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
  return 0;
}

process.exitCode = await main();
