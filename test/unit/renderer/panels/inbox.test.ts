import { describe, expect, it } from 'vitest';
import { OpenWait } from '../../../../engine/trace/run-summary.ts';
import { WorkspaceFacts } from '../../../../engine/contract/workspace.ts';
import { deadlineWords } from '../../../../renderer/panels/inbox/deadline-words.ts';
import { tasksOf, whoseTask } from '../../../../renderer/panels/inbox/whose-task.ts';
import { whyNotAnswer } from '../../../../renderer/panels/inbox/why-not-answer.ts';

const HOUR = 3_600_000_000;

const task = (name: string, assignee: string, openedAtUs: number, deadlineAtUs: number | null = null): OpenWait =>
  OpenWait.parse({
    runId: `run_${name}`,
    flowId: 'review',
    flowName: 'Review',
    stepId: 'ask',
    visit: 1,
    openedAtUs,
    wait: {
      waitId: `wait_${name}`,
      subject: { kind: 'human', assignee, description: name, outcomes: [{ id: 'go', label: 'Go' }], form: null, show: [] },
      deadlineAtUs,
    },
  });

const ME: Pick<WorkspaceFacts, 'me' | 'roles'> = WorkspaceFacts.pick({ me: true, roles: true }).parse({
  me: 'user:ana',
  roles: ['role:partner'],
});

describe('The inbox', () => {
  it('tells what is mine, what is asked of my roles and what is of others', () => {
    const tasks = [task('a', 'user:ana', 1), task('b', 'role:partner', 2), task('c', 'user:ben', 3)];

    expect(tasks.map(one => whoseTask(one, ME))).toEqual(['mine', 'roles', 'others']);
    expect(tasksOf(tasks, 'mine', ME).map(({ wait }) => wait.waitId)).toEqual(['wait_a']);
    expect(tasksOf(tasks, 'roles', ME).map(({ wait }) => wait.waitId)).toEqual(['wait_b']);
    expect(tasksOf(tasks, 'all', ME)).toHaveLength(3);
  });

  it('puts the most pressing deadline on top, then the oldest', () => {
    const tasks = [task('old', 'user:ana', 1), task('late', 'user:ana', 5, 9 * HOUR), task('soon', 'user:ana', 9, 2 * HOUR)];

    expect(tasksOf(tasks, 'all', ME).map(({ wait }) => wait.waitId)).toEqual(['wait_soon', 'wait_late', 'wait_old']);
  });

  it('says in words how a deadline stands', () => {
    expect(deadlineWords(null, 0)).toBeNull();
    expect(deadlineWords(2 * HOUR + 59_000_000, 0)).toEqual({ words: 'Due in 2 h', how: 'soon' });
    expect(deadlineWords(72 * HOUR, 0)).toEqual({ words: 'Due in 3 d', how: 'later' });
    expect(deadlineWords(1_000_000, 0)).toEqual({ words: 'Due within a minute', how: 'soon' });
    expect(deadlineWords(0, 26 * HOUR)).toEqual({ words: 'Overdue by 1 d 2 h', how: 'overdue' });
  });

  it('says why an answer cannot be given, the first thing first', () => {
    const field = {
      name: 'limit',
      label: 'Budget limit',
      description: '',
      required: true,
      initial: null,
      input: { kind: 'number' as const },
    };
    const given = { assignee: 'role:partner', isMine: true, connection: 'open' as const, fields: [field], typed: {} };

    expect(whyNotAnswer(given)).toBe('Fill in “Budget limit” first.');
    expect(whyNotAnswer({ ...given, typed: { limit: 0 } })).toBeNull();
    expect(whyNotAnswer({ ...given, typed: { limit: '' } })).toBe('Fill in “Budget limit” first.');
    expect(whyNotAnswer({ ...given, fields: [{ ...field, initial: 10 }] })).toBeNull();
    expect(whyNotAnswer({ ...given, connection: 'lost' })).toMatch(/not answering right now/);
    expect(whyNotAnswer({ ...given, isMine: false })).toMatch(/^Only a partner may answer this/);
  });
});
