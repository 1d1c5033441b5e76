import { formatMinutes, formatUnits } from '../../shared/domain/billing/duration.ts';
import { formatDecimal } from '../../shared/domain/trust/plain-text-journal.ts';
import type { FirmClient } from './connection.ts';
import { formatCsvRow } from './csv.ts';
import type { ExportRequest } from './export.ts';
import { readPages } from './read-pages.ts';

/** Everybody the firm knows, in the columns that `annex import contacts` reads. */
export async function* exportContacts(client: FirmClient): AsyncGenerator<string, void, void> {
  yield formatCsvRow(['kind', 'name', 'other_names', 'emails', 'phones', 'addresses', 'employer', 'note']);
  for await (const { partyId } of readPages((page) => client.office.listParties(page))) {
    const party = await client.office.getParty({ partyId });
    const several = [party.otherNames, party.emails, party.phones, party.addresses].map((list) => list.join('; '));
    yield formatCsvRow([party.kind, party.name, ...several, party.employer, party.note]);
  }
}

/** Time entries of a period, oldest first. The first columns are those that `annex import time` reads. */
export async function* exportTime(client: FirmClient, { from, to }: ExportRequest): AsyncGenerator<string, void, void> {
  const numbers = await readMatterNumbers(client);
  yield formatCsvRow([
    ...['matter', 'day', 'time', 'narrative', 'timekeeper', 'billable', 'rate', 'task_code', 'activity_code'],
    ...['hours_billed', 'amount', 'state', 'client', 'matter_title'],
  ]);
  for await (const row of readPages((page) => client.billing.listTime({ ...page, sort: 'workedOn', from, to }))) {
    yield formatCsvRow([
      numbers.get(row.matterId) ?? '',
      row.workedOn,
      formatMinutes(row.minutes),
      row.narrative,
      row.timekeeperName,
      row.billable ? 'yes' : 'no',
      formatDecimal(row.rateCents),
      row.taskCode ?? '',
      row.activityCode ?? '',
      formatUnits(row.units),
      formatDecimal(row.amountCents),
      row.state,
      row.clientName,
      row.matterTitle,
    ]);
  }
}

async function readMatterNumbers(client: FirmClient): Promise<Map<string, string>> {
  const numbers = new Map<string, string>();
  for await (const row of readPages((page) => client.office.listMatters({ ...page, state: 'all' }))) {
    numbers.set(row.matterId, row.number);
  }
  return numbers;
}
