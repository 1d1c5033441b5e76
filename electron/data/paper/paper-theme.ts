/** Sizes in points, colours that stay apart when printed in black and white. */
export const paperTheme = {
  ink: '#17211c',
  muted: '#56605a',
  rule: '#c4cbc7',
  strongRule: '#17211c',
  accent: '#1c5a40',
  tint: '#f2f5f3',
  fontFamily: ['Annex Paper', 'Annex Paper Other'],
  text: 9,
  small: 7.5,
  title: 20,
  section: 10.5,
  marginSide: 54,
  marginTop: 58,
  marginBottom: 62,
  widthPortrait: 612 - 2 * 54,
  widthLandscape: 792 - 2 * 54,
} as const;
