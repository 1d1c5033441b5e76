import { createId } from '../../electron/data/create-id.ts';
import type { HostSettings } from '../../electron/data/host.ts';
import type { Role } from '../../shared/domain/roles/rights.ts';
import type { StartableWorkspace } from '../../shared/domain/sharing/workspace-share.ts';
import type { WorkWorkspace } from '../../shared/domain/workspace.ts';
import { carryBundle } from './carry-bundle.ts';
import { openTestHost, type TestHost, testPassphrase } from './open-test-firm.ts';

interface Joining {
  readonly name: string;
  readonly role: Role;
  /** A further machine of this member. */
  readonly memberId?: string;
  readonly workspaces?: WorkWorkspace[];
  readonly fromNow?: StartableWorkspace[];
}

/** Invites somebody by file, has them join on a machine of their own, takes the answer in and carries everything there. */
export async function joinByFile(firm: TestHost, joining: Joining, settings: HostSettings = {}): Promise<TestHost> {
  const { code } = await firm.client.provider.invite({ commandId: createId(), ...joining });
  const { text } = await firm.client.provider.invitationFile({ code });
  const host = await openTestHost(settings);
  await host.client.firm.enrol({
    commandId: createId(),
    code: text,
    passphrase: testPassphrase,
    deviceName: joining.name,
  });
  const { text: file } = await host.client.firm.answerFile({});
  await firm.client.provider.takeAnswer({ commandId: createId(), file });
  await carryBundle(firm, host);
  return host;
}
