import type { ThemeConfig } from 'antd';

/**
 * Colours that keep text at 4.5:1 or better. The backgrounds are set by hand because antd derives muddy ones from
 * dark seeds. The same values stand as variables in `theme.css`; a test compares them.
 */
export const tokens = {
  colorPrimary: '#0052d9',
  colorInfo: '#0052d9',
  colorSuccess: '#1f7a3a',
  colorWarning: '#9a5b00',
  colorError: '#c62828',
  colorErrorHover: '#a81f1f',
  colorSuccessBg: '#f0faf2',
  colorWarningBg: '#fff8e6',
  colorErrorBg: '#fdf1f0',
  colorInfoBg: '#eef4ff',
  colorPrimaryBg: '#eef4ff',
  colorTextPlaceholder: 'rgba(0,0,0,.6)',
  colorTextDescription: 'rgba(0,0,0,.65)',
  colorTextTertiary: 'rgba(0,0,0,.6)',
  colorTextDisabled: 'rgba(0,0,0,.45)',
} as const;

export const theme: ThemeConfig = {
  token: {
    ...tokens,
    colorPrimaryHover: '#003eb3', // antd's own is lighter than the base and too faint on white
    colorLink: tokens.colorPrimary,
    colorLinkHover: '#003eb3',
    colorText: '#1b2430',
    colorTextHeading: '#1b2430',
    colorBorder: '#b9c2cf',
    colorBorderSecondary: '#e1e6ed',
    colorBgLayout: '#f2f4f8',
    fontFamily: 'var(--font)',
    fontSize: 14,
    borderRadius: 3,
    borderRadiusLG: 4,
    borderRadiusSM: 2,
    controlHeight: 32,
    controlHeightLG: 44, // phones: a finger's width
    boxShadow: '0 4px 16px rgba(16,36,72,.14)',
    boxShadowSecondary: '0 4px 16px rgba(16,36,72,.14)',
    lineWidthFocus: 2,
    controlOutlineWidth: 2,
    wireframe: false,
  },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 400 },
    Modal: { titleFontSize: 16 },
    Drawer: { paddingLG: 20 },
    Dropdown: { controlItemBgHover: '#eef2f8' },
  },
};

/** The same for people who asked for less movement; the style sheet stops our own. */
export const stillTheme: ThemeConfig = { ...theme, token: { ...theme.token, motion: false } };
