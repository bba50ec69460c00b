import type { WaitId } from '../../engine/base/ids.ts';
import type { OpenWait } from '../../engine/trace/run-summary.ts';
import { whoseTask } from '../panels/inbox/whose-task.ts';
import type { Slice } from './studio.ts';

/** What the system says about notifications: not asked yet, or what the person decided; `none`: this system has none. */
export type NoticePermission = 'default' | 'granted' | 'denied' | 'none';

/** A notification of the desktop. Equal tags replace one another, so that two windows tell a thing once. */
export interface Notice {
  readonly tag: string;
  readonly title: string;
  readonly body: string;
  /** The person pressed it; the window is in front by then. */
  readonly onPress: () => void;
}

/** The desktop's notifications, whoever shows them. */
export interface Notices {
  readonly permission: () => NoticePermission;
  /** Asks the person; only ever called when they pressed a button for it. */
  readonly ask: () => Promise<NoticePermission>;
  readonly show: (notice: Notice) => void;
  /** Whether the person looks at this window now: then nothing need be told. */
  readonly isLookedAt: () => boolean;
}

/** Tells the person on the desktop when something new waits for them. */
export interface NoticeSlice {
  /** `unasked`: they were offered it and have not decided. */
  readonly notices: 'unasked' | 'on' | 'off' | 'denied' | 'none';
  /** Turns notifications on, which asks the system when it must, or off. */
  readonly setNotices: (on: boolean) => Promise<void>;
  /** The inbox was read: what is new in it and theirs is told, unless they look at the window. */
  readonly noticeTasks: (inbox: readonly OpenWait[]) => void;
}

const KEPT_AS = 'atelier.notices';
const BODY_LETTERS = 180;

export const noticeSlice: Slice<NoticeSlice> =
  ({ notices, storage }) =>
  (set, get) => {
    /** Null until the inbox was read once: what stood there at the start is no news. */
    let known: ReadonlySet<WaitId> | null = null;
    const choice = (): NoticeSlice['notices'] => {
      const permission = notices?.permission() ?? 'none';
      if (permission === 'none' || permission === 'denied') return permission;
      const kept = storage.getItem(KEPT_AS);
      if (kept === 'off') return 'off';
      return kept === 'on' && permission === 'granted' ? 'on' : 'unasked';
    };
    return {
      notices: choice(),

      setNotices: async on => {
        if (on && notices?.permission() === 'default') await notices.ask();
        storage.setItem(KEPT_AS, on ? 'on' : 'off');
        set({ notices: choice() });
      },

      noticeTasks: inbox => {
        const before = known;
        known = new Set(inbox.map(({ wait }) => wait.waitId));
        if (before === null || notices === undefined || get().notices !== 'on' || notices.isLookedAt()) return;
        const { facts } = get();
        for (const task of inbox) {
          const { waitId, subject } = task.wait;
          if (before.has(waitId) || subject.kind !== 'human' || whoseTask(task, facts) === 'others') continue;
          notices.show({
            tag: waitId,
            title: `“${task.flowName}” asks you`,
            body: subject.description.slice(0, BODY_LETTERS),
            onPress: () => get().openTask(waitId),
          });
        }
      },
    };
  };
