import type { Implementer } from './implementer.ts';
import { createAuditProcedures } from './office-audit.ts';
import { createClientProcedures } from './office-clients.ts';
import { createMatterProcedures } from './office-matters.ts';
import { createPartyProcedures } from './office-parties.ts';
import { createSearchProcedures } from './office-search.ts';
import { createTaskProcedures } from './office-tasks.ts';
import { createTodayProcedures } from './office-today.ts';

/** Every procedure of the office area. */
export function createOfficeProcedures(os: Implementer) {
  return {
    ...createTodayProcedures(os),
    ...createSearchProcedures(os),
    ...createMatterProcedures(os),
    ...createClientProcedures(os),
    ...createPartyProcedures(os),
    ...createTaskProcedures(os),
    ...createAuditProcedures(os),
  };
}
