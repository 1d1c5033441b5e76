/**
 * True where a file has every column that a kept mapping names [TB13]: it was made for a file like this one. `mapping`
 * holds titles beside settings (an order of dates, a sign), which are not asked about; empty titles name no column.
 */
export function fitsColumns(mapping: object, columns: readonly string[], settings: readonly string[] = []): boolean {
  const titles = Object.entries(mapping).filter(([field, value]) => !settings.includes(field) && value !== '');
  return titles.every(([, title]) => typeof title !== 'string' || columns.includes(title));
}
