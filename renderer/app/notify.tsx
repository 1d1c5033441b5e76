import { notifications } from '@mantine/notifications';

/** Says that something was done, in a few words. */
export function say(message: string): void {
  notifications.show({ message, autoClose: 4_000, color: 'ledger', closeButtonProps: { 'aria-label': 'Close' } });
}

/** Says that something went wrong. It stays until it is closed. */
export function sayFault(message: string): void {
  notifications.show({
    title: 'Not done',
    message,
    autoClose: false,
    color: 'red',
    closeButtonProps: { 'aria-label': 'Close' },
  });
}
