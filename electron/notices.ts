import { BrowserWindow, Notification, type IpcMain } from 'electron';
import { z } from 'zod';
import { isTrusted } from './trusted-sender.ts';

/** What a window may ask to be told on the desktop; longer texts than these no desktop shows. */
const Notice = z.object({ tag: z.string().min(1).max(200), title: z.string().min(1).max(200), body: z.string().max(500) });

/** So many are kept at once: a window that asks for more replaces its own oldest. */
const MOST = 20;

/**
 * Shows the notifications that windows ask for. One that is pressed brings its window to the front and tells it which it was; one with the tag of
 * another takes its place. Only the main frame of our own page is listened to.
 */
export function openNotices(ipcMain: IpcMain): void {
  // Held, since a notification that nobody holds is collected and then answers no press.
  const shown = new Map<string, Notification>();
  const take = (tag: string): void => {
    shown.get(tag)?.close();
    shown.delete(tag);
  };
  ipcMain.on('atelier:notify', (event, given: unknown) => {
    const notice = Notice.safeParse(given);
    if (!isTrusted(event) || !notice.success || !Notification.isSupported()) return;
    const { tag, title, body } = notice.data;
    const { sender } = event;
    const [oldest] = shown.keys();
    take(tag);
    if (oldest !== undefined && shown.size >= MOST) take(oldest);
    const notification = new Notification({ title, body });
    notification.on('click', () => {
      shown.delete(tag);
      const window = BrowserWindow.getAllWindows().find(({ webContents }) => webContents === sender);
      if (window?.isMinimized() === true) window.restore();
      window?.focus();
      if (!sender.isDestroyed()) sender.send('atelier:notice-pressed', tag);
    });
    shown.set(tag, notification);
    notification.show();
  });
}
