import { EventEmitter } from 'node:events';
import { desk } from './desk.ts';
import { windows } from './page-window.ts';

/**
 * The part of the `electron` module that the shell uses, on top of Chromium and Node. It does not carry what only Electron has: the real sandbox,
 * fuses, asar, and ports that are handed from process to process.
 */
export { PageWindow as BrowserWindow, ipcMain } from './page-window.ts';
export { utilityProcess } from './child.ts';

let isQuitting = false;

export const app = Object.assign(new EventEmitter(), {
  whenReady: () => Promise.resolve(),
  requestSingleInstanceLock: () => desk.isFirstInstance,
  isPackaged: true,
  setAsDefaultProtocolClient: (_scheme: string) => true,
  getPath: (_name: string) => desk.userData,
  quit(): void {
    if (isQuitting) return;
    const event = { prevented: false, preventDefault: () => (event.prevented = true) };
    app.emit('before-quit', event);
    if (event.prevented) return;
    isQuitting = true;
    void Promise.all([...windows].map(window => window.close())).then(() => desk.exited.resolve(null));
  },
});

desk.lastWindowClosed = () => app.emit('window-all-closed');

export const dialog = {
  // With or without the window it belongs to.
  async showMessageBox(...given: unknown[]): Promise<{ response: number }> {
    const { message = '', detail = '', buttons = [] } = given.at(-1) as { message?: string; detail?: string; buttons?: string[] }; // true: the options come last
    desk.asked.push({ message, detail, buttons });
    return Promise.resolve({ response: desk.buttons.shift() ?? buttons.length - 1 });
  },
  async showOpenDialog(): Promise<{ filePaths: string[] }> {
    const path = desk.paths.shift();
    return Promise.resolve({ filePaths: path === undefined ? [] : [path] });
  },
};

/** A notification of the desktop, which a test presses. */
export class Notification extends EventEmitter {
  static isSupported = (): boolean => true;
  readonly notice: { readonly title: string; readonly body: string };

  constructor(notice: { readonly title: string; readonly body: string }) {
    super();
    this.notice = notice;
  }

  show(): void {
    desk.notified.push({ ...this.notice, press: () => this.emit('click') });
  }

  close(): void {
    this.emit('close');
  }
}

export const Menu = {
  buildFromTemplate: (template: unknown) => template,
  setApplicationMenu: (menu: unknown) => (desk.menu = menu),
};

export const protocol = {
  registerSchemesAsPrivileged: (schemes: unknown[]) => desk.privileged.push(...schemes),
  handle: (_scheme: string, handler: typeof desk.files) => (desk.files = handler),
};

export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] };

export const session = {
  defaultSession: {
    setPermissionRequestHandler: (handler: typeof desk.permission) => (desk.permission = handler),
    setPermissionCheckHandler: () => undefined,
    webRequest: {
      onBeforeRequest: (_filter: unknown, listener: typeof desk.beforeRequest) => (desk.beforeRequest = listener),
      onHeadersReceived: (listener: typeof desk.headersReceived) => (desk.headersReceived = listener),
    },
  },
};

export const shell = {
  openExternal(address: string): Promise<void> {
    desk.openedOutside.push(address);
    return Promise.resolve();
  },
};
