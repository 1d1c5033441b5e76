import { Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useCan } from '../../app/use-status.ts';
import { InvitePanel } from './invite-panel.tsx';

/** The button that invites, the panel it opens, and a way to open it from an empty list. */
export function useInvite(): { readonly button: ReactNode; readonly panel: ReactNode; readonly open: () => void } {
  const canManage = useCan('firm.manage');
  const [isInviting, setInviting] = useState(false);
  const open = () => setInviting(true);
  return {
    open,
    button: canManage && (
      <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={open}>
        Invite
      </Button>
    ),
    panel: isInviting && <InvitePanel member={null} onClose={() => setInviting(false)} />,
  };
}
