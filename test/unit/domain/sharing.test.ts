import { describe, expect, it } from 'vitest';
import { decideKeepingLead } from '../../../shared/domain/sharing/decide-sharing.ts';
import { decideStart } from '../../../shared/domain/sharing/workspace-share.ts';

describe('sharing', () => {
  it('[SH11] starts a share now only outside, of what is given, and where it was not read before', () => {
    const input = {
      role: 'provider-clerk' as const,
      workspaces: ['office' as const, 'documents' as const],
      fromNow: ['documents' as const],
      readWhole: [],
    };
    const codeOf = (more: Partial<Parameters<typeof decideStart>[0]>) => {
      const decision = decideStart({ ...input, ...more });
      return decision.ok ? null : decision.refusal.code;
    };
    expect(codeOf({})).toBeNull();
    expect(codeOf({ role: 'owner', fromNow: [] })).toBeNull();
    expect(codeOf({ role: 'clerk' })).toBe('sharing.start-inside');
    expect(codeOf({ fromNow: ['intake'] })).toBe('sharing.start-not-given');
    expect(codeOf({ readWhole: ['documents'] })).toBe('sharing.start-too-late');
  });

  it('[SH12] keeps a lead inside at any time, and gives none', () => {
    expect(decideKeepingLead(false, true)).toMatchObject({ ok: true, value: true });
    expect(decideKeepingLead(false, false)).toMatchObject({ ok: true, value: false });
    expect(decideKeepingLead(true, false)).toMatchObject({ refusal: { code: 'sharing.lead-stays-kept' } });
  });
});
