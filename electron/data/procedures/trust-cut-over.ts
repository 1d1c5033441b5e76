import type * as z from 'zod';
import type { trustCutOverContract } from '../../../shared/contract/trust-cut-over.ts';
import { sumCents } from '../../../shared/domain/money.ts';
import { accept } from '../../../shared/domain/refusal.ts';
import { type BalanceMapping, type BalanceRow, readBalanceList } from '../../../shared/domain/trust/balance-list.ts';
import { type CutOverInput, cutOverFigures, decideCutOver } from '../../../shared/domain/trust/cut-over.ts';
import { firmLedgerId, suspenseLedgerId } from '../../../shared/domain/trust/entry.ts';
import { collectedDay } from '../../../shared/domain/trust/rule-pack.ts';
import { accountContinued } from '../../../shared/events/trust-cut-over.ts';
import type { RowReader } from '../projections/projection.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { clientNameSql } from './shown-names.ts';
import { readLedgerPlace } from './trust-account-rows.ts';
import { declineCustodian, declineOpening } from './trust-accounts.ts';
import { balanceColumnsEvents, keptBalanceColumns } from './trust-columns.ts';
import { filedDocuments } from './trust-documents.ts';
import { trustRulePack } from './trust-rule-pack.ts';
import type { Turn } from './turn.ts';

type Books = Omit<z.output<(typeof trustCutOverContract.previewCutOver)['~orpc']['inputSchema'] & z.ZodType>, never>;

interface KnownLedger {
  readonly ledgerId: string;
  readonly title: string;
}

interface MatterNameRow {
  matter_id: string;
  title: string | null;
  number: string;
  client_name: string | null;
}

const plain = (text: string): string => text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');

/** Finds the one ledger that a line means: by the matter's number, its title, or a client's only open matter [TE12]. */
function createMatcher(rows: RowReader): (row: Pick<BalanceRow, 'ledger' | 'client'>) => KnownLedger[] {
  const matters = rows.all<MatterNameRow>(
    `SELECT m.matter_id, m.title, m.number, ${clientNameSql('c', 'p')} AS client_name FROM office_matter m
     LEFT JOIN office_client c ON c.client_id = m.client_id LEFT JOIN office_party p ON p.party_id = c.party_id
     WHERE m.closed_on IS NULL`,
  );
  const index = new Map<string, KnownLedger[]>();
  const add = (key: string, matter: MatterNameRow): void => {
    const title = matter.title ?? `Ledger ${matter.number} (withheld)`;
    index.set(key, [...(index.get(key) ?? []), { ledgerId: matter.matter_id, title }]);
  };
  for (const matter of matters) {
    add(`number ${plain(matter.number)}`, matter);
    if (matter.title !== null) add(`title ${plain(matter.title)}`, matter);
    if (matter.client_name !== null) add(`client ${plain(matter.client_name)}`, matter);
  }
  return ({ ledger, client }) => {
    const name = plain(ledger === '' ? client : ledger);
    if (/^(firm|bank|own).*(fund|charge|fee|money)s?$/.test(name)) {
      return [{ ledgerId: firmLedgerId, title: 'Firm funds' }];
    }
    if (/^(unidentified|suspense|unknown)/.test(name)) {
      return [{ ledgerId: suspenseLedgerId, title: 'Unidentified money' }];
    }
    const found =
      index.get(`number ${name}`) ??
      index.get(`title ${name}`) ??
      index.get(`client ${plain(client)}`) ??
      index.get(`client ${name}`);
    return found ?? [];
  };
}

function readBalances(rows: RowReader, input: { text: string; mapping?: BalanceMapping | undefined }) {
  const list = readBalanceList(input.text, input.mapping, keptBalanceColumns(rows));
  const match = createMatcher(rows);
  const read = list.rows.map((row) => {
    const found = match(row);
    const [only, second] = found;
    return { ...row, match: only !== undefined && second === undefined ? only : null, candidates: found.length };
  });
  return {
    columns: [...list.columns],
    mapping: list.mapping,
    mappedBy: list.mappedBy,
    rows: read,
    totalCents: sumCents(read.map((row) => row.balanceCents ?? 0)),
  };
}

/** The books as the rules need them, with the ledgers named. Throws a refusal for a ledger that is not known. */
function booksOf(rows: RowReader, today: string, input: Books): CutOverInput {
  return {
    ...input,
    today,
    ledgers: input.ledgers.map((ledger) => ({ ...ledger, name: readLedgerPlace(rows, ledger.ledgerId).title })),
  };
}

function decideContinue(turn: Turn, input: Books) {
  const { rows } = turn;
  const refused = declineOpening(turn, { ...input, openedOn: input.day }) ?? declineCustodian(rows, turn.me.deviceId);
  if (refused) return refused;
  const books = booksOf(rows, turn.today, input);
  const decision = decideCutOver(books);
  if (!decision.ok) return decision;
  const [document] = filedDocuments(rows, input.documentId === undefined ? [] : [input.documentId]);
  const accountId = turn.newId();
  const pack = trustRulePack(rows, turn.today);
  const item = ({ ledgerId, writtenOn, amountCents }: (typeof input.inTransit)[number]) => ({
    ledgerId,
    writtenOn,
    amountCents,
  });
  const event = newEvent(
    accountContinued,
    accountId,
    {
      kind: input.kind,
      openedOn: input.day,
      custodianDeviceId: turn.me.deviceId,
      firmFundsCeilingCents: input.firmFundsCeilingCents,
      nextCheckNumber: input.nextCheckNumber,
      bankBalanceCents: input.bankBalanceCents,
      journalCents: input.journalCents,
      ledgers: decision.value.cleared.map((ledger) => ({ ...ledger })),
      outstanding: input.outstanding.map((one) => ({
        ...item(one),
        ...(one.checkNumber === undefined ? {} : { checkNumber: one.checkNumber }),
      })),
      inTransit: input.inTransit.map((one) => ({
        ...item(one),
        collectedOn: maxDay(collectedDay(pack, 'check', one.writtenOn), input.day),
      })),
      ...(document === undefined ? {} : { documentId: document.document_id }),
    },
    {
      name: input.name,
      bank: input.bank,
      lastFour: input.lastFour,
      payees: input.outstanding.map((one) => one.name),
      payors: input.inTransit.map((one) => one.name),
    },
    { touches: [`account:${accountId}`], withheld: hasWithheld(rows, input) },
  );
  return accept({ events: [event], answer: { id: accountId } });
}

const maxDay = (a: string, b: string): string => (a > b ? a : b);

/** Payees of a matter that the provider may not read keep all words of the books inside. */
function hasWithheld(rows: RowReader, input: Books): boolean {
  return [...input.outstanding, ...input.inTransit].some((item) => readLedgerPlace(rows, item.ledgerId).withheld);
}

/** Procedures of the cut-over: books of another system become a trust account [TE12]. */
export function createTrustCutOverProcedures(os: Implementer) {
  return {
    readBalances: os.trust.readBalances.handler(({ input, context }) => readBalances(context.firm().rows, input)),

    keepBalanceColumns: os.trust.keepBalanceColumns.handler(({ input, context }) =>
      context
        .firm()
        .execute(input.commandId, (turn) =>
          accept({ events: balanceColumnsEvents(turn.rows, input.mapping), answer: { id: 'balances' } }),
        ),
    ),

    previewCutOver: os.trust.previewCutOver.handler(({ input, context }) => {
      const firm = context.firm();
      const books = booksOf(firm.rows, firm.today(), input);
      const decision = decideCutOver(books);
      return {
        ...cutOverFigures(books),
        refusal: decision.ok ? null : { ...decision.refusal, fields: [...decision.refusal.fields] },
      };
    }),

    continueAccount: os.trust.continueAccount.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideContinue(turn, input)),
    ),
  };
}
