import { ActionIcon, Button, Select, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { findParties } from '../../app/find.ts';
import { type PartyRole, partyRoles } from '../../app/party-roles.ts';
import { type SearchOption, SearchSelect } from '../../components/search-select.tsx';
import classes from './reception.module.css';

/** A person or organisation named: known already, or new (its option has no value). */
export interface PartyRow {
  readonly key: string;
  readonly who: SearchOption | null;
  readonly role: PartyRole;
  readonly phone: string;
}

interface PartyRowsProps {
  readonly rows: readonly PartyRow[];
  readonly onChange: (rows: readonly PartyRow[]) => void;
  readonly error?: string | undefined;
  readonly withPhone?: boolean;
}

/** Everybody who is named, one a line. Three letters find those the firm knows; any other name is new. */
export function PartyRows({ rows, onChange, error, withPhone = true }: PartyRowsProps) {
  const change = (key: string, changes: Partial<PartyRow>): void =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...changes } : row)));
  return (
    <Stack gap={8}>
      {rows.map((row, place) => (
        <div className={classes.party} key={row.key}>
          <SearchSelect
            aria-label={`Name ${place + 1}`}
            placeholder="Name"
            search={findParties}
            allowNew
            value={row.who}
            onChange={(who) => change(row.key, { who })}
            error={place === 0 ? error : undefined}
            data-autofocus={place === 0 || undefined}
          />
          <Select
            aria-label={`Role ${place + 1}`}
            data={[...partyRoles]}
            allowDeselect={false}
            value={row.role}
            onChange={(role) => change(row.key, { role: partyRoles.find((known) => known === role) ?? 'other' })}
          />
          {withPhone ? (
            <TextInput
              aria-label={`Telephone ${place + 1}`}
              placeholder="Telephone"
              value={row.phone}
              onChange={(event) => change(row.key, { phone: event.currentTarget.value })}
            />
          ) : (
            <span />
          )}
          <ActionIcon
            size={32}
            aria-label={`Remove line ${place + 1}`}
            disabled={rows.length === 1}
            onClick={() => onChange(rows.filter((other) => other.key !== row.key))}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="subtle"
        w="fit-content"
        ml={-12}
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => onChange([...rows, makePartyRow('adverse')])}
      >
        Name somebody else
      </Button>
    </Stack>
  );
}

/** An empty line. */
export function makePartyRow(role: PartyRole, name = '', phone = ''): PartyRow {
  return { key: crypto.randomUUID(), who: name === '' ? null : { value: '', label: name }, role, phone };
}

/** The lines that name somebody, as commands take them. */
export function listTypedParties(rows: readonly PartyRow[]) {
  return rows.flatMap((row) => {
    if (row.who === null || row.who.label.trim() === '') return [];
    return [
      {
        name: row.who.label,
        role: row.role,
        phone: row.phone,
        ...(row.who.value === '' ? {} : { partyId: row.who.value }),
      },
    ];
  });
}
