import type { BrowserContext } from 'playwright';

export interface AskedDialog {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

type Answer<Details, Reply> = (details: Details, answer: (reply: Reply) => void) => void;
type Headers = Record<string, string | string[]>;

/** What a test sets up before the shell starts, and what the shell did: the stand-in's only state. */
export const desk = {
  context: null as BrowserContext | null,
  userData: '',
  isFirstInstance: true,
  /** What the person will press in message boxes, and the paths they will choose, in turn. */
  buttons: [] as number[],
  paths: [] as string[],

  asked: [] as AskedDialog[],
  openedOutside: [] as string[],
  notified: [] as { readonly title: string; readonly body: string; press(): void }[],
  privileged: [] as unknown[],
  menu: null as unknown,
  children: [] as { pid: number | undefined; kill(signal?: NodeJS.Signals): void }[],
  files: null as ((request: Request) => Promise<Response>) | null,
  permission: null as ((contents: unknown, permission: string, answer: (granted: boolean) => void) => void) | null,
  beforeRequest: null as Answer<{ url: string }, { cancel?: boolean }> | null,
  headersReceived: null as Answer<{ url: string; responseHeaders: Headers }, { responseHeaders?: Headers }> | null,
  lastWindowClosed: () => undefined as unknown,
  exited: Promise.withResolvers<null>(),
};
