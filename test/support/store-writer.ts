import { createPouch } from '../../electron/data/events/pouchdb.ts';
import { createSqliteLevel } from '../../electron/data/events/sqlite-level.ts';

// A program to be killed: writes documents for ever and says each id once PouchDB has acknowledged it.
const [folder, key, round] = process.argv.slice(2);
if (!folder || !key || !round) throw new Error('usage: store-writer FOLDER KEY ROUND');
const Pouch = createPouch(createSqliteLevel({ folder, key: Buffer.from(key, 'hex') }));
const pouch = new Pouch('office');
for (let count = 0; ; count += 1) {
  const text = 'x'.repeat(1 + ((count * 977) % 3000));
  if (count % 7 === 6) {
    const ids = [0, 1, 2, 3, 4].map((part) => `${round}-${count}-${part}`);
    await pouch.bulkDocs(ids.map((_id) => ({ _id, text })));
    process.stdout.write(`${ids.join('\n')}\n`);
  } else {
    const written = await pouch.put({ _id: `${round}-${count}`, text });
    process.stdout.write(`${written.id}\n`);
  }
}
