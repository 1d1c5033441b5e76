import { ChangeFeed } from '../change-feed.ts';
import { dropEmptyPlace, firstPlace, isPlace, listPlaces, makePlace } from './firm-places.ts';
import { Seat, type SeatOptions } from './seat.ts';

/** How many firms have open stores and live replication at a time. */
export const awakeMax = 5;

const makeRoomAgainMs = 5_000;

/** Every firm of this machine, each in a seat of its own; and which of them are awake. */
export class Firms {
  readonly #options: SeatOptions;
  readonly #seats = new Map<string, Seat>();
  /** Tells which places changed. */
  readonly changes = new ChangeFeed<string>();
  #roomTimer: NodeJS.Timeout | undefined;

  constructor(options: SeatOptions) {
    this.#options = options;
    this.#sit(firstPlace);
    for (const place of listPlaces(options.dataFolder)) this.#sit(place);
  }

  #sit(place: string): Seat {
    const known = this.#seats.get(place);
    if (known !== undefined) return known;
    const { jobs, ...shared } = this.#options;
    const seat = new Seat(place, place === firstPlace ? { ...shared, jobs } : shared, (awake) =>
      this.#noteAwake(awake),
    );
    seat.changes.listen((areas) => {
      if (this.hasSeveral && areas.some((area) => ['firm', 'office', 'roster'].includes(area))) seat.noteLabel();
      this.changes.tell([place]);
    });
    this.#seats.set(place, seat);
    return seat;
  }

  /** The firm in the data folder itself, there or not yet. */
  get first(): Seat {
    return this.#sit(firstPlace);
  }

  /** The seat of a place; null where there is no such firm on this machine. */
  at(place: string): Seat | null {
    return this.#seats.get(place) ?? null;
  }

  /** Those in which there is a firm, the first one first. */
  list(): Seat[] {
    const found = new Set(listPlaces(this.#options.dataFolder));
    return [...this.#seats.values()].filter((seat) => found.has(seat.place) || seat.isMissing);
  }

  get hasSeveral(): boolean {
    return this.#seats.size > 1;
  }

  /** The seat that a connection is bound to: the one that it names, else the first in which there is a firm. */
  choose(place: string | undefined): Seat {
    const named = place !== undefined && isPlace(place) ? this.at(place) : null;
    if (named !== null && !named.isMissing) return named;
    return this.list().find((seat) => !seat.isMissing) ?? this.first;
  }

  /** A seat for a further firm; the first one where that is still empty. */
  add(): Seat {
    if (!this.list().includes(this.first)) return this.first;
    const empty = [...this.#seats.values()].find(
      (seat) => seat.folder.status(false).state === 'empty' && !seat.isMissing,
    );
    const seat = empty ?? this.#sit(makePlace(this.#options.dataFolder));
    for (const other of this.#seats.values()) other.noteLabel();
    return seat;
  }

  /** Takes a seat away in which nothing was made. */
  drop(place: string): void {
    const seat = this.at(place);
    if (seat === null || place === firstPlace || seat.folder.status(false).state !== 'empty') return;
    dropEmptyPlace(this.#options.dataFolder, place);
    this.#seats.delete(place);
    void seat.jobs.close();
    this.changes.tell([place]);
  }

  #noteAwake(seat: Seat): void {
    if (this.hasSeveral) seat.noteLabel();
    if (!seat.isPulling) this.makeRoom();
  }

  /** Sees that no more than five are awake, once the turn that runs has ended. */
  makeRoom(afterMs = 0): void {
    clearTimeout(this.#roomTimer);
    this.#roomTimer = setTimeout(() => void this.#makeRoom(), afterMs).unref();
  }

  /** Puts to sleep what was asked longest ago, until five are awake. A firm with a running call or job is left alone. */
  async #makeRoom(): Promise<void> {
    const awake = [...this.#seats.values()].filter((seat) => seat.isAwake && !seat.isPulling);
    const tooMany = Math.max(0, awake.length - awakeMax);
    const free = awake
      .filter((seat) => !seat.folder.life.isBusy)
      .sort((one, other) => one.folder.life.lastUsedMs - other.folder.life.lastUsedMs);
    for (const seat of free.slice(0, tooMany)) await seat.sleep();
    if (tooMany > free.length) this.makeRoom(makeRoomAgainMs);
  }

  /** Locks everything and ends all work. */
  async close(): Promise<void> {
    clearTimeout(this.#roomTimer);
    for (const seat of this.#seats.values()) await seat.lock(false);
    for (const seat of this.#seats.values()) {
      await seat.jobs.close();
      dropEmptyPlace(this.#options.dataFolder, seat.place);
    }
  }
}
