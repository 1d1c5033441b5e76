import type { AreaProjection } from './projection.ts';
import { agreementFolds, agreementSchema, agreementTables } from './relations-agreement.ts';
import { forecastFolds, forecastSchema, forecastTables } from './relations-forecast.ts';

/** What the firm and its providers agreed on, and the work that they expect. */
export const relationsProjection: AreaProjection = {
  area: 'relations',
  shapeVersion: 2,
  tables: [...agreementTables, ...forecastTables],
  schema: `${agreementSchema}${forecastSchema}`,
  folds: new Map([...agreementFolds, ...forecastFolds]),
};
