import type { IpcMain, WebContents } from 'electron';
import { MAX_MESSAGE_BYTES } from '../engine/host/pipe.ts';
import type { HostChild, HostLine } from './host-child.ts';
import { isTrusted } from './trusted-sender.ts';

/**
 * Carries texts between the windows' preloads and the host process. A page says hello when it loads and gets a line of its own; the line of
 * the page that stood there before ends, and with it its streams. Only the main frame of our own page is listened to.
 */
export function openRelay(ipcMain: IpcMain, host: () => HostChild | null): void {
  const lines = new Map<WebContents, { readonly page: string; readonly line: HostLine }>();
  const end = (contents: WebContents): void => {
    lines.get(contents)?.line.end();
    lines.delete(contents);
  };

  ipcMain.on('atelier:hello', (event, page: unknown) => {
    if (!isTrusted(event) || typeof page !== 'string') return;
    const contents = event.sender;
    if (!lines.has(contents)) contents.once('destroyed', () => end(contents));
    end(contents);
    const line = host()?.connect(text => {
      if (!contents.isDestroyed()) contents.send('atelier:message', page, text);
    });
    if (line !== undefined) lines.set(contents, { page, line });
  });

  ipcMain.on('atelier:post', (event, page: unknown, text: unknown) => {
    const at = lines.get(event.sender);
    if (!isTrusted(event) || at === undefined || at.page !== page) return;
    if (typeof text === 'string' && text.length <= MAX_MESSAGE_BYTES) at.line.post(text);
  });
}
