import type { PlaceRow } from '../../shared/contract/machine.ts';
import { refuse } from '../../shared/domain/refusal.ts';
import { createCommandId } from './procedures.ts';
import { Refused } from './refused.ts';

interface Machine {
  firms(input: object): Promise<{ rows: PlaceRow[] }>;
  addFirm(input: { commandId: string }): Promise<{ id: string }>;
}

/**
 * The place of the firm that a command line means: by place, by name or its beginning, `new` for an empty place. Throws
 * Refused where no firm or more than one is meant: nothing is ever done to a firm by guess.
 */
export async function choosePlace(machine: Machine, wanted: string | undefined): Promise<string> {
  if (wanted === 'new') return (await machine.addFirm({ commandId: createCommandId() })).id;
  const { rows } = await machine.firms({});
  const here = rows.filter((row) => row.state !== 'missing');
  if (wanted === undefined) {
    if (here.length > 1)
      throw new Refused(
        refuse('cli.several-firms', `There are several firms here. Name one with --firm: ${listNames(here)}.`, [
          'firm',
        ]),
      );
    return here[0]?.place ?? 'first';
  }
  const words = wanted.trim().toLowerCase();
  const exact = here.filter((row) => row.place === wanted || row.firmName.toLowerCase() === words);
  const found =
    exact.length > 0 ? exact : here.filter((row) => words !== '' && row.firmName.toLowerCase().startsWith(words));
  const [only] = found;
  if (found.length === 1 && only !== undefined) return only.place;
  if (found.length > 1) {
    throw new Refused(
      refuse(
        'cli.firm-not-clear',
        `Several firms are meant by “${wanted}”. Name one by its place: ${listNames(found)}.`,
        ['firm'],
      ),
    );
  }
  throw new Refused(
    refuse(
      'cli.no-such-firm',
      `There is no firm “${wanted}” here. ${here.length === 0 ? 'There is none at all.' : `There are: ${listNames(here)}.`}`,
      ['firm'],
    ),
  );
}

function listNames(rows: readonly PlaceRow[]): string {
  return rows.map((row) => (row.firmName === '' ? row.place : `${row.firmName} (${row.place})`)).join(', ');
}
