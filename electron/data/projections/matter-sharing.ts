import { addUpSharing, type SharingFact } from '../../../shared/domain/sharing/matter-sharing.ts';
import type { OpenedEvent } from '../../../shared/events/event.ts';
import { matterConsented, matterGiven, matterRestricted, matterWithheld } from '../../../shared/events/sharing.ts';
import { idOfAggregate } from './aggregate-id.ts';
import { noteMatterEdit } from './matter-edit.ts';
import { on, type RowWriter } from './projection.ts';

interface Noted {
  readonly kind: SharingFact['kind'] | 'consented';
  readonly ends?: string | undefined;
  readonly from?: string | undefined;
  readonly consent?: { readonly kind: string; readonly consentedOn: string; readonly documentId?: string | undefined };
  readonly said?: { readonly consentedBy: string; readonly how: string; readonly note: string } | undefined;
  readonly flags?: readonly string[] | undefined;
  readonly memberIds?: readonly string[] | undefined;
  readonly note?: string | undefined;
}

/** Notes one decision about who may read a matter and brings the matter's row in line with all of them. */
export function noteSharing(rows: RowWriter, event: OpenedEvent, noted: Noted): void {
  rows.run(
    `INSERT OR REPLACE INTO office_matter_sharing
       (event_id, aggregate, matter_id, kind, ends, at_ms, member_id, shared_from, consent_kind, consented_on,
        consent_document_id, consented_by, consent_how, flags, members, note)
     VALUES (@eventId, @aggregate, @matterId, @kind, @ends, @atMs, @memberId, @from, @consentKind, @consentedOn,
        @documentId, @consentedBy, @how, @flags, @members, @note)`,
    {
      eventId: event.id,
      aggregate: event.aggregate,
      matterId: idOfAggregate(event.aggregate),
      kind: noted.kind,
      ends: noted.ends ?? null,
      atMs: event.atMs,
      memberId: event.memberId,
      from: noted.from ?? null,
      consentKind: noted.consent?.kind ?? null,
      consentedOn: noted.consent?.consentedOn ?? null,
      documentId: noted.consent?.documentId ?? null,
      consentedBy: noted.said?.consentedBy ?? null,
      how: noted.said?.how ?? null,
      flags: JSON.stringify(noted.flags ?? []),
      members: JSON.stringify(noted.memberIds ?? []),
      note: noted.said?.note ?? noted.note ?? null,
    },
  );
  settleSharing(rows, event.aggregate);
}

const summaries = {
  withheld: 'Withheld the matter from the people outside',
  given: 'Gave the matter to the people outside',
  consented: 'Recorded a consent',
  restricted: 'Restricted the matter',
  lifted: 'Lifted the restriction',
} as const;

function fold(rows: RowWriter, event: OpenedEvent, noted: Noted): void {
  noteSharing(rows, event, noted);
  noteMatterEdit(rows, event, summaries[noted.kind]);
}

/** Withheld, restricted, shared from when, on whose consent: what the decisions on a matter add up to [SH1] [SH2]. */
function settleSharing(rows: RowWriter, aggregate: string): void {
  const facts = rows.all<{
    id: string;
    kind: Noted['kind'];
    ends: string | null;
    from: string | null;
    consentedOn: string | null;
  }>(
    `SELECT event_id AS id, kind, ends, shared_from AS "from", consented_on AS consentedOn
     FROM office_matter_sharing WHERE aggregate = ? ORDER BY event_id`,
    [aggregate],
  );
  const decisions = facts.flatMap(({ id, kind, ends }) => (kind === 'consented' ? [] : [{ id, kind, ends }]));
  const { withheldBy, restrictedBy } = addUpSharing(decisions);
  const isWithheld = withheldBy !== null || restrictedBy !== null;
  const given = facts.findLast((fact) => fact.kind === 'given');
  const consented = facts.findLast((fact) => fact.consentedOn !== null);
  rows.run(
    `UPDATE office_matter SET withheld = ?, restricted = ?, shared_from = ?, consented_on = ? WHERE aggregate = ?`,
    [
      isWithheld ? 1 : 0,
      restrictedBy === null ? 0 : 1,
      isWithheld ? null : (given?.from ?? null),
      consented?.consentedOn ?? null,
      aggregate,
    ],
  );
}

/** Folds of the decisions about who may read a matter. */
export const sharingFolds = [
  on(matterWithheld, (rows, event) => fold(rows, event, { kind: 'withheld', note: event.body?.reason })),
  on(matterGiven, (rows, event) => {
    const { ends, from, consent } = event.head;
    fold(rows, event, { kind: 'given', ends, from, consent, said: event.body?.consent });
  }),
  on(matterConsented, (rows, event) =>
    fold(rows, event, { kind: 'consented', consent: event.head.consent, said: event.body?.consent }),
  ),
  on(matterRestricted, (rows, event) => {
    const { isRestricted, ends } = event.head;
    fold(rows, event, { kind: isRestricted ? 'restricted' : 'lifted', ends, ...event.body });
  }),
];
