import type { AreaProjection } from './projection.ts';
import { agreementFolds, agreementSchema, agreementTables } from './relations-agreement.ts';
import { feedbackFolds, feedbackSchema, feedbackTables } from './relations-feedback.ts';
import { forecastFolds, forecastSchema, forecastTables } from './relations-forecast.ts';

/** What the firm and its providers agreed on, and the work that they expect. */
export const relationsProjection: AreaProjection = {
  area: 'relations',
  shapeVersion: 3,
  tables: [...agreementTables, ...forecastTables, ...feedbackTables],
  schema: `${agreementSchema}${forecastSchema}${feedbackSchema}`,
  folds: new Map([...agreementFolds, ...forecastFolds, ...feedbackFolds]),
};
