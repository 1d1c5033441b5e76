import { createRouterClient, type RouterClient } from '@orpc/server';
import Database from 'better-sqlite3-multiple-ciphers';
import { createId } from '../../electron/data/create-id.ts';
import { createFileStore } from '../../electron/data/files/file-store.ts';
import { createJobs } from '../../electron/data/jobs/jobs.ts';
import { RefusalError } from '../../electron/data/procedures/refusal-error.ts';
import { createRouter } from '../../electron/data/procedures/router.ts';
import type { Decide, Me, OpenFirm } from '../../electron/data/procedures/turn.ts';
import { refuseWithheld } from '../../electron/data/procedures/withheld.ts';
import { areaProjections } from '../../electron/data/projections/areas.ts';
import { coreSchema } from '../../electron/data/projections/core-tables.ts';
import { ProjectionsFile } from '../../electron/data/projections/projections-file.ts';
import { hasRight, isOutside, type Role, suggestedWorkspaces } from '../../shared/domain/roles/rights.ts';
import type { NewEvent, OpenedEvent } from '../../shared/events/event.ts';

const deviceId = '0'.repeat(16);
const folds = new Map(areaProjections.flatMap((area) => [...area.folds]));

/** Real procedures, rules and folds over rows in memory: for what depends on the role, and on bodies that stay shut. */
export interface MemoryFirm {
  readonly client: RouterClient<ReturnType<typeof createRouter>>;
  readonly rows: ProjectionsFile;
  readonly me: Me;
  /** Everything decided so far. */
  readonly events: NewEvent[];
  /**
   * Puts somebody else of this role at the machine, or somebody who was there before; everything is folded anew, for
   * outside members without what is withheld.
   */
  become(role: Role, memberId?: string): void;
  /** Folds events as another device would have them: `parents` says what their author had seen. */
  fold(event: NewEvent, parents?: readonly string[]): string;
}

/** Opens an empty firm in memory with one member, an owner. `today` is the firm's day. */
export function openMemoryFirm(folder: string, today = '2026-11-23'): MemoryFirm {
  const database = new Database(':memory:');
  const rows = new ProjectionsFile(database);
  let me: Me = { memberId: createId(), deviceId, name: 'Ada Alder', role: 'owner', outside: false };
  let clock = 0;
  const events: NewEvent[] = [];
  const history: { event: NewEvent; id: string; parents: readonly string[]; memberId: string }[] = [];
  const last = new Map<string, string>();
  const answers = new Map<string, unknown>();
  const jobs = createJobs();

  database.exec(coreSchema);
  for (const area of areaProjections) database.exec(area.schema);
  rows.run('INSERT INTO roster_device VALUES (?, ?, ?, 1, 0, 0)', [deviceId, me.memberId, 'Laptop']);
  const enterMember = () => {
    rows.run('INSERT OR REPLACE INTO roster_member VALUES (?, ?, ?, ?, 1, ?)', [
      me.memberId,
      me.name,
      me.role,
      me.outside ? 1 : 0,
      suggestedWorkspaces(me.role).join(' '),
    ]);
  };
  const write = ({ event, id, parents, memberId }: (typeof history)[number]) => {
    const atMs = Number.parseInt(id.slice(0, 16), 16);
    rows.run(
      `INSERT INTO event (event_id, workspace, n, at_ms, device_id, member_id, type, aggregate, matter_id, state, known_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'folded', ?)`,
      [id, event.workspace, atMs, atMs, deviceId, memberId, event.type, event.aggregate, event.matterId ?? null, atMs],
    );
    const opened: OpenedEvent = {
      ...event,
      id,
      parents,
      version: 1,
      commandId: 'c',
      clock: id.slice(0, 16),
      atMs,
      deviceId,
      memberId,
      body: me.outside && event.withheld ? null : event.body,
    };
    folds.get(event.type)?.(rows, opened);
  };
  const fold: MemoryFirm['fold'] = (event, parents) => {
    clock += 1;
    const id = `${clock.toString(16).padStart(16, '0')}-${deviceId}-${'h'.repeat(43)}`;
    const known = last.get(event.aggregate);
    const entry = { event, id, parents: parents ?? (known === undefined ? [] : [known]), memberId: me.memberId };
    events.push(event);
    history.push(entry);
    last.set(event.aggregate, id);
    write(entry);
    return id;
  };

  const execute = async <Answer>(commandId: string, decide: Decide<Answer>): Promise<Answer> => {
    if (answers.has(commandId)) return answers.get(commandId) as Answer;
    const turn = {
      rows,
      me,
      commandId,
      nowMs: clock,
      today,
      newId: createId,
      holds,
      gap: () => null,
      heads: () => ({}),
    };
    const decision = decide(turn);
    if (!decision.ok) throw new RefusalError(decision.refusal);
    const withheld = refuseWithheld(me, decision.value.events);
    if (withheld !== null) throw new RefusalError(withheld);
    for (const event of decision.value.events) fold(event);
    answers.set(commandId, decision.value.answer);
    return decision.value.answer;
  };
  const holds: OpenFirm['holds'] = (right) => hasRight(me.role, right);
  const firm: OpenFirm = {
    rows,
    get me() {
      return me;
    },
    nowMs: () => clock,
    today: () => today,
    holds,
    execute,
    isPassphrase: async () => true,
    memberName: (memberId) =>
      rows.get<{ name: string }>('SELECT name FROM roster_member WHERE member_id = ?', [memberId])?.name ??
      'Former member',
    deviceName: () => 'Laptop',
    noteOpened: () => undefined,
    renderPaper: async () => new Uint8Array(),
    files: createFileStore({ folder }),
    jobs,
  };
  enterMember();
  return {
    client: createRouterClient(createRouter(), {
      context: { firm: () => firm, during: <Result>(work: () => Promise<Result>) => work() } as never,
    }),
    rows,
    get me() {
      return me;
    },
    events,
    become: (role, memberId = createId()) => {
      me = { memberId, deviceId, name: `The ${role}`, role, outside: isOutside(role) };
      enterMember();
      for (const table of ['event', ...areaProjections.flatMap((area) => area.tables)])
        rows.run(`DELETE FROM ${table}`);
      for (const entry of history) write(entry);
    },
    fold,
  };
}
