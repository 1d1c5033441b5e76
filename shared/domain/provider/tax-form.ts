import type { Day } from '../day.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** How a contractor is taxed, as the first boxes of Form W-9 name it; foreign ones give a W-8 instead. */
export const entityTypes = [
  'individual',
  'single-member LLC',
  'partnership',
  'C corporation',
  'S corporation',
  'foreign person',
  'foreign company',
] as const;
export type EntityType = (typeof entityTypes)[number];

/** The form that a payer asks for before the first payment. */
export const taxForms = ['none', 'W-9', 'W-8BEN', 'W-8BEN-E'] as const;
export type TaxForm = (typeof taxForms)[number];

/** What is known of a contractor's tax paper. */
export interface TaxPaper {
  readonly entity: EntityType;
  readonly form: TaxForm;
  /** The day on which the form was signed; absent where there is none. */
  readonly signedOn?: Day | undefined;
}

/** The form that belongs to an entity. */
export function formFor(entity: EntityType): TaxForm {
  if (entity === 'foreign person') return 'W-8BEN';
  return entity === 'foreign company' ? 'W-8BEN-E' : 'W-9';
}

/** A refusal of tax paper that does not fit together [PY1]; null where it does. */
export function declineTaxPaper({ entity, form, signedOn }: TaxPaper, today: Day): Refusal | null {
  if (form === 'none') return null;
  if (form !== formFor(entity))
    return refuse('provider.wrong-tax-form', `A ${entity} gives Form ${formFor(entity)}. Ask for that one.`, ['form']);
  if (signedOn === undefined)
    return refuse('provider.form-unsigned', 'Give the day on which the form was signed.', ['signedOn']);
  return signedOn > today
    ? refuse('provider.form-in-future', 'A form is recorded once it is signed, not before. Check the day.', [
        'signedOn',
      ])
    : null;
}

/** A refusal to pay somebody whose tax paper is missing, unless somebody gives a reason [PY2]; null where it is there. */
export function declineUnpapered({ entity, form }: TaxPaper, overrideReason: string): Refusal | null {
  if (form !== 'none' || overrideReason.trim() !== '') return null;
  return refuse(
    'provider.no-tax-form',
    `There is no Form ${formFor(entity)} of this contractor. Record it before the first payment, or say why you pay without it.`,
    ['overrideReason'],
  );
}

const employerPattern = /^\d{2}-?\d{7}$/;
const personPattern = /^\d{3}-?\d{2}-?\d{4}$/;

/** A taxpayer's number as nine digits, or a refusal of what cannot be one [PY3]. Its form is checked, nothing else. */
export function readTaxpayerNumber(text: string): { readonly digits: string } | Refusal {
  const typed = text.trim();
  const digits = typed.replaceAll('-', '');
  const isPlausible = (employerPattern.test(typed) || personPattern.test(typed)) && !/^(\d)\1{8}$/.test(digits);
  const isPersonWithNoGroup = personPattern.test(typed) && typed.includes('-') && /^(000|666)/.test(digits);
  if (isPlausible && !isPersonWithNoGroup) return { digits };
  return refuse(
    'provider.taxpayer-number',
    'This is no taxpayer number. Type nine digits: 12-3456789 or 123-45-6789.',
    ['taxpayerNumber'],
  );
}
