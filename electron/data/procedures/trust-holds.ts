import type { PageRequest } from '../../../shared/contract/page.ts';
import { accept } from '../../../shared/domain/refusal.ts';
import { decideHold, decideRelease, type HoldKind } from '../../../shared/domain/trust/hold.ts';
import { holdPlaced, holdReleased } from '../../../shared/events/trust-holds.ts';
import type { SqlValue } from '../projections/projection.ts';
import { found } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { containsPattern, readPage } from './page-query.ts';
import { ledgerTitleSql, readAccount, readLedgerPlace } from './trust-account-rows.ts';
import { readFiled } from './trust-documents.ts';
import { ledgerState } from './trust-ledger-state.ts';
import { surroundingsOf } from './trust-postings.ts';
import type { OpenFirm } from './turn.ts';

interface HoldSqlRow {
  hold_id: string;
  account_id: string;
  ledger_id: string;
  ledger_title: string;
  kind: HoldKind;
  day: string;
  amount_cents: number;
  open_cents: number;
  claimant: string | null;
  reason: string | null;
  member_id: string;
}

interface ReleaseSqlRow {
  day: string;
  amount_cents: number;
  document_id: string;
  document_title: string | null;
  member_id: string;
  note: string | null;
}

function releasesOf(firm: OpenFirm, holdId: string) {
  return firm.rows
    .all<ReleaseSqlRow>(
      `SELECT r.day, r.amount_cents, r.document_id, d.title AS document_title, r.member_id, r.note
       FROM trust_hold_release r LEFT JOIN documents_document d ON d.document_id = r.document_id
       WHERE r.hold_id = ? ORDER BY r.event_id`,
      [holdId],
    )
    .map((row) => ({
      day: row.day,
      amountCents: row.amount_cents,
      documentId: row.document_id,
      documentTitle: row.document_title ?? '',
      releasedBy: firm.memberName(row.member_id),
      note: row.note ?? '',
    }));
}

type HoldFilter = { accountId?: string | undefined; ledgerId?: string | undefined; state: 'open' | 'all' };

/** Holds, a page at a time. */
export function listHolds(firm: OpenFirm, input: PageRequest & HoldFilter) {
  const where: string[] = [input.state === 'open' ? 'h.open_cents > 0' : '1'];
  const parameters: Record<string, SqlValue> = {};
  if (input.accountId !== undefined) {
    where.push('h.account_id = @account');
    parameters.account = input.accountId;
  }
  if (input.ledgerId !== undefined) {
    where.push('h.ledger_id = @ledger');
    parameters.ledger = input.ledgerId;
  }
  if (input.filter.trim() !== '') {
    where.push("(h.claimant LIKE @filter ESCAPE '\\' OR h.reason LIKE @filter ESCAPE '\\')");
    parameters.filter = containsPattern(input.filter);
  }
  const page = readPage<HoldSqlRow>(firm.rows, input, {
    select: `h.hold_id, h.account_id, h.ledger_id, ${ledgerTitleSql('h.ledger_id', 'm')} AS ledger_title, h.kind, h.day,
      h.amount_cents, h.open_cents, h.claimant, h.reason, h.member_id`,
    from: 'trust_hold h LEFT JOIN office_matter m ON m.matter_id = h.ledger_id',
    countFrom: 'trust_hold h',
    where,
    parameters,
    sorts: { day: 'h.day', amountCents: 'h.amount_cents', claimant: 'h.claimant COLLATE NOCASE' },
    tieBreak: 'h.hold_id',
  });
  return {
    rows: page.rows.map((row) => ({
      holdId: row.hold_id,
      accountId: row.account_id,
      ledgerId: row.ledger_id,
      ledgerTitle: row.ledger_title,
      kind: row.kind,
      day: row.day,
      amountCents: row.amount_cents,
      openCents: row.open_cents,
      claimant: row.claimant ?? 'Withheld',
      reason: row.reason ?? '',
      placedBy: firm.memberName(row.member_id),
      releases: releasesOf(firm, row.hold_id),
    })),
    total: page.total,
  };
}

/** Procedures on holds for disputes and liens [TE1] [TE2]. */
export function createTrustHoldProcedures(os: Implementer) {
  return {
    listHolds: os.trust.listHolds.handler(({ input, context }) => listHolds(context.firm(), input)),

    placeHold: os.trust.placeHold.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const account = readAccount(turn.rows, input.accountId);
        const place = readLedgerPlace(turn.rows, input.ledgerId);
        const decision = decideHold(ledgerState(turn.rows, input.accountId, input.ledgerId), {
          ...input,
          today: turn.today,
          openedOn: account.opened_on,
        });
        if (!decision.ok) return decision;
        const holdId = turn.newId();
        const { accountId, ledgerId, day, amountCents, kind, claimant, reason } = input;
        const event = newEvent(
          holdPlaced,
          holdId,
          { accountId, ledgerId, day, amountCents, kind },
          { claimant, reason },
          surroundingsOf(accountId, place),
        );
        return accept({ events: [event], answer: { id: holdId, flags: [...decision.value.flags] } });
      }),
    ),

    releaseHold: os.trust.releaseHold.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const row = found(
          turn.rows.get<HoldSqlRow>('SELECT * FROM trust_hold WHERE hold_id = ?', [input.holdId]),
          'trust',
          'hold',
          'holdId',
        );
        const document = readFiled(turn.rows, input.documentId);
        const amountCents = input.amountCents ?? row.open_cents;
        const decision = decideRelease(
          { day: row.day, openCents: row.open_cents, claimant: row.claimant ?? 'somebody withheld' },
          {
            day: input.day,
            today: turn.today,
            amountCents,
            isDocumentKnown: document?.matter_id === row.ledger_id,
          },
        );
        if (!decision.ok) return decision;
        const event = newEvent(
          holdReleased,
          row.hold_id,
          { day: input.day, amountCents, documentId: document?.document_id ?? '' },
          { note: input.note },
          surroundingsOf(row.account_id, readLedgerPlace(turn.rows, row.ledger_id)),
        );
        return accept({ events: [event], answer: { id: row.hold_id, leftCents: decision.value.leftCents } });
      }),
    ),
  };
}
