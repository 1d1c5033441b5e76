import { Button, Group, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useCan } from '../../app/use-status.ts';
import { useTrustPanel } from './trust-panels.ts';

/** What can be posted or asked for, by the rights of the person: money out in a menu, money in beside it. */
export function PostMenu({ accountId }: { readonly accountId?: string }) {
  const canPrepare = useCan('trust.prepare');
  const canPost = useCan('trust.post');
  if (!canPrepare && !canPost) return null;
  return (
    <>
      <OutMenu accountId={accountId} />
      {canPrepare && <ReceiveMenu accountId={accountId} />}
    </>
  );
}

interface MenuProps {
  /** Absent over all accounts: what belongs to one account is not offered there. */
  readonly accountId: string | undefined;
}

function OutMenu({ accountId }: MenuProps) {
  const open = useTrustPanel((store) => store.open);
  const canPrepare = useCan('trust.prepare');
  const canPost = useCan('trust.post');
  const canApprove = useCan('trust.approve');
  const known = accountId === undefined ? {} : { accountId };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
          Pay out
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {canPrepare && (
          <Menu.Item onClick={() => open({ kind: 'request', ...known })}>Request a disbursement</Menu.Item>
        )}
        {canPost && canApprove && (
          <Menu.Item onClick={() => open({ kind: 'disburse', ...known })}>Post a disbursement</Menu.Item>
        )}
        {canPost && <Menu.Item onClick={() => open({ kind: 'transfer', ...known })}>Transfer an earned fee</Menu.Item>}
        {canPost && accountId !== undefined && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => open({ kind: 'move', accountId })}>Move between ledgers</Menu.Item>
            <Menu.Item onClick={() => open({ kind: 'bank fee', accountId })}>Post a bank fee</Menu.Item>
          </>
        )}
        {canApprove && accountId !== undefined && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => open({ kind: 'review', accountId })}>Review payments of one person</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function ReceiveMenu({ accountId }: MenuProps) {
  const open = useTrustPanel((store) => store.open);
  const known = accountId === undefined ? {} : { accountId };
  return (
    <Group gap={1} wrap="nowrap">
      <Button
        onClick={() => open({ kind: 'receipt', ...known })}
        {...(accountId === undefined ? {} : { style: { borderStartEndRadius: 0, borderEndEndRadius: 0 } })}
      >
        Post a receipt
      </Button>
      {accountId !== undefined && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button
              px={7}
              aria-label="More ways to receive"
              style={{ borderStartStartRadius: 0, borderEndStartRadius: 0 }}
            >
              <IconChevronDown size={16} aria-hidden />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => open({ kind: 'batch', accountId })}>Receipts of one deposit</Menu.Item>
            <Menu.Item onClick={() => open({ kind: 'deposit', accountId })}>Make a deposit slip</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </Group>
  );
}
