import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/client.ts';

/** Says, where the firm works with several providers, what keys do not keep apart between them. */
export function SharedKeysNote() {
  const query = useQuery(api.agreement.listProviders.queryOptions({ input: {} }));
  const working = (query.data?.rows ?? []).filter((row) => row.endedOn === null);
  if (working.length < 2) return null;
  return (
    <Text size="sm" c="dimmed">
      {working.length} providers work for the firm. Annex shows each only its own agreement, orders to act on and
      invoices. The keys are those of the workspace, the same for all people outside who hold it: where one provider
      must not be able to read what concerns another, give Billing to the people of one of them only.
    </Text>
  );
}
