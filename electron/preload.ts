import { contextBridge, ipcRenderer } from 'electron';

/** Names this page to the shell, so that a text for the page that stood here before never reaches this one. */
const page = crypto.randomUUID();

/** The one door of the window: texts to the host and from it, and what it tells on the desktop. Neither Electron nor Node are within its reach. */
contextBridge.exposeInMainWorld('atelier', {
  post(text: unknown): void {
    if (typeof text === 'string') ipcRenderer.send('atelier:post', page, text);
  },
  onMessage(listener: (text: string) => void): () => void {
    const hear = (_event: unknown, forPage: unknown, text: unknown): void => {
      if (forPage === page && typeof text === 'string') listener(text);
    };
    ipcRenderer.on('atelier:message', hear);
    return () => void ipcRenderer.off('atelier:message', hear);
  },
  notify(notice: unknown): void {
    ipcRenderer.send('atelier:notify', notice);
  },
  onNoticePressed(listener: (tag: string) => void): () => void {
    const hear = (_event: unknown, tag: unknown): void => {
      if (typeof tag === 'string') listener(tag);
    };
    ipcRenderer.on('atelier:notice-pressed', hear);
    return () => void ipcRenderer.off('atelier:notice-pressed', hear);
  },
});

ipcRenderer.send('atelier:hello', page);
