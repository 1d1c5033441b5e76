import { accept, decline } from '../../../shared/domain/refusal.ts';
import { clauseRecorded } from '../../../shared/events/agreement.ts';
import { agreementClauses, serviceMeasures } from './agreement-codes.ts';
import { createProviderCompanyProcedures, readOwnProvider, readProvider } from './agreement-providers.ts';
import { createAgreementVersionProcedures } from './agreement-versions.ts';
import { notFound } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { documentTitleSql } from './shown-names.ts';
import type { OpenFirm } from './turn.ts';

interface ClauseSqlRow {
  clause_id: string;
  is_present: number;
  dated_on: string | null;
  renews_on: string | null;
  document_id: string | null;
  document_title: string | null;
  note: string | null;
  at_ms: number;
  member_id: string;
}

function listClauses(firm: OpenFirm, providerId: string) {
  const recorded = new Map(
    firm.rows
      .all<ClauseSqlRow>(
        `SELECT c.clause_id, c.is_present, c.dated_on, c.renews_on, c.document_id,
           CASE WHEN c.document_id IS NULL THEN '' ELSE ${documentTitleSql('d')} END AS document_title, c.note, c.at_ms,
           c.member_id
         FROM relations_clause c LEFT JOIN documents_document d ON d.document_id = c.document_id
         WHERE c.provider_id = ?`,
        [providerId],
      )
      .map((row) => [row.clause_id, row]),
  );
  return agreementClauses().map((clause) => {
    const row = recorded.get(clause.id);
    return {
      clauseId: clause.id,
      name: clause.name,
      why: clause.why,
      basis: clause.basis,
      isPresent: row === undefined ? null : row.is_present === 1,
      datedOn: row?.dated_on ?? null,
      renewsOn: row?.renews_on ?? null,
      documentId: row?.document_id ?? null,
      documentTitle: row?.document_title ?? '',
      note: row?.note ?? '',
      recordedBy: row === undefined ? '' : firm.memberName(row.member_id),
      recordedAtMs: row?.at_ms ?? null,
    };
  });
}

function createClauseProcedures(os: Implementer) {
  return {
    listClauses: os.agreement.listClauses.handler(({ input, context }) => {
      const firm = context.firm();
      readOwnProvider(firm, input.providerId);
      return { rows: listClauses(firm, input.providerId) };
    }),

    recordClause: os.agreement.recordClause.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const { commandId: _, note, ...head } = input;
        readProvider(turn.rows, input.providerId);
        if (!agreementClauses().some((clause) => clause.id === input.clauseId)) {
          return { ok: false, refusal: notFound('agreement', 'clause', 'clauseId') };
        }
        const known =
          input.documentId === undefined ||
          turn.rows.get('SELECT 1 AS known FROM documents_document WHERE document_id = ? AND removed = 0', [
            input.documentId,
          ]) !== undefined;
        if (!known) return { ok: false, refusal: notFound('agreement', 'document', 'documentId') };
        if (input.datedOn !== undefined && input.renewsOn !== undefined && input.renewsOn < input.datedOn) {
          return decline('agreement.renews-before-start', 'The renewal is before the clause’s own day. Check both.', [
            'renewsOn',
          ]);
        }
        const id = `${input.providerId}-${input.clauseId}`;
        return accept({ events: [newEvent(clauseRecorded, id, head, { note })], answer: { id } });
      }),
    ),
  };
}

/** Providers, their service agreements, prices and clauses. */
export function createAgreementProcedures(os: Implementer) {
  return {
    codes: os.agreement.codes.handler(() => ({
      measures: [...serviceMeasures()],
      clauses: [...agreementClauses()],
    })),
    ...createProviderCompanyProcedures(os),
    ...createAgreementVersionProcedures(os),
    ...createClauseProcedures(os),
  };
}
