/**
 * Chromium outside Electron knows no scheme of our own, so pages under `app://atelier` are shown under an https name that no network resolves;
 * the shell only ever sees its own addresses.
 */
const SHOWN = 'https://atelier.app.invalid';
const MEANT = 'app://atelier';

export const shownAddress = (address: string): string => (address.startsWith(`${MEANT}/`) ? SHOWN + address.slice(MEANT.length) : address);

export const meantAddress = (address: string): string => (address.startsWith(`${SHOWN}/`) ? MEANT + address.slice(SHOWN.length) : address);
