import type { Notices, NoticePermission } from '../state/notice-slice.ts';

/** What Electron's preload offers for notifications, beside the pipe. */
export interface ShellNotices {
  notify(notice: { readonly tag: string; readonly title: string; readonly body: string }): void;
  /** Told of the tag of a notification that the person pressed; gives the function that ends it. */
  onNoticePressed(listener: (tag: string) => void): () => void;
}

/** The desktop's notifications: from the shell where there is one, which brings its window to the front, else from the browser. */
export function desktopNotices(shell: ShellNotices | undefined): Notices {
  const isLookedAt = (): boolean => document.visibilityState === 'visible' && document.hasFocus();
  if (shell !== undefined) {
    const pressed = new Map<string, () => void>();
    shell.onNoticePressed(tag => pressed.get(tag)?.());
    return {
      permission: () => 'granted',
      ask: () => Promise.resolve('granted'),
      show: ({ onPress, ...notice }) => {
        pressed.set(notice.tag, onPress);
        shell.notify(notice);
      },
      isLookedAt,
    };
  }
  // Not there in a page that is not served securely, and in some browsers on phones.
  const isThere = 'Notification' in window;
  return {
    permission: (): NoticePermission => (isThere ? Notification.permission : 'none'),
    ask: () => (isThere ? Notification.requestPermission() : Promise.resolve('none')),
    show: ({ tag, title, body, onPress }) => {
      const notice = new Notification(title, { tag, body, icon: './atelier.svg' });
      notice.addEventListener('click', () => {
        window.focus();
        notice.close();
        onPress();
      });
    },
    isLookedAt,
  };
}
