import { endedStates } from '../../../shared/domain/provider/order-state.ts';
import { accept, decline, type Refusal, refuse } from '../../../shared/domain/refusal.ts';
import { isOutside, isRole } from '../../../shared/domain/roles/rights.ts';
import { companyAmended, companyEnded, companyEngaged, memberLinked } from '../../../shared/events/agreement.ts';
import type { NewEvent } from '../../../shared/events/event.ts';
import { partyRecorded } from '../../../shared/events/office.ts';
import { orderActorsChanged } from '../../../shared/events/orders.ts';
import type { RowReader } from '../projections/projection.ts';
import { found, notFound } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { RefusalError } from './refusal-error.ts';
import { partyNameSql } from './shown-names.ts';
import type { Me, OpenFirm } from './turn.ts';

interface ProviderSqlRow {
  provider_id: string;
  name: string;
  engaged_on: string;
  ended_on: string | null;
  contact_name: string | null;
  note: string | null;
}

interface StaffSqlRow {
  member_id: string;
  name: string;
  role: string;
  provider_id: string | null;
}

/** A provider by its id, or a refusal. */
export function readProvider(rows: RowReader, providerId: string): ProviderSqlRow {
  return found(readProviders(rows, providerId)[0], 'agreement', 'provider', 'providerId');
}

/** The firm's providers, those that still work for it first; or the one. */
export function readProviders(rows: RowReader, providerId: string | null = null): ProviderSqlRow[] {
  return rows.all<ProviderSqlRow>(
    `SELECT v.provider_id, ${partyNameSql('p')} AS name, v.engaged_on, v.ended_on, v.contact_name, v.note
     FROM relations_provider v LEFT JOIN office_party p ON p.party_id = v.provider_id
     WHERE @providerId IS NULL OR v.provider_id = @providerId
     ORDER BY v.ended_on IS NOT NULL, p.name COLLATE NOCASE, v.provider_id`,
    { providerId },
  );
}

/**
 * Outside members with the provider whose staff they are [AG7]: the one that they were linked with, or the firm's only
 * provider where nobody said anything.
 */
export function readOutsideStaff(rows: RowReader): StaffSqlRow[] {
  return rows.all<StaffSqlRow>(
    `SELECT r.member_id, r.name, r.role, CASE WHEN m.member_id IS NOT NULL THEN m.provider_id
         WHEN (SELECT COUNT(*) FROM relations_provider) = 1 THEN (SELECT provider_id FROM relations_provider)
       END AS provider_id
     FROM roster_member r LEFT JOIN relations_member m ON m.member_id = r.member_id
     WHERE r.outside = 1 ORDER BY r.name COLLATE NOCASE, r.member_id`,
  );
}

/** The ids of a provider's staff, former staff too: what they did stays theirs. */
export function staffOf(rows: RowReader, providerId: string): string[] {
  return readOutsideStaff(rows)
    .filter((member) => member.provider_id === providerId)
    .map((member) => member.member_id);
}

function staffRow(row: StaffSqlRow) {
  return { memberId: row.member_id, name: row.name, role: row.role };
}

/** A refusal where somebody outside is another provider's staff; else null [AG7]. */
export function refuseOtherProvider(rows: RowReader, me: Me, providerId: string): Refusal | null {
  if (!me.outside || staffOf(rows, providerId).includes(me.memberId)) return null;
  return refuse(
    'agreement.other-provider',
    'You are not on this provider’s staff as the firm has it. Ask the firm to link you with your company.',
    ['providerId'],
  );
}

/** The provider, for the firm and for its own staff. */
export function readOwnProvider(firm: Pick<OpenFirm, 'rows' | 'me'>, providerId: string): ProviderSqlRow {
  const other = refuseOtherProvider(firm.rows, firm.me, providerId);
  if (other !== null) throw new RefusalError(other);
  return readProvider(firm.rows, providerId);
}

function listProviders({ rows, me }: OpenFirm) {
  const staff = readOutsideStaff(rows);
  const shown = readProviders(rows).filter((row) => refuseOtherProvider(rows, me, row.provider_id) === null);
  return {
    rows: shown.map((row) => ({
      providerId: row.provider_id,
      name: row.name,
      engagedOn: row.engaged_on,
      endedOn: row.ended_on,
      contactName: row.contact_name ?? '',
      note: row.note ?? '',
      staff: staff.filter((member) => member.provider_id === row.provider_id).map(staffRow),
    })),
    unlinked: me.outside ? [] : staff.filter((member) => member.provider_id === null).map(staffRow),
  };
}

interface ActedOrderRow {
  readonly order_id: string;
  readonly matter_id: string | null;
  readonly withheld: number;
  readonly actor_ids: string;
  readonly to_id: string;
}

/** Open orders of companies change who acts on them with somebody who comes to one, or leaves it [WO15]. */
function moveActor(rows: RowReader, memberId: string, providerId: string | undefined): NewEvent[] {
  const companies = new Map(readOutsideStaff(rows).map((member) => [member.member_id, member.provider_id]));
  const orders = rows.all<ActedOrderRow>(
    `SELECT o.order_id, o.matter_id, coalesce(m.withheld, 0) AS withheld, o.actor_ids, o.offered_to_member_id AS to_id
     FROM provider_order o LEFT JOIN office_matter m ON m.matter_id = o.matter_id
     WHERE o.actor_ids IS NOT NULL AND o.offered_to_member_id IS NOT NULL
       AND o.state NOT IN (SELECT value FROM json_each(?)) ORDER BY o.order_id`,
    [JSON.stringify(endedStates)],
  );
  return orders.flatMap(({ order_id, matter_id, withheld, actor_ids, to_id }) => {
    const acts = (JSON.parse(actor_ids) as string[]).includes(memberId);
    const belongs = to_id === memberId || companies.get(to_id) === providerId;
    if (acts === belongs) return [];
    const head = belongs ? { joined: [memberId] } : { left: [memberId] };
    const place = { matterId: matter_id ?? undefined, withheld: withheld === 1 };
    return [newEvent(orderActorsChanged, order_id, head, {}, place)];
  });
}

/** Procedures on the providers that work for the firm. */
export function createProviderCompanyProcedures(os: Implementer) {
  return {
    listProviders: os.agreement.listProviders.handler(({ context }) => listProviders(context.firm())),

    engage: os.agreement.engage.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const name = input.name.trim();
        if (input.partyId === undefined && name === '') {
          return decline('agreement.no-name', 'Choose the provider, or give its name.', ['name']);
        }
        const known = turn.rows.get('SELECT 1 AS known FROM office_party WHERE party_id = ?', [input.partyId ?? '']);
        if (input.partyId !== undefined && known === undefined) {
          return { ok: false, refusal: notFound('agreement', 'organisation', 'partyId') };
        }
        const providerId = input.partyId ?? turn.newId();
        if (readProviders(turn.rows, providerId).length > 0) {
          return decline('agreement.provider-known', 'This provider works for the firm already.', ['partyId']);
        }
        const engaged = newEvent(
          companyEngaged,
          providerId,
          { engagedOn: input.engagedOn },
          { contactName: input.contactName, note: input.note },
        );
        const recorded = newEvent(partyRecorded, providerId, {}, { kind: 'organisation', name: name || 'Provider' });
        return accept({
          events: input.partyId === undefined ? [recorded, engaged] : [engaged],
          answer: { id: providerId },
        });
      }),
    ),

    amendProvider: os.agreement.amendProvider.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const { providerId, contactName, note } = input;
        readProvider(turn.rows, providerId);
        return accept({
          events: [newEvent(companyAmended, providerId, {}, { contactName, note })],
          answer: { id: providerId },
        });
      }),
    ),

    endProvider: os.agreement.endProvider.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const { providerId, endedOn, reason } = input;
        const provider = readProvider(turn.rows, providerId);
        if (provider.ended_on !== null) {
          return decline('agreement.provider-ended', 'The work with this provider has ended already.', ['providerId']);
        }
        if (endedOn < provider.engaged_on) {
          return decline('agreement.ends-before-start', 'This is before the work began. Check the day.', ['endedOn']);
        }
        return accept({
          events: [newEvent(companyEnded, providerId, { endedOn }, { reason })],
          answer: { id: providerId },
        });
      }),
    ),

    linkMember: os.agreement.linkMember.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const { memberId, providerId } = input;
        const member = found(
          turn.rows.get<{ role: string }>('SELECT role FROM roster_member WHERE member_id = ?', [memberId]),
          'agreement',
          'person',
          'memberId',
        );
        if (!isRole(member.role) || !isOutside(member.role)) {
          return decline('agreement.member-is-inside', 'Only outside members are a provider’s staff.', ['memberId']);
        }
        if (providerId !== undefined) readProvider(turn.rows, providerId);
        return accept({
          events: [
            newEvent(memberLinked, memberId, providerId === undefined ? {} : { providerId }, {}),
            ...moveActor(turn.rows, memberId, providerId),
          ],
          answer: { id: memberId },
        });
      }),
    ),
  };
}
