import { accept, type Decision, decline } from '../refusal.ts';

/** The stages of a lead in the order of work, then its exits. */
export const leadStages = [
  'new',
  'contacted',
  'screened',
  'conflict cleared',
  'consult booked',
  'consult held',
  'engagement sent',
  'signed and funded',
  'matter open',
  'declined',
  'conflict',
  'no response',
  'lost',
  'referred out',
] as const;
export type LeadStage = (typeof leadStages)[number];

/** The ways in which a lead ends without a matter [IN3]. */
export const leadExits: readonly LeadStage[] = ['declined', 'conflict', 'no response', 'lost', 'referred out'];

/** True when the lead has ended, with or without a matter. */
export function isLeadEnded(stage: LeadStage): boolean {
  return stage === 'matter open' || leadExits.includes(stage);
}

/** What the rules need to know about a lead to move it. */
export interface LeadState {
  readonly stage: LeadStage;
  /** True once an attorney has cleared the latest conflict check of this lead. */
  readonly isConflictCleared: boolean;
}

/**
 * Decides whether a lead may go to `to` [IN1] to [IN5]. Forward moves may skip stages, but nothing after
 * "conflict cleared" is reached before the conflict check is cleared; exits are open from every stage but "matter open";
 * an ended lead may come back to "contacted". Declining needs a reason. Opening the matter has its own procedure.
 */
export function decideLeadMove(lead: LeadState, to: LeadStage, reason: string): Decision<LeadStage> {
  if (lead.stage === 'matter open') {
    return decline('intake.lead-has-a-matter', 'This lead already has a matter. Work on the matter instead.', [
      'stage',
    ]);
  }
  if (to === lead.stage) {
    return decline('intake.lead-is-there', `The lead is already at "${to}". Choose another stage.`, ['stage']);
  }
  if (leadExits.includes(to)) return decideExit(lead, to, reason);
  if (to === 'matter open') {
    return decline('intake.lead-needs-conversion', 'A lead reaches "matter open" by opening its matter. Convert it.', [
      'stage',
    ]);
  }
  if (leadExits.includes(lead.stage) && to !== 'contacted') {
    return decline('intake.lead-has-ended', `The lead ended as "${lead.stage}". Move it to "contacted" first.`, [
      'stage',
    ]);
  }
  const needsClearance = leadStages.indexOf(to) >= leadStages.indexOf('conflict cleared');
  if (needsClearance && !lead.isConflictCleared) {
    return decline(
      'intake.conflict-not-cleared',
      `The conflict check is not cleared, so the lead cannot go to "${to}". Run the check and have an attorney clear it.`,
      ['stage'],
    );
  }
  return accept(to);
}

function decideExit(lead: LeadState, to: LeadStage, reason: string): Decision<LeadStage> {
  if (leadExits.includes(lead.stage)) {
    return decline('intake.lead-has-ended', `The lead ended as "${lead.stage}". Move it to "contacted" first.`, [
      'stage',
    ]);
  }
  if ((to === 'declined' || to === 'lost') && reason.trim() === '') {
    return decline('intake.lead-needs-reason', `Say why the lead is ${to}.`, ['reason']);
  }
  return accept(to);
}
