import { accept } from '../../../shared/domain/refusal.ts';
import {
  type BankErrorState,
  decideBankCorrection,
  decideBankError,
  decideBankErrorWithdrawal,
  type NamedLines,
} from '../../../shared/domain/trust/bank/bank-error.ts';
import { bankErrorCorrected, bankErrorNoted, bankErrorWithdrawn } from '../../../shared/events/trust-bank.ts';
import { found } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { type AccountSqlRow, readAccount } from './trust-account-rows.ts';
import { hasWithheldLedger, readBankErrors, readBankSide } from './trust-bank-rows.ts';
import { stateForPosting } from './trust-postings.ts';
import type { Turn } from './turn.ts';

interface ErrorSqlRow {
  account_id: string;
  day: string;
  amount_cents: number;
  corrected_on: string | null;
  is_withdrawn: number;
}

function readError(turn: Turn, errorId: string): { account: AccountSqlRow; state: BankErrorState } {
  const row = found(
    turn.rows.get<ErrorSqlRow>('SELECT * FROM trust_bank_error WHERE error_id = ?', [errorId]),
    'trust',
    'bank error',
    'errorId',
  );
  return {
    account: readAccount(turn.rows, row.account_id),
    state: {
      day: row.day,
      amountCents: row.amount_cents,
      isOpen: row.corrected_on === null && row.is_withdrawn === 0,
    },
  };
}

/** The amounts of the named lines that stand for nothing yet. */
function openLines(turn: Turn, account: AccountSqlRow, lineIds: readonly string[]): NamedLines {
  if (lineIds.length === 0) return [];
  const bank = readBankSide(turn.rows, account);
  const taken = new Set([...bank.errorLineIds, ...bank.matches.flatMap((match) => match.lineIds)]);
  const open = new Map(bank.lines.filter((line) => !taken.has(line.lineId)).map((line) => [line.lineId, line]));
  return [...new Set(lineIds)].map((id) => open.get(id)?.amountCents);
}

function withheldHere(turn: Turn, accountId: string) {
  return { withheld: !turn.me.outside && hasWithheldLedger(turn.rows, accountId), touches: [`account:${accountId}`] };
}

/** Procedures on the bank's mistakes. */
export function createTrustBankErrorProcedures(os: Implementer) {
  return {
    listBankErrors: os.trust.listBankErrors.handler(({ input, context }) => {
      const firm = context.firm();
      const account = readAccount(firm.rows, input.accountId);
      return {
        rows: readBankErrors(firm.rows, account.account_id).map(({ memberId, ...error }) => ({
          ...error,
          notedBy: firm.memberName(memberId),
        })),
      };
    }),

    noteBankError: os.trust.noteBankError.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const { accountId, day, amountCents, lineIds, what } = input;
        const account = readAccount(turn.rows, accountId);
        const lines = openLines(turn, account, lineIds);
        const decision = decideBankError(stateForPosting(turn, account), {
          day,
          today: turn.today,
          amountCents,
          lines,
        });
        if (!decision.ok) return decision;
        const errorId = turn.newId();
        const head = { accountId, day, amountCents, lineIds: [...new Set(lineIds)] };
        const event = newEvent(bankErrorNoted, errorId, head, { what }, withheldHere(turn, accountId));
        return accept({ events: [event], answer: { id: errorId } });
      }),
    ),

    correctBankError: os.trust.correctBankError.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const { account, state } = readError(turn, input.errorId);
        const decision = decideBankCorrection(stateForPosting(turn, account), state, {
          day: input.day,
          today: turn.today,
          lines: openLines(turn, account, input.lineIds),
        });
        if (!decision.ok) return decision;
        const accountId = account.account_id;
        const head = { accountId, day: input.day, lineIds: [...new Set(input.lineIds)] };
        const touches = [`account:${accountId}`];
        return accept({
          events: [newEvent(bankErrorCorrected, input.errorId, head, {}, { touches })],
          answer: { id: input.errorId },
        });
      }),
    ),

    withdrawBankError: os.trust.withdrawBankError.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const { account, state } = readError(turn, input.errorId);
        const decision = decideBankErrorWithdrawal(stateForPosting(turn, account), state);
        if (!decision.ok) return decision;
        const accountId = account.account_id;
        const event = newEvent(
          bankErrorWithdrawn,
          input.errorId,
          { accountId },
          { reason: input.reason },
          withheldHere(turn, accountId),
        );
        return accept({ events: [event], answer: { id: input.errorId } });
      }),
    ),
  };
}
