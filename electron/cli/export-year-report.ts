import type { FirmClient } from './connection.ts';
import type { ExportRequest } from './export.ts';

/** The payees whose payments of a calendar year are reported, for filing; the year is that of `to`. */
export async function* exportYearReport(client: FirmClient, { to }: ExportRequest): AsyncGenerator<string, void, void> {
  const { csv } = await client.pay.yearCsv({ year: Number(to.slice(0, 4)) });
  yield csv;
}
