import { nextSeriesNumber, seriesLetter } from '../../../shared/domain/number-series.ts';
import type { RowReader } from '../projections/projection.ts';

/** The letter of this device's number series: its place among the firm's devices, in roster order. */
function seriesOfDevice(rows: RowReader, deviceId: string): string {
  const device = rows.get<{ ordinal: number }>('SELECT ordinal FROM roster_device WHERE device_id = ?', [deviceId]);
  if (device === undefined) throw new Error('This device is not in the roster.');
  return seriesLetter(device.ordinal);
}

/** The next number of this device's series with a prefix (a year, or "C" for clients), among a table's numbers. */
export function nextNumber(
  rows: RowReader,
  deviceId: string,
  table: 'office_client' | 'office_matter' | 'provider_order',
  prefix: string,
): string {
  const letter = seriesOfDevice(rows, deviceId);
  const last = rows.get<{ number: string }>(
    `SELECT number FROM ${table} WHERE number >= @from AND number < @to
       AND number GLOB @form
     ORDER BY CAST(substr(number, @digits) AS INTEGER) DESC LIMIT 1`,
    {
      from: `${prefix}-`,
      to: `${prefix}.`,
      // Without a letter the number ends in a digit; prefixes have none of the pattern's own signs.
      form: letter === '' ? `${prefix}-*[0-9]` : `${prefix}-*-${letter}`,
      digits: prefix.length + 2,
    },
  );
  return nextSeriesNumber(prefix, letter, last === undefined ? [] : [last.number]);
}
