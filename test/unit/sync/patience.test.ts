import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { askPatiently, SilentLineError, usualPatience, waitOf } from '../../../electron/data/sync/patience.ts';

const short = { shortMs: 400, longMs: 400, heartbeats: 40 };
const stopped = new AbortController().signal;

async function startSilent(begin: string): Promise<string> {
  const server = createServer((_request, response) => {
    if (begin !== '') response.write(begin);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it('does not wait for an answer that never begins, nor for a feed without a heartbeat', async () => {
  const silent = await startSilent('');
  const asked = askPatiently(fetch, `${silent}/db`, undefined, { patience: short, stopped });
  await expect(asked).rejects.toBeInstanceOf(SilentLineError);
  const began = await startSilent('{"results":[\n');
  const feed = `${began}/db/_changes?feed=longpoll&heartbeat=50`;
  const response = await askPatiently(fetch, feed, undefined, { patience: short, stopped });
  await expect(response.text()).rejects.toThrow('said nothing');
});

it('ends what waits when the line is closed or the asker gives up', async () => {
  const silent = await startSilent('');
  const line = new AbortController();
  const asked = askPatiently(fetch, silent, undefined, { patience: usualPatience, stopped: line.signal });
  line.abort();
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  const own = new AbortController();
  const again = askPatiently(fetch, silent, { signal: own.signal }, { patience: usualPatience, stopped });
  own.abort();
  await expect(again).rejects.toMatchObject({ name: 'AbortError' });
});

it('waits longer where much is sent, and for a feed by its heartbeat', () => {
  const { shortMs, longMs } = usualPatience;
  expect(waitOf('http://h/db', undefined, usualPatience)).toBe(shortMs);
  expect(waitOf('http://h/db/_bulk_docs', { body: 'x'.repeat(1_600_000) }, usualPatience)).toBe(longMs + 100_000);
  expect(waitOf('http://h/db/_changes?feed=longpoll&heartbeat=10000', undefined, usualPatience)).toBe(25_000);
});
