/** Offered while a practice area is typed; any other may be given. */
export const practiceAreas: readonly string[] = [
  'Business',
  'Criminal defense',
  'Employment',
  'Estate planning',
  'Family',
  'Immigration',
  'Personal injury',
  'Probate',
  'Real estate',
];
