import type { WaitId } from '../../../engine/base/ids.ts';
import { pageTab, type Desk, type Tab } from '../../state/desk.ts';

export const TASK_PAGE_ID = 'task';

/** The tab of one human task: `#/task/wait_…`. */
export const taskTab = (waitId: WaitId, title: string): Tab => pageTab(TASK_PAGE_ID, waitId, title);

/** Whether a task's own page is in front. */
export const isTaskInFront = ({ tabs, activeTab }: Desk, waitId: WaitId): boolean =>
  activeTab === taskTab(waitId, '').id && tabs.some(({ id }) => id === activeTab);
