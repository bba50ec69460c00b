import type { Page } from 'playwright';
import { launchReal } from './real-shell.ts';
import { launchStandIn } from './stand-in-shell.ts';

export interface AskedDialog {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

/** A shell that runs, in the real Electron or on the stand-in; the same tests look at both. */
export interface ShellUnderTest {
  /** The window's page, once there is one. */
  page(): Promise<Page>;
  windowCount(): Promise<number>;
  /** Message boxes that were shown, in order. */
  asked(): Promise<readonly AskedDialog[]>;
  /** Addresses that went to the system's browser. */
  openedOutside(): Promise<readonly string[]>;
  /** What the window's page is kept from and allowed. */
  webPreferences(): Promise<Readonly<Record<string, unknown>>>;
  /** Starts the program once more, as the system does for a file or an address that belongs to it. */
  startAgain(words: readonly string[]): Promise<void>;
  /** Ends the host process as a crash does. */
  killHost(): Promise<void>;
  /** Sends a text to the shell as a frame standing at `address` would; true where frames can be made up. */
  forge(address: string, text: string): boolean;
  /** Closes the window as a person does; resolves when the program has ended. */
  close(): Promise<void>;
}

export interface Launch {
  readonly workspaceFolder: string;
  readonly userData: string;
  readonly arguments?: readonly string[];
  /** Which button the person presses in each message box, in turn; the last button when they run out. */
  readonly buttons?: readonly number[];
  /** The folders or files they choose, in turn. */
  readonly paths?: readonly string[];
}

const realProgram = process.env.ATELIER_REAL_ELECTRON ?? '';

export const isReal = realProgram !== '';

export const launchShell = (launch: Launch): Promise<ShellUnderTest> => (isReal ? launchReal(realProgram, launch) : launchStandIn(launch));
