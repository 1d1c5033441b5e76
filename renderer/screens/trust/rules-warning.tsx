import { Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api } from '../../app/client.ts';
import { Mark } from '../../components/mark.tsx';

/** Says that nobody stands for the rules yet; nothing once somebody does. */
export function RulesWarning() {
  const rules = useQuery(api.trust.getRules.queryOptions({ input: {} })).data;
  if (rules === undefined || rules.unconfirmed === 0) return null;
  return (
    <Group gap="sm" pt={12} role="note">
      <Mark tone="look">Not confirmed</Mark>
      <Text size="sm">
        {rules.unconfirmed} figures of the trust rules are taken from common practice.{' '}
        <Link href="/trust/rules">Confirm the rules for {rules.name}</Link>
      </Text>
    </Group>
  );
}
