/**
 * Node's own network classes, looked up when they are used and not before: Node loads its HTTP client at the first
 * mention of one, which costs a start 50 ms. The bundler puts these in the place of PouchDB's client, which the hub's
 * databases never use, and of the global.
 */
export function fetch(...request: Parameters<typeof globalThis.fetch>): Promise<Response> {
  return globalThis.fetch(...request);
}

/** Made with `new`, as PouchDB does. */
export function Headers(init?: ConstructorParameters<typeof globalThis.Headers>[0]): globalThis.Headers {
  return new globalThis.Headers(init);
}

/** Made with `new`; what is asked whether it is one needs no client either. */
export function FormData(): globalThis.FormData {
  return new globalThis.FormData();
}
Object.defineProperty(FormData, Symbol.hasInstance, {
  value: (value: unknown) => Object.prototype.toString.call(value) === '[object FormData]',
});
