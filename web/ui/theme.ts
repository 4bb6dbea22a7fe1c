import { Alert, Button, createTheme, Drawer, Menu, Modal, Notification, Switch, Checkbox } from '@mantine/core';

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
  components: {
    // Ink on paper: what is urgent says so by its edge, not by a wash of colour that swallows its text.
    Alert: Alert.extend({ defaultProps: { variant: 'default' } }),
    Button: Button.extend({ styles: { label: { fontWeight: 500 } } }),
    Drawer: Drawer.extend({ defaultProps: DIALOG }),
    Modal: Modal.extend({ defaultProps: DIALOG }),
    // Inside the landmark that it belongs to.
    Menu: Menu.extend({ defaultProps: { withinPortal: false, withInitialFocusPlaceholder: false } }),
    Notification: Notification.extend({ defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } }),
    Switch: Switch.extend({ defaultProps: { size: 'sm' } }),
    Checkbox: Checkbox.extend({ classNames: { body: 'check-body', label: 'check-label' } }),
  },
});
