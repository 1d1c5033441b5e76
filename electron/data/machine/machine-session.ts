import type { PlaceRow } from '../../../shared/contract/machine.ts';
import type { FirmFolder } from '../firm-folder.ts';
import type { Inbox } from '../procedures/inbox.ts';
import type { SessionKind } from '../process/host-port.ts';
import { awakeMax, type Firms } from './firms.ts';
import type { People } from './people.ts';
import type { Presence } from './presence.ts';
import type { Seat } from './seat.ts';

/** What a connection that is bound to no firm may know and do. It hands out names, states and rows, never a firm. */
export interface MachineSession {
  firms(): { rows: PlaceRow[]; awakeMax: number };
  inbox(place: string): Inbox | null;
  /** The place for a further firm. */
  addFirm(): string;
  dropPlace(place: string): void;
  noteActive(): void;
  lock(): Promise<void>;
  follow(signal: AbortSignal | undefined): AsyncGenerator<{ areas: string[] }, void, void>;
  close(): void;
}

/** A connection that is bound to no firm. A command line sees which firms there are, and of what waits in them nothing. */
export function createMachineSession(
  kind: SessionKind,
  { firms, people, presence }: { firms: Firms; people: People; presence: Presence },
): MachineSession {
  return {
    firms: () => ({
      rows: [...firms.list().map((seat) => describeSeat(seat, people)), ...people.missing().map(describeMissing)],
      awakeMax,
    }),
    inbox: (place) => {
      const seat = firms.at(place);
      return kind === 'window' && seat !== null && people.isMine(seat) ? seat.inbox() : null;
    },
    addFirm: () => firms.add().place,
    dropPlace: (place) => firms.drop(place),
    noteActive: () => presence.noteActive(),
    lock: () => people.lockPresent(),
    follow: (signal) => firms.changes.follow(signal),
    close: () => {},
  };
}

function describeSeat(seat: Seat, people: People): PlaceRow {
  const { folder, label } = seat;
  const { state, sentence, pin } = folder.status(!folder.isCurtained);
  return {
    place: seat.place,
    person: people.personOf(seat),
    personName: label?.person ?? '',
    firmName: label?.firm ?? '',
    isSample: label?.isSample ?? false,
    state: seat.isMissing ? 'missing' : stateOf(folder, state),
    sentence: seat.isMissing ? missingSentence : sentence,
    canUsePin: pin.canReopen,
    isMine: people.isMine(seat),
  };
}

function stateOf(folder: FirmFolder, state: ReturnType<FirmFolder['status']>['state']): PlaceRow['state'] {
  if (state === 'unlocked') return 'awake';
  return state === 'locked' && folder.vault !== null && !folder.isCurtained ? 'asleep' : state;
}

const missingSentence =
  'Its folder is not on this computer any more. Put it back from a backup, or join the firm again with an invitation.';

function describeMissing(place: string): PlaceRow {
  return {
    place,
    person: place,
    personName: '',
    firmName: 'A firm that is missing',
    isSample: false,
    state: 'missing',
    sentence: missingSentence,
    canUsePin: false,
    isMine: true,
  };
}
