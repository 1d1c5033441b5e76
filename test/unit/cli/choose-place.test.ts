import { describe, expect, it } from 'vitest';
import { choosePlace } from '../../../electron/cli/choose-place.ts';
import { Refused } from '../../../electron/cli/refused.ts';
import type { PlaceRow } from '../../../shared/contract/machine.ts';

function row(place: string, firmName: string, state: PlaceRow['state'] = 'locked'): PlaceRow {
  const rest = { person: place, personName: 'Ada', isSample: false, sentence: '', canUsePin: false, isMine: false };
  return { place, firmName, state, ...rest };
}

const machineOf = (...rows: PlaceRow[]) => ({
  firms: async () => ({ rows }),
  addFirm: async () => ({ id: 'cccccccccccccccc' }),
});

async function codeOf(choice: Promise<string>): Promise<string> {
  return choice.then(
    (place) => place,
    (error: unknown) => (error instanceof Refused ? error.refusal.code : String(error)),
  );
}

describe('--firm', () => {
  const two = machineOf(row('first', 'Alder Law'), row('bbbbbbbbbbbbbbbb', 'Alder & Birch'));

  it('is not needed where there is one firm, or none yet', async () => {
    expect(await choosePlace(machineOf(), undefined)).toBe('first');
    expect(await choosePlace(machineOf(row('bbbbbbbbbbbbbbbb', '')), undefined)).toBe('bbbbbbbbbbbbbbbb');
  });

  it('takes a name, the beginning of one, a place, or new', async () => {
    expect(await choosePlace(two, 'alder law')).toBe('first');
    expect(await choosePlace(two, ' Alder &')).toBe('bbbbbbbbbbbbbbbb');
    expect(await choosePlace(two, 'bbbbbbbbbbbbbbbb')).toBe('bbbbbbbbbbbbbbbb');
    expect(await choosePlace(two, 'new')).toBe('cccccccccccccccc');
  });

  it('guesses nothing: several, several that fit, none, one that is missing', async () => {
    expect(await codeOf(choosePlace(two, undefined))).toBe('cli.several-firms');
    expect(await codeOf(choosePlace(two, 'alder'))).toBe('cli.firm-not-clear');
    for (const wanted of ['', 'Birch', '../first'])
      expect(await codeOf(choosePlace(two, wanted))).toBe('cli.no-such-firm');
    const missing = machineOf(row('first', 'Alder Law'), row('bbbbbbbbbbbbbbbb', 'Birch Law', 'missing'));
    expect(await codeOf(choosePlace(missing, 'Birch Law'))).toBe('cli.no-such-firm');
    expect(await choosePlace(missing, undefined)).toBe('first');
  });
});
