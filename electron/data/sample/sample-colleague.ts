import { createRouterClient } from '@orpc/server';
import { hasRight, isOutside, type Right } from '../../../shared/domain/roles/rights.ts';
import { createId } from '../create-id.ts';
import { EventAuthor } from '../events/event-author.ts';
import type { Firm } from '../firm.ts';
import type { SessionContext } from '../procedures/implementer.ts';
import { RefusalError } from '../procedures/refusal-error.ts';
import { createRouter } from '../procedures/router.ts';
import type { Decide, Me, OpenFirm } from '../procedures/turn.ts';
import { refuseWithheld } from '../procedures/withheld.ts';
import { KeyRing } from '../roster/key-ring.ts';
import { sign } from '../vault/device-keys.ts';
import { keyBytesOf } from '../vault/raw-keys.ts';
import type { VaultContents } from '../vault/vault-contents.ts';
import type { SampleClient } from './sample-world.ts';

type Device = VaultContents['device'];

/**
 * The firm as somebody else of it works in it while it is told: with rights, keys, chain and signature of their own
 * computer. What they write is folded as if it had come from the hub; what they read is what stands on this machine.
 */
class Colleague implements OpenFirm {
  readonly me: Me;
  readonly #firm: Firm;
  readonly #author: EventAuthor;

  constructor(firm: Firm, memberId: string, device: Device) {
    this.#firm = firm;
    const member = firm.roster.current.members.get(memberId);
    if (member === undefined) throw new Error('Somebody of the sample firm is not in its roster.');
    const { name, role } = member;
    this.me = { memberId, deviceId: device.id, name, role, outside: isOutside(role) };
    const ring = new KeyRing(Buffer.from(firm.ring.rosterKey), []);
    ring.takeFrom(firm.roster.current, device.id, keyBytesOf(device.exchangePrivate));
    this.#author = new EventAuthor({
      firmId: firm.firmId,
      deviceId: device.id,
      store: firm.store,
      ring,
      roster: firm.roster,
      clock: firm.clock,
      rows: {
        all: (sql, parameters) => firm.rows.all(sql, parameters),
        get: (sql, parameters) => firm.rows.get(sql, parameters),
      },
      sign: (bytes) => sign(device.signingPrivate, bytes).toString('base64url'),
    });
  }

  get rows() {
    return this.#firm.rows;
  }
  get files() {
    return this.#firm.files;
  }
  get jobs() {
    return this.#firm.jobs;
  }
  readonly nowMs = () => this.#firm.nowMs();
  readonly today = () => this.#firm.today();
  readonly holds = (right: Right) => hasRight(this.me.role, right);
  readonly memberName = (memberId: string) => this.#firm.memberName(memberId);
  readonly deviceName = (deviceId: string) => this.#firm.deviceName(deviceId);
  readonly isPassphrase = (passphrase: string) => this.#firm.isPassphrase(passphrase);
  readonly renderPaper: OpenFirm['renderPaper'] = (kind, data, attachments) =>
    this.#firm.renderPaper(kind, data, attachments);
  /** What is looked up while the firm is told is not looked at by a person. */
  readonly noteOpened = () => undefined;

  async execute<Answer>(commandId: string, decide: Decide<Answer>): Promise<Answer> {
    const { rows, me } = this;
    const nowMs = this.nowMs();
    const decision = decide({
      rows,
      me,
      commandId,
      nowMs,
      today: this.today(),
      newId: createId,
      holds: this.holds,
      gap: () => null,
      heads: (workspace) => this.#firm.headsOf(workspace),
    });
    if (!decision.ok) throw new RefusalError(decision.refusal);
    const { events, answer } = decision.value;
    const withheld = refuseWithheld(me, events);
    if (withheld !== null) throw new RefusalError(withheld);
    const touched = await this.#author.append(events, commandId, answer);
    await this.#firm.foldReplicated(touched);
    return answer;
  }
}

/** The contract as a colleague calls it, from the computer that they joined with. */
export function createColleague(
  firm: Firm,
  session: SessionContext,
  memberId: string,
  device: Device,
): { readonly memberId: string; readonly client: SampleClient } {
  const colleague = new Colleague(firm, memberId, device);
  return { memberId, client: createRouterClient(createRouter(), { context: { ...session, firm: () => colleague } }) };
}
