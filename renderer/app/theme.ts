import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  Input,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

/** The ledger's green: the one accent. */
const ledger: MantineColorsTuple = [
  '#edf5f0',
  '#dbe9e1',
  '#b9d3c4',
  '#93bba5',
  '#71a68a',
  '#4f9070',
  '#35775a',
  '#256449',
  '#1c5540',
  '#123d2d',
];

/** Ink and paper by lamplight: warm, low, and enough contrast to read small figures. */
const dark: MantineColorsTuple = [
  '#dfe3e0',
  '#c3c9c5',
  '#a3aba6',
  '#7c8580',
  '#4a524e',
  '#363d39',
  '#282e2b',
  '#1d2220',
  '#161a18',
  '#0f1211',
];

const gray: MantineColorsTuple = [
  '#f7f7f4',
  '#efefeb',
  '#e4e4df',
  '#d6d7d1',
  '#bcbfb8',
  '#8f958f',
  '#666e69',
  '#4b524e',
  '#333936',
  '#1d2220',
];

/** Mantine reckons the text on the accent from the light shade alone; in the dark the accent is light. */
const resolveVariantColors: VariantColorsResolver = (input) => {
  const resolved = defaultVariantColorsResolver(input);
  const isAccent = input.variant === 'filled' && (input.color === undefined || input.color === 'ledger');
  return isAccent ? { ...resolved, color: 'var(--mantine-primary-color-contrast)' } : resolved;
};

/** Sizes and colours of everything. 14 px text, 12 px at the least, a 4 px grid. */
export const theme = createTheme({
  primaryColor: 'ledger',
  primaryShade: { light: 8, dark: 6 },
  autoContrast: true,
  variantColorResolver: resolveVariantColors,
  colors: { ledger, dark, gray },
  black: '#1d2220',
  white: '#ffffff',
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, Menlo, Consolas, monospace',
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.35', sm: '1.45', md: '1.45', lg: '1.4', xl: '1.3' },
  spacing: { xs: '4px', sm: '8px', md: '16px', lg: '24px', xl: '32px' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '16px', lineHeight: '24px' },
      h3: { fontSize: '14px', lineHeight: '20px' },
    },
  },
  defaultRadius: 'sm',
  radius: { sm: '4px', md: '6px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: { defaultProps: { size: 'sm' }, styles: { root: { height: 32, paddingInline: 12 } } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Input: Input.extend({
      vars: (_theme, props) => ({
        wrapper: props.size === undefined || props.size === 'sm' ? { '--input-height': '32px' } : {},
      }),
    }),
    SegmentedControl: { defaultProps: { transitionDuration: 80 } },
    Drawer: { defaultProps: { transitionProps: { duration: 120 }, overlayProps: { backgroundOpacity: 0.25 } } },
    Modal: { defaultProps: { transitionProps: { duration: 120 }, overlayProps: { backgroundOpacity: 0.35 } } },
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, transitionProps: { duration: 80 }, shadow: 'sm' } },
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 80 } } },
    // A name on a plain span is not read out.
    Loader: { defaultProps: { role: 'status' } },
    Tabs: { defaultProps: { keepMounted: false } },
  },
});

/** Colours that Mantine leaves below AA are set here, and those of our own marks, for light and dark. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {
    '--annex-row-height': '32px',
  },
  light: {
    '--mantine-color-body': '#fdfdfb',
    '--mantine-color-dimmed': '#59615d',
    '--mantine-color-placeholder': '#6c7470',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-anchor': '#1c5540',
    '--annex-focus': '#1c5540',
    '--annex-ground': '#f4f4f0',
    '--annex-line': '#e2e2dc',
    '--annex-hover': '#f1f2ed',
    '--annex-selected': '#e3eee8',
    '--annex-danger': '#a8201a',
    '--annex-danger-ground': '#fbe9e7',
    '--annex-look': '#7a4f00',
    '--annex-look-ground': '#fdf1d6',
    '--annex-info': '#1f5390',
    '--annex-info-ground': '#e6eff9',
    '--annex-good': '#1c5540',
    '--annex-good-ground': '#e3f0e8',
    '--annex-plain': '#4b524e',
    '--annex-plain-ground': '#ecece7',
  },
  dark: {
    '--mantine-color-body': '#1a1f1d',
    '--mantine-color-dimmed': '#a9b2ad',
    '--mantine-color-placeholder': '#8f9893',
    '--mantine-color-error': '#ff9b91',
    '--mantine-color-anchor': '#93bba5',
    '--annex-focus': '#93bba5',
    '--mantine-primary-color-light-color': '#9fd0b5',
    '--annex-ground': '#131716',
    '--annex-line': '#2f3633',
    '--annex-hover': '#222826',
    '--annex-selected': '#233a30',
    '--annex-danger': '#ffa79e',
    '--annex-danger-ground': '#4a201d',
    '--annex-look': '#f3c878',
    '--annex-look-ground': '#43330f',
    '--annex-info': '#a5c9f3',
    '--annex-info-ground': '#1d324b',
    '--annex-good': '#9fd0b5',
    '--annex-good-ground': '#1d3a2c',
    '--annex-plain': '#c3c9c5',
    '--annex-plain-ground': '#2d3431',
  },
});
