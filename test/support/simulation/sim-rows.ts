import Database from 'better-sqlite3-multiple-ciphers';
import { areaProjections } from '../../../electron/data/projections/areas.ts';
import { coreSchema } from '../../../electron/data/projections/core-tables.ts';
import { ProjectionsFile } from '../../../electron/data/projections/projections-file.ts';

/** The power went out: what was not on the disk is gone. */
export class PowerCut extends Error {
  constructor() {
    super('The power went out.');
    this.name = 'PowerCut';
  }
}

/** Works that share a transaction, as they do where commands follow at once. */
const worksTogether = 3;

let template: Buffer | undefined;

function emptyFile(): Buffer {
  if (template !== undefined) return template;
  const database = new Database(':memory:');
  database.exec(coreSchema);
  for (const area of areaProjections) database.exec(area.schema);
  const file = database.serialize();
  template = file;
  database.close();
  return file;
}

/** Projections in memory: the real tables and triggers, a file that can be copied, and a power cut when it is asked for: it takes the works that were not committed. */
export class SimRows extends ProjectionsFile {
  readonly #database: Database.Database;
  #works = 0;
  /** Cuts the power at this transaction from now; null: never. */
  cutIn: number | null = null;

  constructor(file: Buffer = emptyFile()) {
    const database = new Database(file);
    super(database);
    this.#database = database;
    this.postponeCommits(
      (error) => {
        throw error;
      },
      () => undefined,
    );
  }

  override transact<T>(work: () => T): T {
    if (this.cutIn !== null) {
      this.cutIn = Math.max(0, this.cutIn - 1);
      if (this.cutIn === 0) {
        // Until power is back nothing is written, whatever the program does with the error.
        if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
        throw new PowerCut();
      }
    }
    this.#works += 1;
    if (this.#works % worksTogether === 0) this.commit();
    return super.transact(work);
  }

  copy(): SimRows {
    this.commit();
    return new SimRows(this.#database.serialize());
  }
}
