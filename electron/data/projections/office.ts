import type * as z from 'zod';
import type { OpenedEvent } from '../../../shared/events/event.ts';
import {
  clientOpened,
  type feeAgreementSchema,
  firmNamed,
  matterAmended,
  matterClosed,
  matterOpened,
  matterReopened,
  partyAmended,
  partyRecorded,
  taskAdded,
  taskCompleted,
  taskReopened,
} from '../../../shared/events/office.ts';
import { idOfAggregate } from './aggregate-id.ts';
import { noteMatterEdit } from './matter-edit.ts';
import { noteSharing, sharingFolds } from './matter-sharing.ts';
import { officeSchema, officeTables } from './office-schema.ts';
import { partyKeys } from './party-keys.ts';
import { type AreaProjection, on, type RowWriter, type SqlRow } from './projection.ts';

type Fee = z.infer<typeof feeAgreementSchema>;
type PartyEvent = OpenedEvent<z.infer<typeof partyRecorded.head>, z.infer<typeof partyRecorded.body>>;
type MatterBody = z.infer<typeof matterOpened.body>;

/** Puts what the search finds of an aggregate in place of what stood there; empty words leave nothing. */
function setSearchWords(rows: RowWriter, aggregate: string, kind: string, words: readonly string[]): void {
  rows.run('DELETE FROM office_search WHERE aggregate = ?', [aggregate]);
  const text = words.filter((word) => word !== '').join(' ');
  if (text === '') return;
  rows.run('INSERT INTO office_search (aggregate, kind, ref_id, words) VALUES (?, ?, ?, ?)', [
    aggregate,
    kind,
    idOfAggregate(aggregate),
    text,
  ]);
}

function foldParty(rows: RowWriter, event: PartyEvent): void {
  const { aggregate, body } = event;
  const partyId = idOfAggregate(aggregate);
  rows.run(
    `INSERT OR REPLACE INTO office_party
       (party_id, aggregate, withheld, kind, name, other_names, emails, phones, addresses, employer, note, email, phone)
     VALUES (@partyId, @aggregate, @withheld, @kind, @name, @otherNames, @emails, @phones, @addresses, @employer, @note,
       @email, @phone)`,
    {
      partyId,
      aggregate,
      withheld: event.head.withheld ? 1 : 0,
      kind: body?.kind ?? null,
      name: body?.name ?? null,
      otherNames: JSON.stringify(body?.otherNames ?? []),
      emails: JSON.stringify(body?.emails ?? []),
      phones: JSON.stringify(body?.phones ?? []),
      addresses: JSON.stringify(body?.addresses ?? []),
      employer: body?.employer ?? null,
      note: body?.note ?? null,
      email: body?.emails[0] ?? null,
      phone: body?.phones[0] ?? null,
    },
  );
  rows.run('DELETE FROM office_party_key WHERE aggregate = ?', [aggregate]);
  rows.run('DELETE FROM office_party_related WHERE aggregate = ?', [aggregate]);
  for (const key of body ? partyKeys(body) : []) {
    rows.run('INSERT INTO office_party_key (aggregate, key, party_id) VALUES (?, ?, ?)', [aggregate, key, partyId]);
  }
  for (const { partyId: otherId, relation } of body?.related ?? []) {
    rows.run('INSERT INTO office_party_related (aggregate, party_id, other_party_id, relation) VALUES (?, ?, ?, ?)', [
      aggregate,
      partyId,
      otherId,
      relation,
    ]);
  }
  setSearchWords(rows, aggregate, 'party', body ? [body.name, ...body.otherNames, ...body.emails, body.employer] : []);
}

function feeColumns(fee: Fee): SqlRow {
  return {
    feeKind: fee.kind,
    feeRateCents: fee.rateCents,
    feeFlatCents: fee.flatCents,
    feeContingencyPercent: fee.contingencyPercent,
    feeDepositCents: fee.depositCents,
    feeReplenishBelowCents: fee.replenishBelowCents,
    feeSignedOn: fee.signedOn ?? null,
  };
}

function setMatterParties(rows: RowWriter, aggregate: string, parties: MatterBody['parties']): void {
  rows.run('DELETE FROM office_matter_party WHERE aggregate = ?', [aggregate]);
  parties.forEach(({ partyId, role }, place) => {
    rows.run('INSERT INTO office_matter_party (aggregate, matter_id, party_id, role, place) VALUES (?, ?, ?, ?, ?)', [
      aggregate,
      idOfAggregate(aggregate),
      partyId,
      role,
      place,
    ]);
  });
}

const foldMatterOpened = on(matterOpened, (rows, event) => {
  const { aggregate, head, body } = event;
  rows.run(
    `INSERT OR REPLACE INTO office_matter
       (matter_id, aggregate, client_id, number, title, description, practice_area, opened_on, closed_on,
        responsible_member_id, fee_kind, fee_rate_cents, fee_flat_cents, fee_contingency_percent, fee_deposit_cents,
        fee_replenish_below_cents, fee_signed_on, lead_id, withheld)
     VALUES (@matterId, @aggregate, @clientId, @number, @title, @description, @practiceArea, @openedOn, NULL,
        @responsibleMemberId, @feeKind, @feeRateCents, @feeFlatCents, @feeContingencyPercent, @feeDepositCents,
        @feeReplenishBelowCents, @feeSignedOn, @leadId, @withheld)`,
    {
      matterId: idOfAggregate(aggregate),
      aggregate,
      clientId: head.clientId,
      number: head.number,
      title: body?.title ?? null,
      description: body?.description ?? null,
      practiceArea: head.practiceArea,
      openedOn: head.openedOn,
      responsibleMemberId: head.responsibleMemberId,
      ...feeColumns(head.fee),
      leadId: head.leadId ?? null,
      withheld: head.withheld ? 1 : 0,
    },
  );
  setMatterParties(rows, aggregate, body?.parties ?? []);
  setSearchWords(rows, aggregate, 'matter', [head.number, body?.title ?? '']);
  noteMatterEdit(rows, event, 'Opened the matter');
  if (head.withheld) noteSharing(rows, event, { kind: 'withheld' });
});

const foldMatterAmended = on(matterAmended, (rows, event) => {
  const { aggregate, head, body } = event;
  rows.run(
    `UPDATE office_matter SET title = @title, description = @description, practice_area = @practiceArea,
       responsible_member_id = @responsibleMemberId, fee_kind = @feeKind, fee_rate_cents = @feeRateCents,
       fee_flat_cents = @feeFlatCents, fee_contingency_percent = @feeContingencyPercent,
       fee_deposit_cents = @feeDepositCents, fee_replenish_below_cents = @feeReplenishBelowCents,
       fee_signed_on = @feeSignedOn
     WHERE aggregate = @aggregate`,
    {
      aggregate,
      title: body?.title ?? null,
      description: body?.description ?? null,
      practiceArea: head.practiceArea,
      responsibleMemberId: head.responsibleMemberId,
      ...feeColumns(head.fee),
    },
  );
  const matter = rows.get<{ number: string }>('SELECT number FROM office_matter WHERE aggregate = ?', [aggregate]);
  setMatterParties(rows, aggregate, body?.parties ?? []);
  setSearchWords(rows, aggregate, 'matter', [matter?.number ?? '', body?.title ?? '']);
  noteMatterEdit(rows, event, body ? `Changed the matter: ${body.title}` : 'Changed the matter');
});

const foldTaskAdded = on(taskAdded, (rows, event) => {
  const { aggregate, head, body } = event;
  rows.run(
    `INSERT OR REPLACE INTO office_task
       (task_id, aggregate, kind, title, note, due_on, urgent, assignee_member_id, lead_id, call_id, matter_id,
        completed_on, outcome, added_by_member_id, added_at_ms)
     VALUES (@taskId, @aggregate, @kind, @title, @note, @dueOn, @urgent, @assignee, @leadId, @callId, @matterId,
        NULL, NULL, @memberId, @atMs)`,
    {
      taskId: idOfAggregate(aggregate),
      aggregate,
      kind: head.kind,
      title: body?.title ?? null,
      note: body?.note ?? null,
      dueOn: head.dueOn ?? null,
      urgent: head.urgent ? 1 : 0,
      assignee: head.assigneeMemberId ?? null,
      leadId: head.leadId ?? null,
      callId: head.callId ?? null,
      matterId: event.matterId ?? null,
      memberId: event.memberId,
      atMs: event.atMs,
    },
  );
});

/** The firm's profile, people, clients, matters and tasks. */
export const officeProjection: AreaProjection = {
  area: 'office',
  shapeVersion: 4,
  tables: officeTables,
  schema: officeSchema,
  folds: new Map([
    on(firmNamed, (rows, { aggregate, head, body }) => {
      rows.run(
        `INSERT OR REPLACE INTO office_firm (aggregate, state, time_zone, name, address, phone, email)
         VALUES (@aggregate, @state, coalesce(@timeZone, (SELECT time_zone FROM office_firm WHERE aggregate = @aggregate)),
           @name, @address, @phone, @email)`,
        {
          aggregate,
          state: head.state,
          timeZone: head.timeZone ?? null,
          name: body?.name ?? null,
          address: body?.address ?? null,
          phone: body?.phone ?? null,
          email: body?.email ?? null,
        },
      );
    }),
    on(partyRecorded, foldParty),
    on(partyAmended, foldParty),
    on(clientOpened, (rows, { aggregate, head }) => {
      rows.run(
        'INSERT OR REPLACE INTO office_client (client_id, aggregate, party_id, number, opened_on) VALUES (?, ?, ?, ?, ?)',
        [idOfAggregate(aggregate), aggregate, head.partyId, head.number, head.openedOn],
      );
      setSearchWords(rows, aggregate, 'client', [head.number]);
    }),
    foldMatterOpened,
    foldMatterAmended,
    on(matterClosed, (rows, event) => {
      rows.run('UPDATE office_matter SET closed_on = ? WHERE aggregate = ?', [event.head.closedOn, event.aggregate]);
      noteMatterEdit(rows, event, 'Closed the matter');
    }),
    on(matterReopened, (rows, event) => {
      rows.run('UPDATE office_matter SET closed_on = NULL WHERE aggregate = ?', [event.aggregate]);
      noteMatterEdit(rows, event, 'Opened the matter again');
    }),
    ...sharingFolds,
    foldTaskAdded,
    on(taskCompleted, (rows, { aggregate, head, body }) => {
      rows.run('UPDATE office_task SET completed_on = ?, outcome = ? WHERE aggregate = ?', [
        head.completedOn,
        body?.outcome ?? null,
        aggregate,
      ]);
    }),
    on(taskReopened, (rows, { aggregate }) => {
      rows.run('UPDATE office_task SET completed_on = NULL, outcome = NULL WHERE aggregate = ?', [aggregate]);
    }),
  ]),
};
