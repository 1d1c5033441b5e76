import { describe, expect, it } from 'vitest';
import { FormData, fetch, Headers } from '../../../electron/data/process/network-globals.ts';

describe('the network classes that are loaded when they are used', () => {
  it('are the ones of Node', async () => {
    const headers = Reflect.construct(Headers, [{ a: 'b' }]);
    expect(headers).toBeInstanceOf(globalThis.Headers);
    expect([...(headers as globalThis.Headers)]).toEqual([['a', 'b']]);
    expect(Reflect.construct(FormData, [])).toBeInstanceOf(globalThis.FormData);
    expect(await (await fetch('data:text/plain,there')).text()).toBe('there');
  });

  it('know a form from what is none', () => {
    expect(new globalThis.FormData() instanceof (FormData as unknown as new () => object)).toBe(true);
    for (const other of [{}, { get: () => '' }, new globalThis.Headers(), null, undefined])
      expect((other as object) instanceof (FormData as unknown as new () => object)).toBe(false);
  });
});
