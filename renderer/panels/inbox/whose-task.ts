import type { WorkspaceFacts } from '../../../engine/contract/workspace.ts';
import type { OpenWait } from '../../../engine/trace/run-summary.ts';

/** Whose tasks an inbox shows. */
export const INBOX_VIEWS = ['mine', 'roles', 'all'] as const;
export type InboxView = (typeof INBOX_VIEWS)[number];

/** Whether a task is asked of the person, of a role of theirs, or of somebody else. */
export function whoseTask(wait: OpenWait, facts: Pick<WorkspaceFacts, 'me' | 'roles'> | null): 'mine' | 'roles' | 'others' {
  const { subject } = wait.wait;
  if (subject.kind !== 'human') return 'others';
  if (facts === null || subject.assignee === facts.me) return 'mine';
  return facts.roles.includes(subject.assignee) ? 'roles' : 'others';
}

/** The tasks of a view: those with a deadline first, the most pressing on top, then the oldest. */
export function tasksOf(
  inbox: readonly OpenWait[],
  view: InboxView,
  facts: Pick<WorkspaceFacts, 'me' | 'roles'> | null,
): readonly OpenWait[] {
  return inbox
    .filter(wait => view === 'all' || whoseTask(wait, facts) === view)
    .toSorted((a, b) => dueOf(a) - dueOf(b) || a.openedAtUs - b.openedAtUs);
}

const dueOf = ({ wait }: OpenWait): number => wait.deadlineAtUs ?? Number.MAX_SAFE_INTEGER;
