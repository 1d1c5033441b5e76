import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, describe, expect, it } from 'vitest';
import {
  closeDesk,
  dropValue,
  isDeskOpen,
  keepValue,
  openDesk,
  readValue,
  watchDesk,
} from '../../../../renderer/desk/desk.ts';
import { dropDraft, keepDraft, readDraft } from '../../../../renderer/desk/drafts.ts';
import { holdCommand, letCommandGo } from '../../../../renderer/desk/pending-commands.ts';
import { useRecentPlaces } from '../../../../renderer/desk/recent-places.ts';
import { readDeskKey, sealValue } from '../../../../renderer/desk/seal.ts';
import { countMinutes, measureTimer, useTimer } from '../../../../renderer/desk/timer.ts';

const key = Buffer.alloc(32, 7).toString('base64');
const otherKey = Buffer.alloc(32, 8).toString('base64');

afterEach(() => closeDesk());

describe('the desk', () => {
  it('keeps values sealed and gives them back after it was closed and opened again', async () => {
    await openDesk('d1', key);
    await keepValue('drafts', 'call', { callerName: 'Siobhan Birch' });
    closeDesk();
    await openDesk('d1', key);
    expect(await readValue('drafts', 'call')).toEqual({ callerName: 'Siobhan Birch' });
    await dropValue('drafts', 'call');
    expect(await readValue('drafts', 'call')).toBeUndefined();
  });

  it('writes nothing that can be read without the key', async () => {
    await openDesk('d2', key);
    await keepValue('drafts', 'call', { callerName: 'Siobhan Birch' });
    closeDesk();
    const raw = new Dexie('annex-desk-d2');
    await raw.open();
    const rows: { bytes: Uint8Array }[] = await raw.table('drafts').toArray();
    expect(rows).toHaveLength(1);
    expect(Buffer.from(rows[0]?.bytes ?? []).toString('latin1')).not.toContain('Birch');
    expect(JSON.stringify(rows)).not.toContain('Birch');
    raw.close();
    await openDesk('d2', otherKey);
    expect(await readValue('drafts', 'call')).toBeUndefined();
  });

  it('gives and takes nothing while it is closed', async () => {
    expect(isDeskOpen()).toBe(false);
    await keepValue('drafts', 'call', 1);
    expect(await readValue('drafts', 'call')).toBeUndefined();
  });

  it('keeps the desks of two devices apart', async () => {
    await openDesk('d3', key);
    await keepValue('drafts', 'call', 'three');
    await openDesk('d4', key);
    expect(await readValue('drafts', 'call')).toBeUndefined();
  });

  it('says when it opens and closes', async () => {
    const seen: boolean[] = [];
    const stop = watchDesk(() => seen.push(isDeskOpen()));
    await openDesk('d5', key);
    closeDesk();
    stop();
    await openDesk('d5', key);
    expect(seen).toEqual([false, true, false]);
  });

  it('takes over the drafts of its first version', async () => {
    const old = new Dexie('annex-desk-d6');
    old.version(1).stores({ drafts: 'key, savedAtMs' });
    await old.open();
    const sealed = await sealValue(await readDeskKey(key), 'drafts/lead', { summary: 'kept' });
    await old.table('drafts').put({ key: 'lead', savedAtMs: Date.now(), ...sealed });
    old.close();
    await openDesk('d6', key);
    expect(await readDraft('lead', { summary: '' })).toEqual({ summary: 'kept' });
    await keepValue('places', 'timer', 1);
    expect(await readValue('places', 'timer')).toBe(1);
  });

  it('throws away drafts that nobody came back to for 90 days', async () => {
    await openDesk('d7', key);
    await keepDraft('new', { a: 1 });
    closeDesk();
    const raw = new Dexie('annex-desk-d7');
    await raw.open();
    await raw
      .table('drafts')
      .put({ ...(await raw.table('drafts').get('new')), key: 'old', savedAtMs: Date.now() - 91 * 86_400_000 });
    raw.close();
    await openDesk('d7', key);
    const left = new Dexie('annex-desk-d7');
    await left.open();
    expect(await left.table('drafts').toCollection().primaryKeys()).toEqual(['new']);
    left.close();
  });
});

describe('a lock', () => {
  it('loses nothing that was typed before it', async () => {
    await openDesk('d14', key);
    void keepDraft('call', { callerName: 'Birch' });
    closeDesk();
    await openDesk('d14', key);
    expect(await readDraft('call', { callerName: '' })).toEqual({ callerName: 'Birch' });
  });
});

describe('a draft', () => {
  it('is restored into the form and dropped when it is saved', async () => {
    await openDesk('d8', key);
    await keepDraft('call', { callerName: 'Birch', urgent: true });
    expect(await readDraft('call', { callerName: '', urgent: false, company: '' })).toEqual({
      callerName: 'Birch',
      urgent: true,
      company: '',
    });
    await dropDraft('call');
    expect(await readDraft('call', { callerName: '' })).toBeNull();
  });
});

describe('a command on its way', () => {
  it('keeps its id for the same input until it is answered, also over a restart', async () => {
    await openDesk('d9', key);
    const first = await holdCommand('call', '{"a":1}');
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    closeDesk();
    await openDesk('d9', key);
    expect(await holdCommand('call', '{"a":1}')).toBe(first);
    expect(await holdCommand('lead', '{"a":1}')).not.toBe(first);
    await letCommandGo('call');
    expect(await holdCommand('call', '{"a":1}')).not.toBe(first);
  });

  it('has another id for another input', async () => {
    await openDesk('d10', key);
    const first = await holdCommand('call', '{"a":1}');
    expect(await holdCommand('call', '{"a":2}')).not.toBe(first);
  });
});

describe('the timer', () => {
  it('goes on through a lock and a restart', async () => {
    await openDesk('d11', key);
    expect(useTimer.getState().start('m1', 'Alder v. Birch')).toBeNull();
    const started = useTimer.getState().timer;
    closeDesk();
    useTimer.getState().forget();
    expect(useTimer.getState().timer).toBeNull();
    await openDesk('d11', key);
    await useTimer.getState().restore();
    expect(useTimer.getState().timer).toEqual(started);
  });

  it('counts what ran before a pause, and nothing while it is paused', () => {
    const running = { matterId: 'm1', title: '', startedAtMs: 1_000, ranMs: 500 };
    expect(measureTimer(running, 3_000)).toBe(2_500);
    expect(measureTimer({ ...running, startedAtMs: null }, 9_000)).toBe(500);
    expect(measureTimer(running, 0)).toBe(500);
  });

  it('offers whole minutes, at least one', () => {
    expect(countMinutes(0)).toBe(1);
    expect(countMinutes(60_000)).toBe(1);
    expect(countMinutes(60_001)).toBe(2);
    expect(countMinutes(84 * 60_000)).toBe(84);
  });

  it('gives back what ran on another matter when it starts', async () => {
    await openDesk('d12', key);
    useTimer.getState().start('m1', 'one');
    expect(useTimer.getState().start('m2', 'two')?.matterId).toBe('m1');
    useTimer.getState().clear();
    await useTimer.getState().restore();
    expect(useTimer.getState().timer).toBeNull();
  });
});

describe('recent places', () => {
  it('stand newest first, each once, twelve at the most', async () => {
    await openDesk('d13', key);
    for (let place = 0; place < 15; place += 1)
      useRecentPlaces.getState().visit({ path: `/m/${place}`, title: `M ${place}` });
    useRecentPlaces.getState().visit({ path: '/m/10', title: 'M 10' });
    useRecentPlaces.getState().forget();
    await useRecentPlaces.getState().restore();
    const paths = useRecentPlaces.getState().places.map((place) => place.path);
    expect(paths).toHaveLength(12);
    expect(paths.slice(0, 3)).toEqual(['/m/10', '/m/14', '/m/13']);
    expect(new Set(paths).size).toBe(12);
  });
});
