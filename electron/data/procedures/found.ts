import { type Refusal, refuse } from '../../../shared/domain/refusal.ts';
import { RefusalError } from './refusal-error.ts';

/** The row, or RefusalError `<area>.not-found` with a sentence that names the thing ("matter", "lead"). */
export function found<Row>(row: Row | undefined, area: string, thing: string, field: string): Row {
  if (row === undefined) throw new RefusalError(notFound(area, thing, field));
  return row;
}

/** The refusal of an id that nothing here has. */
export function notFound(area: string, thing: string, field: string): Refusal {
  return refuse(
    `${area}.not-found`,
    `This ${thing} is not known on this device. Choose another, or wait for the sync.`,
    [field],
  );
}

/** Ends a decision with a refusal. */
export function refuseNow(code: string, sentence: string, fields: readonly string[] = []): never {
  throw new RefusalError(refuse(code, sentence, fields));
}
