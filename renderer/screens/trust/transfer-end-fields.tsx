import { Group, Text, TextInput } from '@mantine/core';
import { DayInput } from '../../components/day-input.tsx';
import type { FormHandle } from '../../components/use-draft-form.ts';
import type { Instrument } from './trust-words.ts';

/** What a wire or an ACH payment says besides: where it goes, and who confirmed that. */
export interface TransferEndValues {
  readonly institution: string;
  readonly accountEnding: string;
  readonly authorisedBy: string;
  readonly callPerson: string;
  readonly callNumber: string;
  readonly calledOn: string | null;
}

export const noTransferEnd: TransferEndValues = {
  institution: '',
  accountEnding: '',
  authorisedBy: '',
  callPerson: '',
  callNumber: '',
  calledOn: null,
};

/** True for what travels without paper. */
export function isElectronic(instrument: string): instrument is 'wire' | 'ach' {
  return instrument === 'wire' || instrument === 'ach';
}

/** The other end of an electronic transfer as the contract takes it; nothing where nothing was given. */
export function transferEndOf(values: TransferEndValues, instrument: Instrument) {
  const { institution, accountEnding, authorisedBy } = values;
  if (!isElectronic(instrument) || `${institution}${accountEnding}${authorisedBy}`.trim() === '') return {};
  return { transferEnd: { institution, accountEnding: accountEnding.replace(/\D/g, '').slice(-4), authorisedBy } };
}

/** The call that confirmed the instructions as the contract takes it; nothing where nobody was called. */
export function callBackOf(values: TransferEndValues, instrument: Instrument, calledBy: string) {
  const { callPerson, callNumber, calledOn } = values;
  if (!isElectronic(instrument) || callPerson.trim() === '' || callNumber.trim() === '' || calledOn === null) return {};
  return { callBack: { person: callPerson, number: callNumber, calledOn, calledBy } };
}

interface FieldsProps {
  readonly form: FormHandle<TransferEndValues>;
  readonly today: string;
  /** Where it goes; for money out also the call that confirmed that; or the call alone. */
  readonly parts: 'end' | 'end and call' | 'call';
}

/** Fields for a wire or an ACH payment. */
export function TransferEndFields({ form, today, parts }: FieldsProps) {
  return (
    <>
      {parts !== 'call' && (
        <>
          <Group grow gap="sm" align="flex-start">
            <TextInput label="Other bank" {...form.text('institution')} />
            <TextInput
              label="Account ending in"
              placeholder="Last four digits"
              maxLength={4}
              {...form.text('accountEnding')}
            />
          </Group>
          <TextInput label="Authorised by" {...form.text('authorisedBy')} />
        </>
      )}
      {parts !== 'end' && (
        <>
          <Text size="sm" c="dimmed">
            Call the payee at a number that you knew before the instructions came. Without the call it is not posted.
          </Text>
          <Group grow gap="sm" align="flex-start">
            <TextInput label="Confirmed with" placeholder="Whom you reached" {...form.text('callPerson')} />
            <TextInput label="At number" {...form.text('callNumber')} />
          </Group>
          <DayInput label="Called on" lean="past" today={today} {...form.field('calledOn')} />
        </>
      )}
    </>
  );
}
