import type { FirmStatus } from '../../../shared/contract/firm.ts';
import { roleLabel } from '../../../shared/domain/roles/rights.ts';
import { Facts } from '../../components/detail.tsx';

/** The version, this person and this machine. */
export function AboutSection({ status }: { status: FirmStatus }) {
  return (
    <Facts
      facts={{
        Version: `Annex ${status.version}`,
        Person: status.me === null ? '' : `${status.me.name}, ${roleLabel(status.me.role)}`,
        Machine: status.me?.deviceName,
        Device: status.me?.deviceId,
        Holds: status.me?.workspaces.join(', '),
        'Recovery kit': status.kitConfirmed ? 'Confirmed' : 'Not confirmed',
      }}
    />
  );
}
