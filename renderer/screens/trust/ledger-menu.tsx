import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useCan } from '../../app/use-status.ts';
import { matterOf } from './find-ledgers.ts';
import { useTrustPanel } from './trust-panels.ts';
import type { LedgerRow } from './trust-words.ts';

/** What else can be done with a ledger, by the rights of the person and what it holds. */
export function LedgerMenu({ ledger }: { readonly ledger: LedgerRow }) {
  const open = useTrustPanel((store) => store.open);
  const canPost = useCan('trust.post');
  const { accountId, ledgerId } = ledger;
  const chosen = { value: ledgerId, label: ledger.title };
  const hasClient = matterOf(ledgerId) !== undefined;
  const isFirms = ledgerId === 'firm';
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
          More
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {!isFirms && (
          <Menu.Item onClick={() => open({ kind: 'hold', accountId, ledger: chosen })}>
            Hold for a dispute or a lien
          </Menu.Item>
        )}
        {hasClient && (
          <Menu.Item onClick={() => open({ kind: 'closing', accountId, ledger: chosen })}>
            Settlement closing statement
          </Menu.Item>
        )}
        {canPost && hasClient && ledger.balanceCents > 0 && (
          <Menu.Item onClick={() => open({ kind: 'move', accountId, ledger: chosen })}>
            Move to another ledger
          </Menu.Item>
        )}
        {!isFirms && ledger.balanceCents < 0 && (
          <Menu.Item onClick={() => open({ kind: 'cure', accountId, ledger: chosen })}>
            Make the shortage good
          </Menu.Item>
        )}
        {canPost && isFirms && (
          <Menu.Item onClick={() => open({ kind: 'bank fee', accountId })}>Post a bank fee</Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
