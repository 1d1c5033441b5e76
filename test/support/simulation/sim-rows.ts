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

/** Projections in memory: the real tables and triggers, a file that can be copied, and a power cut when it is asked for. */
export class SimRows extends ProjectionsFile {
  readonly #database: Database.Database;
  /** Cuts the power at this transaction from now; null: never. */
  cutIn: number | null = null;

  constructor(file: Buffer = emptyFile()) {
    const database = new Database(file);
    super(database);
    this.#database = database;
  }

  override transact<T>(work: () => T): T {
    if (this.cutIn !== null) {
      this.cutIn -= 1;
      if (this.cutIn <= 0) {
        this.cutIn = null;
        throw new PowerCut();
      }
    }
    return super.transact(work);
  }

  copy(): SimRows {
    return new SimRows(this.#database.serialize());
  }
}
