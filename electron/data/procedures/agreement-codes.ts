import { readFileSync } from 'node:fs';
import {
  type AgreementClause,
  agreementClausesSchema,
  type ServiceMeasure,
  serviceMeasuresSchema,
} from '../../../shared/domain/provider/service-measures.ts';
import { assetFile } from '../process/places.ts';

let measures: readonly ServiceMeasure[] | undefined;
let clauses: readonly AgreementClause[] | undefined;

function readSet(name: string): unknown {
  return JSON.parse(readFileSync(assetFile(`code-sets/${name}.json`), 'utf8'));
}

/** The measures of service that this version knows, with their usual targets. */
export function serviceMeasures(): readonly ServiceMeasure[] {
  measures ??= serviceMeasuresSchema.parse(readSet('service-measures'));
  return measures;
}

/** The clauses that an outsourcing contract usually has. */
export function agreementClauses(): readonly AgreementClause[] {
  clauses ??= agreementClausesSchema.parse(readSet('agreement-clauses'));
  return clauses;
}
