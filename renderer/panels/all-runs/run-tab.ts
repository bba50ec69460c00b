import type { RunId } from '../../../engine/base/ids.ts';
import { pageTab, type Tab } from '../../state/desk.ts';

export const RUN_PAGE_ID = 'run';

/** The tab of one run: `#/run/run_…`. */
export const runTab = (runId: RunId, title: string): Tab => pageTab(RUN_PAGE_ID, runId, title);
