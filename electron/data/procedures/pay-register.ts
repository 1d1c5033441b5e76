import type { payRegisterContract } from '../../../shared/contract/pay-register.ts';
import { declineTerms } from '../../../shared/domain/provider/pay-terms.ts';
import { declineTaxPaper, readTaxpayerNumber } from '../../../shared/domain/provider/tax-form.ts';
import { accept, decline } from '../../../shared/domain/refusal.ts';
import { partyRecorded } from '../../../shared/events/office.ts';
import { contractorAmended, contractorRegistered } from '../../../shared/events/provider-pay.ts';
import { notFound } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { containsPattern, readPage } from './page-query.ts';
import { freelanceLawsOf } from './pay-codes.ts';
import {
  type Asker,
  type ContractorSqlRow,
  contractorColumns,
  contractorJoins,
  memberIdsOf,
  ownContractors,
  readContractor,
} from './pay-contractor-rows.ts';
import { openCentsOfContractorSql } from './pay-invoice-rows.ts';
import type { InputOf } from './procedure-input.ts';
import { RefusalError } from './refusal-error.ts';
import { findMember } from './roster-rows.ts';
import type { OpenFirm, Turn } from './turn.ts';

type Terms = Omit<InputOf<typeof payRegisterContract.amendContractor>, 'commandId' | 'contractorId'>;

interface ListedSqlRow extends ContractorSqlRow {
  readonly open_cents: number;
  readonly decision: 'independent contractor' | 'vendor business' | 'employee' | 'ask the IRS (Form SS-8)' | null;
  readonly review_on: string | null;
}

const lastDecision = (column: string): string =>
  `(SELECT d.${column} FROM provider_classification d WHERE d.contractor_id = c.contractor_id ORDER BY d.clock DESC LIMIT 1)`;
const listedColumns = `${contractorColumns}, ${openCentsOfContractorSql('c.contractor_id')} AS open_cents,
  ${lastDecision('decision')} AS decision, ${lastDecision('review_on')} AS review_on`;

function contractorRow({ rows, me }: Asker, row: ListedSqlRow) {
  return {
    contractorId: row.contractor_id,
    partyId: row.party_id,
    name: row.name,
    entity: row.entity,
    isAttorney: row.is_attorney === 1,
    state: row.state,
    form: row.form,
    signedOn: row.signed_on,
    formDocumentId: row.form_document_id,
    backupBasisPoints: row.backup_basis_points,
    termDays: row.term_days,
    interestBasisPoints: row.interest_basis_points,
    hasTaxpayerNumber: row.has_taxpayer_number === 1,
    taxpayerLastFour: me.outside ? '' : (row.taxpayer_number ?? '').slice(-4),
    note: me.outside ? '' : (row.note ?? ''),
    memberIds: memberIdsOf(rows, row.contractor_id),
    openCents: row.open_cents,
    decision: me.outside ? null : row.decision,
    reviewOn: me.outside ? null : row.review_on,
  };
}

function listContractors(firm: OpenFirm, input: InputOf<typeof payRegisterContract.listContractors>) {
  const own = ownContractors(firm.me, 'c.contractor_id');
  const where = [...own.where];
  const parameters = { ...own.parameters };
  if (input.filter.trim() !== '') {
    where.push("p.name LIKE @filter ESCAPE '\\'");
    parameters['filter'] = containsPattern(input.filter);
  }
  const page = readPage<ListedSqlRow>(firm.rows, input, {
    select: listedColumns,
    from: contractorJoins,
    where,
    parameters,
    sorts: {
      name: 'p.name COLLATE NOCASE',
      form: 'c.form',
      state: 'c.state',
      openCents: 'open_cents',
      reviewOn: "COALESCE(review_on, '')",
    },
    tieBreak: 'c.contractor_id',
  });
  return { rows: page.rows.map((row) => contractorRow(firm, row)), total: page.total };
}

function readTaxNumber(turn: Turn, text: string | undefined, contractorId: string | null): string {
  if (text === undefined)
    return contractorId === null ? '' : (readContractor(turn, contractorId).taxpayer_number ?? '');
  if (text === '') return '';
  const read = readTaxpayerNumber(text);
  if ('digits' in read) return read.digits;
  throw new RefusalError(read);
}

/** Head and body of what the register says; throws the refusal of what does not fit together. */
function decideTerms(turn: Turn, partyId: string, input: Terms, contractorId: string | null) {
  const { taxpayerNumber, note, ...head } = input;
  const refusal = declineTerms(head.termDays) ?? declineTaxPaper(head, turn.today);
  if (refusal !== null) throw new RefusalError(refusal);
  const unknown = head.memberIds.find((memberId) => findMember(turn.rows, memberId)?.isOutside !== true);
  if (unknown !== undefined) throw new RefusalError(notFound('provider', 'member of a provider', 'memberIds'));
  const document = 'SELECT 1 AS yes FROM documents_document WHERE document_id = ? AND removed = 0';
  if (head.formDocumentId !== undefined && turn.rows.get(document, [head.formDocumentId]) === undefined)
    throw new RefusalError(notFound('provider', 'document', 'formDocumentId'));
  const digits = readTaxNumber(turn, taxpayerNumber, contractorId);
  return {
    head: { ...head, partyId, hasTaxpayerNumber: digits !== '' },
    body: { taxpayerNumber: digits, note },
  };
}

/** The register of contractors. What only the firm reads of one is sealed for the inside. */
export function createPayRegisterProcedures(os: Implementer) {
  return {
    listContractors: os.pay.listContractors.handler(({ input, context }) => listContractors(context.firm(), input)),

    getContractor: os.pay.getContractor.handler(({ input, context }) => {
      const firm = context.firm();
      const { state } = readContractor(firm, input.contractorId);
      const row = firm.rows.get<ListedSqlRow>(
        `SELECT ${listedColumns} FROM ${contractorJoins} WHERE c.contractor_id = ?`,
        [input.contractorId],
      );
      return { ...contractorRow(firm, row as ListedSqlRow), laws: freelanceLawsOf(state) };
    }),

    registerContractor: os.pay.registerContractor.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const { commandId: _, partyId: knownId, name, ...terms } = input;
        if (knownId === undefined && name === '')
          return decline('provider.no-name', 'Choose the contractor, or give the name.', ['name']);
        const party = 'SELECT 1 AS yes FROM office_party WHERE party_id = ?';
        if (knownId !== undefined && turn.rows.get(party, [knownId]) === undefined)
          return { ok: false, refusal: notFound('provider', 'person or organisation', 'partyId') };
        const twice = 'SELECT 1 AS yes FROM provider_contractor WHERE party_id = ?';
        if (knownId !== undefined && turn.rows.get(twice, [knownId]) !== undefined)
          return decline('provider.contractor-known', 'This contractor stands in the register already.', ['partyId']);
        const partyId = knownId ?? turn.newId();
        const { head, body } = decideTerms(turn, partyId, terms, null);
        const id = turn.newId();
        const isPerson = terms.entity === 'individual' || terms.entity === 'foreign person';
        const recorded = newEvent(
          partyRecorded,
          partyId,
          {},
          { kind: isPerson ? 'person' : 'organisation', name: name || 'Contractor' },
        );
        const registered = newEvent(contractorRegistered, id, head, body, { withheld: true });
        return accept({ events: knownId === undefined ? [recorded, registered] : [registered], answer: { id } });
      }),
    ),

    amendContractor: os.pay.amendContractor.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const { commandId: _, contractorId, ...terms } = input;
        const { party_id: partyId } = readContractor(turn, contractorId);
        const { head, body } = decideTerms(turn, partyId, terms, contractorId);
        return accept({
          events: [newEvent(contractorAmended, contractorId, head, body, { withheld: true })],
          answer: { id: contractorId },
        });
      }),
    ),
  };
}
