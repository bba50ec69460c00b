import {
  ActionIcon,
  Button,
  Combobox,
  createTheme,
  Input,
  Modal,
  Switch,
  Tooltip,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';

const accent: MantineColorsTuple = [
  '#eef0fc',
  '#dfe3f9',
  '#c0c8f3',
  '#a3b0fa',
  '#8494f5',
  '#5d6de0',
  '#3f4fc0',
  '#3846ad',
  '#2d388c',
  '#232c6e',
];

/** The library's greys of the dark theme, from text to ground. */
const dark: MantineColorsTuple = [
  '#e6e9ee',
  '#c3cad4',
  '#a3adba',
  '#7d8896',
  '#3d4653',
  '#2f3743',
  '#1b2028',
  '#151920',
  '#11151a',
  '#0f1216',
];

/** Sizes, type and defaults of every control; the colours come from `tokens.css`. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 4 },
  autoContrast: true,
  colors: { accent, dark },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: '11px', sm: '13px', md: '13px', lg: '15px', xl: '20px' },
  lineHeights: { xs: '1.35', sm: '1.45', md: '1.45', lg: '1.4', xl: '1.3' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  headings: {
    sizes: {
      h1: { fontSize: '20px', lineHeight: '1.3' },
      h2: { fontSize: '15px', lineHeight: '1.35' },
      h3: { fontSize: '13px', lineHeight: '1.4' },
    },
  },
  components: {
    Input: Input.extend({
      vars: () => ({ wrapper: { '--input-height': '32px', '--input-fz': '13px', '--input-padding-y': '5px', '--input-padding': '9px' } }),
    }),
    InputLabel: Input.Label.extend({ defaultProps: { fz: 12, fw: 500, c: 'var(--text-2)', mb: 3 } }),
    InputWrapper: Input.Wrapper.extend({
      vars: () => ({
        label: { '--input-label-size': '12px' },
        description: { '--input-description-size': '12px' },
        error: { '--input-error-size': '12px' },
        success: {},
      }),
    }),
    Button: Button.extend({
      defaultProps: { size: 'sm' },
      vars: (_theme, { variant = 'filled', color }) => ({
        root: {
          '--button-height': '32px',
          '--button-padding-x': '12px',
          '--button-fz': '13px',
          // The library picks the colour of the words for one theme only.
          ...(variant === 'filled' && color === undefined ? { '--button-color': 'var(--on-accent)' } : {}),
        },
      }),
    }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 28 } }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 350, withArrow: false, transitionProps: { duration: 120 }, fz: 12, maw: 320, multiline: true },
    }),
    // Options that nobody sees cost a hundred milliseconds in a flow of a thousand steps.
    Combobox: Combobox.extend({ defaultProps: { keepMounted: false } }),
    Modal: Modal.extend({
      defaultProps: {
        centered: true,
        radius: 'lg',
        padding: 'lg',
        closeButtonProps: { 'aria-label': 'Close' },
        transitionProps: { duration: 140 },
      },
      styles: { title: { fontSize: 15, fontWeight: 600 }, overlay: { background: 'rgb(12 15 22 / 42%)' } },
    }),
    Switch: Switch.extend({ defaultProps: { size: 'xs', withThumbIndicator: false } }),
  },
});

const shared = {
  '--mantine-color-body': 'var(--raised)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-2)',
  '--mantine-color-placeholder': 'var(--text-3)',
  '--mantine-color-anchor': 'var(--accent-text)',
  '--mantine-color-default': 'var(--raised)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-error': 'var(--failed)',
  '--mantine-color-gray-light-color': 'var(--text-2)',
  '--mantine-color-gray-light-hover': 'var(--hover)',
  '--mantine-color-disabled': 'var(--sunken)',
};

/** Puts our tokens under the library's own names, so that its controls follow both themes. */
export const libraryColours: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared });
