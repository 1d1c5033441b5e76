import { accept } from '../../shared/domain/refusal.ts';
import type { WorkWorkspace } from '../../shared/domain/workspace.ts';
import type { NewEvent } from '../../shared/events/event.ts';
import { thingOpened } from '../../shared/events/sharing.ts';
import type { Opening } from './procedures/turn.ts';

type Execute = (
  decide: (turn: AccessTurn) => ReturnType<typeof accept<{ events: NewEvent[]; answer: number }>>,
) => Promise<unknown>;

interface AccessTurn {
  readonly today: string;
  readonly me: { readonly memberId: string };
  readonly rows: { get(sql: string, parameters: readonly string[]): unknown };
}

const places: Readonly<Record<Opening['kind'], WorkWorkspace>> = {
  matter: 'office',
  document: 'documents',
  invoice: 'billing',
  lead: 'intake',
  call: 'intake',
  ledger: 'trust',
};

const gatherMs = 3_000;

/** Gathers what a member from outside opens and appends it a little later: one event for each thing and day [SH10]. */
export class AccessLog {
  readonly #execute: Execute;
  readonly #waiting = new Map<string, Opening>();
  #timer: NodeJS.Timeout | undefined;

  constructor(execute: Execute) {
    this.#execute = execute;
  }

  note(opening: Opening): void {
    this.#waiting.set(`${opening.kind} ${opening.thingId}`, opening);
    this.#timer ??= setTimeout(() => void this.flush(), gatherMs).unref();
  }

  /** Appends what waits. What is refused now (a rebuild, a removed device) is not asked again. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const openings = [...this.#waiting.values()];
    this.#waiting.clear();
    if (openings.length === 0) return;
    await this.#execute((turn) => {
      const events = openings.map((opening) => openedEvent(turn, opening));
      const fresh = events.filter(
        ({ aggregate }) =>
          turn.rows.get('SELECT 1 AS yes FROM sharing_opening WHERE aggregate = ?', [aggregate]) === undefined,
      );
      return accept({ events: fresh, answer: fresh.length });
    }).catch(() => undefined);
  }
}

function openedEvent({ today, me }: AccessTurn, { kind, thingId, matterId }: Opening): NewEvent {
  return {
    type: thingOpened.type,
    workspace: places[kind],
    aggregate: `access:${me.memberId}.${today}.${kind}.${thingId}`,
    head: { kind, thingId, day: today },
    body: {},
    ...(matterId === null ? {} : { matterId }),
  };
}
