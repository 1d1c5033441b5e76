import { useQuery } from '@tanstack/react-query';
import type { PlaceRow } from '../../shared/contract/machine.ts';
import { makeCommandId } from '../desk/command-id.ts';
import { switchFirm } from './bound-place.ts';
import { machine, machineApi } from './machine-client.ts';

/** Every firm of every person on this machine. */
export function useFirms(): readonly PlaceRow[] {
  return useQuery(machineApi.firms.queryOptions({ input: {} })).data?.rows ?? [];
}

/** The firms of the person at this machine; one for most. */
export function useMyFirms(): readonly PlaceRow[] {
  return useFirms().filter((row) => row.isMine);
}

/** What a firm is called, also before it was ever open beside another. */
export function nameFirm(row: Pick<PlaceRow, 'firmName'>): string {
  return row.firmName === '' ? 'A firm on this computer' : row.firmName;
}

/** Makes a place for a further firm and goes there. */
export async function addFirm(): Promise<void> {
  const { id: place } = await machine.addFirm({ commandId: makeCommandId() });
  await switchFirm(place, '/');
}

/** Leaves a place in which nothing was made. */
export async function leavePlace(place: string, to: string): Promise<void> {
  await machine.dropPlace({ commandId: makeCommandId(), place });
  await switchFirm(to);
}
