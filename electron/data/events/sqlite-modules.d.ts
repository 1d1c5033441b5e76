/** The SQLite driver as far as we use it: its own declarations are not reachable through its package exports. */
declare module 'better-sqlite3-multiple-ciphers' {
  namespace Database {
    interface RunResult {
      changes: number;
      lastInsertRowid: number | bigint;
    }

    interface Options {
      readonly?: boolean;
      fileMustExist?: boolean;
      timeout?: number;
    }

    interface Statement<Parameters extends unknown[] = unknown[], Row = unknown> {
      readonly source: string;
      readonly reader: boolean;
      run(...parameters: Parameters): RunResult;
      get(...parameters: Parameters): Row | undefined;
      all(...parameters: Parameters): Row[];
      iterate(...parameters: Parameters): IterableIterator<Row>;
      pluck(isOn?: boolean): this;
      raw(isOn?: boolean): this;
    }

    interface Transaction<Parameters extends unknown[], Result> {
      (...parameters: Parameters): Result;
      deferred(...parameters: Parameters): Result;
      immediate(...parameters: Parameters): Result;
      exclusive(...parameters: Parameters): Result;
    }

    interface Database {
      readonly name: string;
      readonly open: boolean;
      readonly readonly: boolean;
      readonly inTransaction: boolean;
      prepare<Parameters extends unknown[] | object = unknown[], Row = unknown>(
        sql: string,
      ): Parameters extends unknown[] ? Statement<Parameters, Row> : Statement<[Parameters], Row>;
      transaction<Parameters extends unknown[], Result>(
        work: (...parameters: Parameters) => Result,
      ): Transaction<Parameters, Result>;
      exec(sql: string): this;
      pragma(pragma: string, options?: { simple?: boolean }): unknown;
      function(name: string, options: { deterministic?: boolean }, work: (...values: unknown[]) => unknown): this;
      /** The whole database as a file's bytes; `new Database(bytes)` opens them in memory. */
      serialize(): Buffer;
      close(): this;
    }
  }

  const Database: new (file: string | Buffer, options?: Database.Options) => Database.Database;
  export default Database;
}
