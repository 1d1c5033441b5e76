import type { Implementer } from './implementer.ts';
import { createCallProcedures } from './intake-calls.ts';
import { createConflictProcedures } from './intake-conflicts.ts';
import { createLeadProcedures } from './intake-leads.ts';

/** Every procedure of the intake area. */
export function createIntakeProcedures(os: Implementer) {
  return {
    ...createCallProcedures(os),
    ...createLeadProcedures(os),
    ...createConflictProcedures(os),
  };
}
