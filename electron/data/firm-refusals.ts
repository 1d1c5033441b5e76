import { refuse } from '../../shared/domain/refusal.ts';

/** This device holds no newest key of a workspace. */
export const keyMissing = refuse(
  'firm.key-missing',
  'The newest key of this part of the firm has not reached this device. Connect to the hub; if it stays so, ask an owner to change your role to what it is, which gives the keys again.',
);

/** Somebody from outside adds to what is withheld from them. */
export const withheldFromYou = refuse(
  'firm.withheld',
  'This matter is withheld from people outside the firm, so only somebody of the firm can add to it. Ask them to.',
);

/** The projections are made anew in a worker: reading goes on, adding does not. */
export const rebuilding = refuse(
  'firm.rebuilding',
  'Annex is putting its lists together again. You can read meanwhile; try again when it is done.',
);

/** The device was cut from the roster. */
export const deviceRemoved = refuse(
  'firm.device-removed',
  'This device was removed from the firm, so it can read what it has but not add to it. Ask an owner for a new invitation.',
);

/** Two copies of this device have written [ST5]. */
export const forked = refuse(
  'firm.forked',
  'Two copies of this device have written, so what it adds would not count. Ask an owner for a new invitation and join again on this computer.',
);

/** The store was cut short [ST4]. */
export const lostTail = refuse(
  'firm.lost-tail',
  'The last changes made on this computer are missing from its disk. Connect to the hub to fetch them; until then you can read, but not add. If no other device has them, join again with a new invitation.',
);
