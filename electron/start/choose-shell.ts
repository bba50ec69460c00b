import type { Browser } from './find-browser.ts';

/** What shows the window, and why this and nothing better. */
export type Shell =
  | { readonly kind: 'electron'; readonly executable: string; readonly why: string }
  | { readonly kind: 'app-window'; readonly browser: Browser; readonly why: string }
  | { readonly kind: 'default-browser'; readonly command: readonly string[]; readonly why: string }
  | { readonly kind: 'address-only'; readonly why: string };

export interface Surroundings {
  readonly wantsWindow: boolean;
  readonly hasDisplay: boolean;
  /** Electron's program, or why there is none. */
  readonly electron: { readonly executable: string } | { readonly missing: string };
  readonly browser: Browser | null;
  /** The command that opens an address in the person's own browser. */
  readonly opener: readonly string[] | null;
}

/** Electron, else a browser's window without tabs, else the person's own browser, else the address alone. */
export function chooseShell({ wantsWindow, hasDisplay, electron, browser, opener }: Surroundings): Shell {
  if (!wantsWindow) return { kind: 'address-only', why: 'no window was asked for' };
  if (!hasDisplay) return { kind: 'address-only', why: 'there is no display' };
  if ('executable' in electron) return { kind: 'electron', executable: electron.executable, why: 'Electron is installed' };
  if (browser !== null) return { kind: 'app-window', browser, why: electron.missing };
  const why = `${electron.missing}; no Chrome or Chromium to use instead`;
  return opener === null ? { kind: 'address-only', why } : { kind: 'default-browser', command: opener, why };
}

/** The one line that tells the person what was chosen. */
export function shellSentence(shell: Shell, address: string): string {
  switch (shell.kind) {
    case 'electron':
      return `Atelier Studio opens in Electron (${shell.why}).`;
    case 'app-window':
      return `Atelier Studio opens as a window of ${shell.browser.name} (${shell.why}). Close the window or press Ctrl+C to end it.`;
    case 'default-browser':
      return `Atelier Studio opens in your browser (${shell.why}). Press Ctrl+C to end it. Its address: ${address}`;
    case 'address-only':
      return `Atelier Studio is served at ${address} (${shell.why}). Open it in a browser on this computer; press Ctrl+C to end it.`;
  }
}
