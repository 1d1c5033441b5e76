import { seriesLetter } from '../../../shared/domain/number-series.ts';
import type { RowReader } from '../projections/projection.ts';

/** The letter of this device's number series: its place among the firm's devices, in roster order. */
export function seriesOfDevice(rows: RowReader, deviceId: string): string {
  const device = rows.get<{ ordinal: number }>('SELECT ordinal FROM roster_device WHERE device_id = ?', [deviceId]);
  if (device === undefined) throw new Error('This device is not in the roster.');
  return seriesLetter(device.ordinal);
}
