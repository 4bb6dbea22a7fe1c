import { createTheme } from '@mantine/core';

/** The head of a dialog is a part of it, not the banner of the page, which `header` would say. */
const DIALOG = {
  closeButtonProps: { 'aria-label': 'Close', size: 'lg' },
  attributes: { header: { role: 'none' } },
} as const;

/** Ink on paper in both themes; one hue, and colour for state only. */
export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 8 },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  defaultRadius: 'sm',
  respectReducedMotion: true,
  cursorType: 'pointer',
  headings: { fontWeight: '600' },
  // By name: a component is loaded with the pages that have it.
  components: {
    // Ink on paper: what is urgent says so by its edge, not by a wash of colour that swallows its text.
    Alert: { defaultProps: { variant: 'default' } },
    Button: { styles: { label: { fontWeight: 500 } } },
    Drawer: { defaultProps: DIALOG },
    Modal: { defaultProps: DIALOG },
    // Inside the landmark that it belongs to.
    Menu: { defaultProps: { withinPortal: false, withInitialFocusPlaceholder: false } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Switch: { defaultProps: { size: 'sm' } },
    Checkbox: { classNames: { body: 'check-body', label: 'check-label' } },
  },
});
