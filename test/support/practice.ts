import { createId } from '../../electron/data/create-id.ts';
import { openTestFirm, type TestHost, testPassphrase } from './open-test-firm.ts';

/** A firm with one client, one matter at 300.00 an hour and an IOLTA account, on a day that the test sets. */
export interface Practice {
  readonly host: TestHost;
  readonly client: TestHost['client'];
  readonly clientId: string;
  readonly matterId: string;
  readonly accountId: string;
  readonly memberId: string;
  /** Moves the clock to noon UTC of a day; never back. */
  setDay(day: string): void;
  /** Lets a minute pass: a wrong passphrase makes the next try wait. */
  waitMinute(): void;
  /** Posts a collected receipt (a wire) on a matter's ledger; answers the entry's id. */
  deposit(amountCents: number, day: string, ledgerId?: string): Promise<string>;
  /** Records time, drafts and issues an invoice of so many tenths of an hour; answers its id and number. */
  bill(tenths: number, day: string, matterId?: string): Promise<{ id: string; number: string }>;
  openMatter(title: string, person: string): Promise<{ matterId: string; clientId: string }>;
  remove(): Promise<void>;
}

function noonOf(day: string): number {
  return Date.parse(`${day}T17:00:00Z`);
}

/** Opens the firm. `today` is where its clock starts. */
export async function openPractice(today = '2026-06-30'): Promise<Practice> {
  let now = noonOf(today);
  const host = await openTestFirm({ nowMs: () => now });
  const { client } = host;

  async function openMatter(title: string, person: string) {
    const { id } = await client.office.recordParty({
      commandId: createId(),
      party: { kind: 'person', name: person, addresses: ['12 Elm Street\nSpokane, WA 99201'] },
    });
    return client.office.openMatter({
      commandId: createId(),
      clientPartyId: id,
      title,
      practiceArea: 'Contract',
      openedOn: '2026-01-05',
      fee: { kind: 'hourly', rateCents: 30_000 },
    });
  }

  const { matterId, clientId } = await openMatter('Cole v. Dunn', 'Carla Cole');
  const { id: accountId } = await client.trust.openAccount({
    commandId: createId(),
    name: 'Client trust',
    bank: 'First Bank',
    lastFour: '4242',
    openedOn: '2026-01-02',
  });

  return {
    host,
    client,
    clientId,
    matterId,
    accountId,
    memberId: host.firm.me.memberId,
    setDay(day) {
      now = Math.max(now, noonOf(day));
    },
    waitMinute() {
      now += 60_000;
    },
    async deposit(amountCents, day, ledgerId = matterId) {
      const { id } = await client.trust.postReceipt({
        commandId: createId(),
        accountId,
        ledgerId,
        day,
        amountCents,
        kind: ledgerId === 'firm' ? 'firm funds' : 'advance fee',
        instrument: 'wire',
        payor: 'Carla Cole',
        purpose: 'Advance fee deposit',
      });
      return id;
    },
    async bill(tenths, day, on = matterId) {
      await client.billing.recordTime({
        commandId: createId(),
        matterId: on,
        workedOn: day,
        minutes: tenths * 6,
        narrative: 'Drafted the answer to the complaint',
      });
      const draft = await client.billing.draftInvoice({
        commandId: createId(),
        matterId: on,
        periodFrom: day,
        periodTo: day,
      });
      return client.billing.issueInvoice({ commandId: createId(), invoiceId: draft.id, issuedOn: day, dueOn: day });
    },
    openMatter,
    remove: () => host.remove(),
  };
}

export { testPassphrase };
