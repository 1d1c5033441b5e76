import { headsOf, orderEvents } from '../events/event-order.ts';
import { introducedDevice } from './introduced-devices.ts';
import { beyondRemoval, foldRoster, type Roster, type VerifySignature } from './roster.ts';
import type { RosterEvent } from './roster-event.ts';

const cachedMax = 200;

/** All roster events that this device has, and the roster as it stands now or stood for an author. */
export class RosterLog {
  readonly #verify: VerifySignature;
  readonly #events = new Map<string, RosterEvent>();
  readonly #introduced = new Map<string, string>();
  readonly #cache = new Map<string, Roster | null>();
  #current: Roster;
  #heads: readonly string[] = [];

  constructor(verify: VerifySignature, events: readonly RosterEvent[] = []) {
    this.#verify = rememberVerdicts(verify);
    this.#current = foldRoster([], verify);
    this.add(events);
  }

  /** The roster of everything known. */
  get current(): Roster {
    return this.#current;
  }

  /** Ids of the events that a new event names as the roster that its author knew (at most 8). */
  get heads(): readonly string[] {
    return this.#heads;
  }

  /** The signing key of a device that some roster event introduces, whether that counts or not [GT4]. */
  signingKeyOf(deviceId: string): string | undefined {
    return this.#introduced.get(deviceId);
  }

  get size(): number {
    return this.#events.size;
  }

  /** Takes events in; those known already change nothing. Returns whether anything was new. */
  add(events: readonly RosterEvent[]): boolean {
    const before = this.#events.size;
    for (const event of events) {
      this.#events.set(event.id, event);
      const device = introducedDevice(event);
      if (device !== null) this.#introduced.set(device.id, device.signingPublic);
    }
    if (this.#events.size === before) return false;
    const ordered = orderEvents([...this.#events.values()]);
    this.#current = foldRoster(ordered, this.#verify);
    const applied = new Set(this.#current.applied);
    this.#heads = headsOf(ordered.filter((event) => applied.has(event.id))).slice(-8);
    this.#cache.clear();
    return true;
  }

  /**
   * The roster that an author knew who named these heads; null while one of them is not here. It is folded from what
   * they name alone, less what is known by now to lie beyond a removal: a right that such an event gave is none [RS3].
   */
  at(heads: readonly string[]): Roster | null {
    const key = heads.join(' ');
    const cached = this.#cache.get(key);
    if (cached !== undefined) return cached;
    const roster = this.#foldAncestors(heads);
    if (this.#cache.size >= cachedMax) this.#cache.clear();
    this.#cache.set(key, roster);
    return roster;
  }

  #foldAncestors(heads: readonly string[]): Roster | null {
    const wanted = new Map<string, RosterEvent>();
    const queue = [...heads];
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      if (wanted.has(id)) continue;
      const event = this.#events.get(id);
      if (event === undefined) return null;
      wanted.set(id, event);
      queue.push(...event.parents);
    }
    const excluded = new Map([...this.#current.refused].filter(([, reason]) => reason === beyondRemoval));
    return foldRoster(orderEvents([...wanted.values()]), this.#verify, excluded);
  }
}

/** The same few signatures are checked at each fold: each is checked once. */
function rememberVerdicts(verify: VerifySignature): VerifySignature {
  const verdicts = new Map<string, boolean>();
  return (publicKey, bytes, signature) => {
    const key = `${publicKey} ${bytes.toString('base64url')} ${signature}`;
    const verdict = verdicts.get(key) ?? verify(publicKey, bytes, signature);
    verdicts.set(key, verdict);
    return verdict;
  };
}
