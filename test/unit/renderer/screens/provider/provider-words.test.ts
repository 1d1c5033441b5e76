import { describe, expect, it } from 'vitest';
import { nameWorkspaces, workspaceChoices } from '../../../../../renderer/app/workspace-names.ts';
import { roleChoices } from '../../../../../renderer/screens/provider/provider-words.ts';
import { roles } from '../../../../../shared/domain/roles/rights.ts';
import { workWorkspaces } from '../../../../../shared/domain/workspace.ts';

describe('the words of the provider', () => {
  it('offer every role once, in its group', () => {
    const offered = roleChoices.flatMap((group) => group.items.map((item) => item.value));
    expect([...offered].sort()).toEqual([...roles].sort());
    expect(roleChoices[1]?.items.every((item) => item.value.startsWith('provider-'))).toBe(true);
  });

  it('offer every workspace and name it', () => {
    expect(workspaceChoices.map((one) => one.value)).toEqual([...workWorkspaces]);
    expect(nameWorkspaces(['intake', 'roster', 'trust'])).toBe('Reception, Members, Trust');
  });
});
