import { describe, expect, it } from 'vitest';
import {
  firmOnlyRights,
  hasRight,
  isOutside,
  isRole,
  type Right,
  type Role,
  rights,
  rightsOf,
  roleLabel,
  roles,
  suggestedWorkspaces,
} from '../../../../shared/domain/roles/rights.ts';

/** The whole table, cell by cell: a letter for each right in the order of `rights`, a dot where it is missing. */
const table: Record<Role, string> = {
  owner: 'FICMDTBJPAOVWKENYLS',
  attorney: '.ICMDTBJPAOVWKENYLS',
  receptionist: '.I..D..............',
  bookkeeper: '....DTB.P.O.WK.NY..',
  clerk: '....D..............',
  paralegal: '.I.MDT......WK.....',
  'provider-receptionist': '.I...........K.....',
  'provider-bookkeeper': '.....TB.P....K.....',
  'provider-clerk': '....D........K.....',
  'provider-manager': '.I..D.B....V.K.N...',
  associate: '.I.MDTB.P...WK.....',
  'provider-trust-bookkeeper': '........P....K.....',
  'provider-paralegal': '.I..DT.......K.....',
  'provider-supervisor': '.I..DTB.P..V.K.N...',
};
const letters = 'FICMDTBJPAOVWKENYLS';

/** The workspace that a right is used in. */
const places: Partial<Record<Right, string>> = {
  'intake.work': 'intake',
  'conflicts.clear': 'intake',
  'matters.manage': 'office',
  'documents.work': 'documents',
  'time.record': 'billing',
  'billing.prepare': 'billing',
  'billing.issue': 'billing',
  'trust.prepare': 'trust',
  'trust.approve': 'trust',
  'trust.post': 'trust',
  'work.order': 'office',
  'work.deliver': 'office',
  'provider.invoice': 'billing',
  'provider.pay': 'billing',
  'provider.classify': 'billing',
};

describe('rights', () => {
  it('[RO1] are the table, cell by cell', () => {
    expect(rights.length).toBe(19);
    for (const role of roles) {
      const row = rights.map((right, index) => (hasRight(role, right) ? letters.charAt(index) : '.')).join('');
      expect(`${role} ${row}`).toBe(`${role} ${table[role]}`);
      expect(rightsOf(role).filter((right) => !rights.includes(right))).toEqual([]);
    }
  });

  it('[RO2] [RO3] nobody outside decides for the firm or posts out of trust', () => {
    for (const role of roles.filter(isOutside)) {
      for (const right of [...firmOnlyRights, 'trust.post' as const]) expect(hasRight(role, right)).toBe(false);
    }
    expect(roles.filter(isOutside)).toEqual([
      'provider-receptionist',
      'provider-bookkeeper',
      'provider-clerk',
      'provider-manager',
      'provider-trust-bookkeeper',
      'provider-paralegal',
      'provider-supervisor',
    ]);
  });

  it("[RO4] the attorney's own decisions are the attorney's", () => {
    const decisions = [
      'conflicts.clear',
      'billing.issue',
      'trust.approve',
      'provider.oversee',
      'matters.share',
    ] as const;
    for (const right of decisions) {
      expect(roles.filter((role) => hasRight(role, right))).toEqual(['owner', 'attorney']);
    }
    expect(roles.filter((role) => hasRight(role, 'firm.manage'))).toEqual(['owner']);
  });

  it('[RO5] come with the workspace they are used in', () => {
    for (const role of roles) {
      for (const right of rightsOf(role)) {
        const place = places[right];
        if (place !== undefined) expect(suggestedWorkspaces(role)).toContain(place);
      }
    }
  });

  it('have names', () => {
    expect(isRole('owner')).toBe(true);
    expect(isRole('king')).toBe(false);
    expect(isRole(undefined)).toBe(false);
    expect(new Set(roles.map(roleLabel)).size).toBe(roles.length);
  });
});
