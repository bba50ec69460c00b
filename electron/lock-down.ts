import type { Session, WebContents } from 'electron';
import { CONTENT_SECURITY_POLICY } from '../engine/host/security-headers.ts';
import { isOurPage, outsideAddress } from './page-address.ts';

/** What the window may ask of the system: to put text on the clipboard after a click, and to show a notification. */
const ALLOWED_PERMISSIONS: readonly string[] = ['clipboard-sanitized-write', 'notifications'];

/** Takes from every page of the session what the window does not need: the network, the system's permissions, a weaker policy. */
export function lockDownSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(ALLOWED_PERMISSIONS.includes(permission)));
  session.setPermissionCheckHandler((_contents, permission) => ALLOWED_PERMISSIONS.includes(permission));
  session.webRequest.onBeforeRequest({ urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*'] }, (_details, answer) =>
    answer({ cancel: true }),
  );
  session.webRequest.onHeadersReceived(({ responseHeaders }, answer) =>
    answer({ responseHeaders: { ...responseHeaders, 'Content-Security-Policy': [CONTENT_SECURITY_POLICY] } }),
  );
}

/** Keeps a window on its own page: links to elsewhere go to the system's browser when they are https, and nowhere otherwise. */
export function lockDownContents(contents: WebContents, openOutside: (address: string) => void): void {
  const sendOutside = (address: string): void => {
    const outside = outsideAddress(address);
    if (outside !== null) openOutside(outside);
  };
  contents.on('will-navigate', event => {
    if (isOurPage(event.url)) return;
    event.preventDefault();
    sendOutside(event.url);
  });
  contents.on('will-redirect', event => {
    if (!isOurPage(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', event => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    sendOutside(url);
    return { action: 'deny' };
  });
}
