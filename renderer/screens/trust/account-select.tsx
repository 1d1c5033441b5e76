import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/client.ts';
import type { Account } from './trust-words.ts';

/** The trust accounts; empty until they are known. */
export function useAccounts(): readonly Account[] {
  return useQuery(api.trust.listAccounts.queryOptions({ input: {} })).data?.rows ?? [];
}

interface AccountSelectProps {
  readonly value: string;
  readonly onChange: (accountId: string) => void;
  readonly error?: string | undefined;
}

/** Chooses a trust account; shown where there are several. */
export function AccountSelect({ value, onChange, error }: AccountSelectProps) {
  const accounts = useAccounts();
  if (accounts.length < 2) return null;
  return (
    <Select
      label="Account"
      data={accounts.map((account) => ({
        value: account.accountId,
        label: `${account.name}, ${account.bank} …${account.lastFour}`,
      }))}
      value={value}
      allowDeselect={false}
      error={error}
      onChange={(accountId) => {
        if (accountId !== null) onChange(accountId);
      }}
    />
  );
}

/** The check that an account's book offers next; null until it is known. */
export function useNextCheck(accountId: string): number | null {
  return useAccounts().find((account) => account.accountId === accountId)?.nextCheckNumber ?? null;
}
