import { describe, expect, it } from 'vitest';
import { databaseName, reaches, withAccount, withoutAccount } from '../../../electron/hub/firm-security.ts';
import { mayAccess } from '../../../electron/hub/security.ts';
import { chunkValidation, makeEventValidation } from '../../../electron/hub/validation.ts';
import { createValidator } from '../../../electron/hub/validator.ts';
import { makeEvent } from '../../support/hub-world.ts';

const inside = { name: 'ann', roles: ['inside'] };
const place = { firmId: '00ff', workspace: 'trust' } as const;
const eventValidation = makeEventValidation(place.firmId, place.workspace);
const event = makeEvent(place, '1'.repeat(16), 1);
const chunk = { _id: `c-${'a'.repeat(64)}`, _attachments: { sealed: { stub: true, length: 5 } } };

describe('the validation functions', () => {
  it('are written in the language of old engines', () => {
    for (const source of [eventValidation, chunkValidation]) {
      const code = source.replaceAll(/'[^']*'|\/\/.*$/gm, '');
      expect(code).not.toMatch(/\b(let|const|class|async|await|of|import)\b|=>|`|\?\.|\?\?|\.\.\./);
    }
  });

  it('judge a first revision alike however it is told', () => {
    const judge = createValidator(eventValidation, 'db');
    const calls = [
      { newDoc: event, oldDoc: null },
      { newDoc: { ...event, _revisions: { start: 0, ids: [] } }, oldDoc: null },
      { newDoc: { ...event, _rev: '1-aa', _revisions: { start: 1, ids: ['aa'] } }, oldDoc: null },
      { newDoc: { ...event, _rev: '2-bb', _revisions: { start: 2, ids: ['bb', 'aa'] } }, oldDoc: null },
      { newDoc: { ...event, _rev: '2-bb' }, oldDoc: null },
      { newDoc: { ...event, _deleted: true }, oldDoc: null },
      { newDoc: { ...event, _rev: '1-aa' }, oldDoc: { ...event, _rev: '1-aa' } },
    ];
    expect(judge(calls, inside, {}).map((verdict) => verdict === null)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('let an invited account without a device introduce one in the roster, and nothing else', () => {
    const newcomer = { name: 'new', roles: [] };
    const secObj = { annex: { accounts: { new: { side: 'outside', devices: [] } } } };
    const bound = { annex: { accounts: { new: { side: 'outside', devices: ['2'.repeat(16)] } } } };
    const first = { firmId: '00ff', workspace: 'roster' } as const;
    const verdict = (workspace: 'roster' | 'trust', clock: number, security: Record<string, unknown>) => {
      const judge = createValidator(makeEventValidation('00ff', workspace), 'db');
      const newDoc = makeEvent({ ...first, workspace }, '3'.repeat(16), clock);
      return judge([{ newDoc, oldDoc: null }], newcomer, security)[0] === null;
    };
    expect(verdict('roster', 0, secObj)).toBe(true);
    expect(verdict('roster', 1, secObj)).toBe(false);
    expect(verdict('trust', 0, secObj)).toBe(false);
    expect(verdict('roster', 0, bound)).toBe(false);
  });

  it('know an event by its hash: nothing of it can be changed, and it cannot be moved', () => {
    const judge = createValidator(eventValidation, 'db');
    const texts = ['', 'a', 'x'.repeat(54), 'x'.repeat(119), 'x'.repeat(120), '"\\\u0001'];
    const sizes = Array.from({ length: 130 }, (_, index) => makeEvent(place, '1'.repeat(16), index, 'y'.repeat(index)));
    const sound = [...texts.map((text) => makeEvent(place, '1'.repeat(16), 5, text)), ...sizes];
    const accept = sound.map((newDoc) => ({ newDoc, oldDoc: null }));
    expect(judge(accept, inside, {}).filter((verdict) => verdict !== null)).toEqual([]);
    const changes = [
      { k: [2, 'o', 1] },
      { h: 'sealeD' },
      { b: '' },
      { p: 'x' },
      { n: 2 },
      { r: ['x'] },
      { v: 2 },
      { h: '\u0173ealed' },
    ];
    const moved = [{ ...place, workspace: 'billing' } as const, { ...place, firmId: '00fe' }];
    const wrong = [
      ...changes.map((change) => ({ ...event, ...change })),
      ...moved.map((to) => makeEvent(to, '1'.repeat(16), 1)),
    ];
    const verdicts = judge(
      wrong.map((newDoc) => ({ newDoc, oldDoc: null })),
      inside,
      {},
    );
    expect(verdicts.map((verdict) => verdict?.error)).toEqual(wrong.map(() => 'forbidden'));
  });

  it('let nobody write who is on neither side, whatever the name', () => {
    const judge = createValidator(eventValidation, 'db');
    const call = [{ newDoc: event, oldDoc: null }];
    for (const name of ['ann', '__proto__', 'constructor', 'hasOwnProperty']) {
      expect(judge(call, { name, roles: [] }, { annex: { accounts: {} } })[0]?.error).toBe('forbidden');
    }
    const shut = { annex: { accounts: { ann: { side: 'none', devices: ['1'.repeat(16)] } } } };
    expect(judge(call, inside, shut)[0]?.error).toBe('forbidden');
    expect(judge(call, { name: 'admin', roles: ['_admin'] }, shut)).toEqual([null]);
  });

  it('take a chunk with one attachment of a size', () => {
    const judge = createValidator(chunkValidation, 'db');
    const cases = [
      chunk,
      { ...chunk, _attachments: {} },
      { _id: chunk._id },
      { ...chunk, name: 'a' },
      { ...chunk, _id: `c-${'A'.repeat(64)}` },
      { ...chunk, _attachments: { a: { length: 1 }, b: { length: 1 } } },
      { ...chunk, _attachments: { a: { length: 1_200_001 } } },
    ];
    const verdicts = judge(
      cases.map((newDoc) => ({ newDoc, oldDoc: null })),
      inside,
      {},
    );
    expect(verdicts.map((verdict) => verdict === null)).toEqual([true, false, false, false, false, false, false]);
    const again = [{ newDoc: chunk, oldDoc: { _id: chunk._id, _deleted: true } }];
    expect(judge(again, inside, {})).toEqual([null]);
    expect(judge([{ newDoc: chunk, oldDoc: chunk }], inside, {})[0]?.error).toBe('forbidden');
  });
});

describe('the security object of a firm', () => {
  const grant = { name: 'pat', side: 'outside' as const, workspaces: ['billing'], devices: ['b', 'a'] };

  it('lists an account where its grant reaches, once, and forgets it whole', () => {
    const first = withAccount({ couchdb_auth_only: true }, 'billing', grant);
    expect(first).toEqual({
      couchdb_auth_only: true,
      admins: { names: [], roles: ['_admin'] },
      members: { names: ['pat'], roles: ['_admin'] },
      annex: { accounts: { pat: { side: 'outside', devices: ['a', 'b'] } } },
    });
    expect(withAccount(first, 'billing', grant)).toEqual(first);
    expect(withoutAccount(first, 'pat')).toMatchObject({ members: { names: [] }, annex: { accounts: {} } });
    expect(withAccount(first, 'billing', { ...grant, workspaces: [] })).toMatchObject({ members: { names: [] } });
    expect(reaches(grant, 'roster') && reaches(grant, 'files') && !reaches(grant, 'trust')).toBe(true);
  });

  it('never opens a database to everybody when the last member goes', () => {
    const security = withoutAccount(withAccount({}, 'billing', grant), 'pat');
    expect(mayAccess({ name: 'anybody', roles: [] }, security, 'member')).toBe(false);
    expect(security.members).toEqual({ names: [], roles: ['_admin'] });
  });

  it('names databases by the id of the firm', () => {
    expect(databaseName('00ff', 'trust')).toBe('annex-00ff-trust');
  });
});
