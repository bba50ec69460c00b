import { createRouterClient } from '@orpc/server';
import { isDefinedError, safe } from '@orpc/client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { FlowId, WaitId, type RunId } from '../../../engine/base/ids.ts';
import { openChanges } from '../../../engine/host/changes.ts';
import { router } from '../../../engine/host/router.ts';
import { wireBoard } from '../../../renderer/bridge/wire-board.ts';
import type { Host } from '../../../renderer/bridge/host.ts';
import type { Notice, NoticePermission } from '../../../renderer/state/notice-slice.ts';
import { createStudio, type Word } from '../../../renderer/state/studio.ts';
import type { Workspace } from '../../../engine/workspace.ts';
import { startRun } from '../../test-workspace.ts';
import { askingFlow, aWorkspace } from './a-workspace.ts';

let workspace: Workspace;
let remove = () => Promise.resolve();
let host: Host;

beforeAll(async () => {
  const opened = await aWorkspace();
  workspace = opened.workspace;
  remove = () => opened.remove();
  const context = { workspace, changes: openChanges(), newEventId: () => 'evt_1' };
  host = createRouterClient(router, { context });
});
afterAll(() => remove());

/** A run that waits for an answer, and what it asks. */
async function asked(): Promise<{ readonly runId: RunId; readonly waitId: WaitId }> {
  const runId = await startRun(workspace, JSON.parse(askingFlow('Ask twice')), { intake: 'We are forty people.' });
  await workspace.runner.settled(runId);
  return { runId, waitId: await waitOf(runId) };
}

async function waitOf(runId: RunId): Promise<WaitId> {
  const waits = await workspace.runs.openWaits(workspace.orgId);
  return waits.find(wait => wait.runId === runId)?.wait.waitId ?? WaitId.parse('wait_none');
}

/** What a window knows and says, over the host's own calls; nothing is drawn. */
function aWindow(kept = new Map<string, string>()) {
  const words: Word[] = [];
  const notices: Notice[] = [];
  const desktop = { permission: 'default' as NoticePermission, asked: 0, isLookedAt: false };
  const wire = wireBoard();
  wire.tell('open');
  const store = createStudio({
    host,
    wire,
    workspace: 'test',
    storage: {
      getItem: key => kept.get(key) ?? null,
      setItem: (key, text) => void kept.set(key, text),
      removeItem: key => void kept.delete(key),
    },
    room: { widthPx: 1440, heightPx: 900 },
    nowUs: () => 0,
    later: () => () => undefined,
    clipboard: { write: () => Promise.resolve(true), read: () => Promise.resolve(null) },
    notices: {
      permission: () => desktop.permission,
      ask: () => {
        desktop.asked += 1;
        desktop.permission = 'granted';
        return Promise.resolve(desktop.permission);
      },
      show: notice => notices.push(notice),
      isLookedAt: () => desktop.isLookedAt,
    },
    layOut: graph => Promise.resolve(graph),
    tell: word => words.push(word),
    handOver: () => undefined,
  });
  return { studio: () => store.getState(), words, notices, desktop, kept };
}

describe('A task', () => {
  it('can be read with the names of its flow, and afterwards with how it ended', async () => {
    const { runId, waitId } = await asked();
    expect(await host.runs.task({ waitId })).toMatchObject({ stepTitles: { ask: 'ask', fit: 'fit' }, afterDeadline: null, end: null });

    await host.runs.resolve({ waitId, outcome: 'approve', comment: 'Yes, please.', answer: {} });

    expect((await host.runs.task({ waitId })).end).toMatchObject({
      how: 'resolved',
      by: workspace.me,
      answer: 'Approve',
      comment: 'Yes, please.',
    });
    await host.runs.cancel({ runId, reason: null });
    const { error } = await safe(host.runs.task({ waitId: WaitId.parse('wait_none') }));
    expect(isDefinedError(error) && error.code).toBe('NO_SUCH_TASK');
  });

  it('that somebody else answers first says so, and nothing that was typed is lost', async () => {
    const { runId, waitId } = await asked();
    const [mine, theirs] = [aWindow(), aWindow()];
    await mine.studio().readInbox();
    mine.studio().draftAnswer(waitId, { comment: 'I would wait.', typed: { limit: 10 } });

    expect(await theirs.studio().answerTask({ waitId, outcome: 'reject', comment: null, answer: {} })).toBeNull();
    const refused = await mine.studio().answerTask({ waitId, outcome: 'approve', comment: 'I would wait.', answer: {} });
    await mine.studio().readInbox();

    expect(refused?.sentence).toMatch(/^This was answered by .+ so nothing was changed now\.$/);
    await vi.waitFor(() =>
      expect(mine.words.map(({ sentence }) => sentence)).toEqual([expect.stringContaining('Nothing that you wrote is lost.')]),
    );
    expect(mine.studio().answerDrafts[waitId]).toEqual({ comment: 'I would wait.', typed: { limit: 10 } });
    // Nor by closing the window.
    expect(aWindow(mine.kept).studio().answerDrafts[waitId]?.comment).toBe('I would wait.');
    await workspace.runner.settled(runId);
    expect((await host.runs.read({ runId })).run.status).toBe('halted');
  });

  it('that was sent from another window of the same person is told to nobody', async () => {
    const { waitId } = await asked();
    const mine = aWindow();
    await mine.studio().readInbox();
    mine.studio().draftAnswer(waitId, { comment: 'Agreed.', typed: {} });
    const other = aWindow(mine.kept);

    await other.studio().answerTask({ waitId, outcome: 'reject', comment: 'Agreed.', answer: {} });
    await mine.studio().readInbox();

    await vi.waitFor(() => expect(mine.studio().answerDrafts[waitId]).toBeUndefined());
    expect(mine.words).toEqual([]);
  });

  it('goes to somebody else, or stays with a sentence', async () => {
    const { runId, waitId } = await asked();
    const { studio } = aWindow();

    expect(await studio().reassignTask(waitId, 'user:ben' as typeof workspace.me, 'Yours.')).toBeNull();
    expect(await studio().reassignTask(waitId, 'user:ben' as typeof workspace.me, null)).toBe('This is for user:ben already.');
    expect(studio().inbox?.find(wait => wait.runId === runId)?.wait.subject).toMatchObject({ assignee: 'user:ben' });
    await host.runs.cancel({ runId, reason: null });
  });
});

describe('Notifications', () => {
  it('are asked for by a press alone, and tell what is new and theirs while nobody looks', async () => {
    const first = await asked();
    const { studio, notices, desktop } = aWindow();
    await studio().readInbox();
    expect([desktop.asked, studio().notices]).toEqual([0, 'unasked']);

    await studio().setNotices(true);
    const second = await asked();
    await studio().readInbox();
    expect([desktop.asked, studio().notices]).toEqual([1, 'on']);
    expect(notices.map(({ tag, title, body }) => [tag, title, body])).toEqual([[second.waitId, '“Ask twice” asks you', 'Go on?']]);
    notices[0]?.onPress();
    expect(studio().desk.activeTab).toBe(`task ${second.waitId}`);

    desktop.isLookedAt = true;
    const third = await asked();
    await studio().readInbox();
    desktop.isLookedAt = false;
    await studio().setNotices(false);
    const fourth = await asked();
    await studio().readInbox();
    expect(notices).toHaveLength(1);
    for (const { runId } of [first, second, third, fourth]) await host.runs.cancel({ runId, reason: null });
  });
});

describe('Runs, the bus and sheets over the contract', () => {
  it('stops several runs and says of each what became of it', async () => {
    const [a, b] = [await asked(), await asked()];
    await host.runs.cancel({ runId: a.runId, reason: null });
    const { studio } = aWindow();
    const told: number[] = [];

    const result = await studio().stopRuns([a.runId, b.runId], 'Enough', done => told.push(done), new AbortController().signal);

    expect(result).toEqual({ stopped: 1, over: 1, trouble: null });
    expect(told).toEqual([1, 2]);
    expect((await studio().searchRuns({ statuses: ['halted'] }, null, 1)).runs).toMatchObject([{ runId: b.runId }]);
    expect((await host.runs.read({ runId: b.runId })).flow.name).toBe('Ask twice');
  });

  it('tells windows what crosses the bus, and what was refused', async () => {
    const stop = new AbortController();
    const heard = (await host.workspace.changes(undefined, { signal: stop.signal }))[Symbol.asyncIterator]();
    expect(await heard.next()).toMatchObject({ value: { kind: 'open' } });

    await workspace.eventDoor.receive({ id: 'm', timestamp: '1', signature: 'v1,x', contentType: undefined, body: new Uint8Array() });

    expect(await heard.next()).toMatchObject({ value: { kind: 'events' } });
    stop.abort();
    const { studio } = aWindow();
    await studio().readBus();
    expect(studio().bus).toMatchObject({
      received: [],
      sent: [],
      dead: [],
      awaited: [],
      starts: [],
      rejected: [{ code: 'outside_window', count: 1 }],
    });
  });

  it('writes a sheet of a flow as HTML and as Word, and says when there is no such flow', async () => {
    const { flowId } = await host.flows.importText({ fileName: 'ask.flow.json', text: askingFlow('Ask twice') });

    const html = await host.flows.sheet({ flowId, versionNo: null, as: 'html' });
    const docx = await host.flows.sheet({ flowId, versionNo: null, as: 'docx' });

    expect(Buffer.from(html.base64, 'base64').toString()).toMatch(
      /<h1>Ask twice<\/h1>[\s\S]*Who decides and approves[\s\S]*Approve or Reject/,
    );
    expect(Buffer.from(docx.base64, 'base64').subarray(0, 2).toString()).toBe('PK');
    const missing = await safe(host.flows.sheet({ flowId: FlowId.parse('nowhere'), versionNo: null, as: 'html' }));
    expect(isDefinedError(missing.error) && missing.error.code).toBe('NO_SUCH_FLOW');
    const never = await safe(host.flows.sheet({ flowId, versionNo: 7, as: 'html' }));
    expect(isDefinedError(never.error) && never.error.code).toBe('NO_SUCH_VERSION');
  });
});
