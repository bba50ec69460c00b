import { EventEmitter } from 'node:events';
import type { Page, Request as PageRequest } from 'playwright';
import { answerRequest } from './answer-request.ts';
import { meantAddress, shownAddress } from './app-address.ts';
import { desk } from './desk.ts';
import { openPreloadWorld, type PreloadLine } from './preload-world.ts';

export const ipcMain = new EventEmitter();
export const windows: PageWindow[] = [];

interface WindowOptions {
  readonly webPreferences: { readonly preload: string };
}

/** The contents of a window: a page of Chromium, with the preload in a world of its own. */
class PageContents extends EventEmitter {
  page: Page | null = null;
  #line: PreloadLine | null = null;
  #openHandler: (details: { url: string }) => unknown = () => undefined;
  /** The address the shell itself asked for: going there is no wish of the page. */
  #expected = '';

  setWindowOpenHandler(handler: (details: { url: string }) => unknown): void {
    this.#openHandler = handler;
  }

  async load(url: string, preload: string): Promise<void> {
    const page = (this.page ??= await this.#open(preload));
    this.#expected = url;
    await page.goto(shownAddress(url), { waitUntil: 'commit' });
  }

  reload(): void {
    this.#expected = meantAddress(this.page?.url() ?? '');
    void this.page?.reload({ waitUntil: 'commit' });
  }

  send(channel: string, ...args: unknown[]): void {
    this.#line?.send(channel, args);
  }

  isDestroyed = (): boolean => this.page?.isClosed() ?? false;

  async #open(preload: string): Promise<Page> {
    const { context } = desk;
    if (context === null) throw new Error('The test has opened no browser.');
    const page = await context.newPage();
    await context.route('**/*', (route, request) =>
      answerRequest(route, request, isOf(page, request), {
        mayNavigate: url => this.#mayNavigate(url),
        askWindow: url => this.#openHandler({ url }),
      }),
    );
    this.#line = await openPreloadWorld(page, preload, ({ channel, args, page: address }) =>
      ipcMain.emit(channel, { sender: this, senderFrame: { url: meantAddress(address), parent: null } }, ...args),
    );
    return page;
  }

  #mayNavigate(url: string): boolean {
    if (url === this.#expected) return true;
    const event = { url, prevented: false, preventDefault: () => (event.prevented = true) };
    this.emit('will-navigate', event);
    return !event.prevented;
  }
}

/** False for the first request of a page that does not exist yet: somebody asks for a new window. */
function isOf(page: Page, request: PageRequest): boolean {
  try {
    return request.frame().page() === page;
  } catch {
    return false;
  }
}

/** A window: a page and what the shell knows of its frame. */
export class PageWindow extends EventEmitter {
  readonly webContents = new PageContents();
  readonly options: WindowOptions;

  constructor(options: WindowOptions) {
    super();
    this.options = options;
    windows.push(this);
  }

  static getAllWindows = (): readonly PageWindow[] => windows;

  async loadURL(url: string): Promise<void> {
    await this.webContents.load(url, this.options.webPreferences.preload);
    this.emit('ready-to-show');
  }

  getNormalBounds = (): object => ({ x: 10, y: 20, width: 1000, height: 700 });
  isMaximized = (): boolean => false;
  isMinimized = (): boolean => false;
  maximize = (): void => undefined;
  restore = (): void => undefined;
  show = (): void => undefined;
  focus = (): void => undefined;

  async close(): Promise<void> {
    this.emit('close');
    await this.webContents.page?.close();
    windows.splice(windows.indexOf(this), 1);
    this.webContents.emit('destroyed');
    this.emit('closed');
    if (windows.length === 0) desk.lastWindowClosed();
  }
}
