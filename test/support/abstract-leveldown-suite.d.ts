/** The suite that abstract-leveldown ships for those who implement it. */
declare module 'abstract-leveldown/test/index.js' {
  interface SuiteOptions {
    test: (name: string, body: (test: import('./tape-test.ts').TapeTest) => unknown) => void;
    factory: (options?: object) => object;
    snapshots?: boolean;
    seek?: boolean;
    clear?: boolean;
    getMany?: boolean;
    bufferKeys?: boolean;
    createIfMissing?: boolean;
    errorIfExists?: boolean;
  }

  export default function suite(options: SuiteOptions): void;
}
