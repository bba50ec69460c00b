import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StepId, type FlowId } from '../../../engine/base/ids.ts';
import { aWindow } from './a-window.ts';

/** A letter is typed every so often, and what was typed longer ago than the second figure may not be lost. */
const [LETTER_MS, LOST_MS] = [25, 500];
const MOST_LOST = LOST_MS / LETTER_MS;
/** Not when all of it has just been kept. */
const TYPED = 59;

let folder = '';
const children: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-journal-'));
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

function start(file: string, ...words: readonly string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, file), ...words], {
    env: { ...process.env, ATELIER_PERSON_FOLDER: join(folder, 'person') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const gone = new Promise<void>(resolve => child.once('exit', () => resolve()));
  return {
    lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](),
    /** Without a chance to put anything in order. */
    kill: () => {
      child.kill('SIGKILL');
      return gone;
    },
  };
}
const startHost = async () => {
  const host = start('journal-host.ts', join(folder, 'Studio'));
  return { ...host, address: String((await host.lines.next()).value) };
};

describe('What is typed', () => {
  let flowId: FlowId;
  let again: Awaited<ReturnType<typeof startHost>>;

  it('is on disk half a second later when the host is killed, and undo goes on from before', async () => {
    const host = await startHost();
    const window = await aWindow(host.address);
    await window.store.getState().createFlow('Pricing');
    flowId = window.store.getState().openFlow?.flowId ?? expect.fail('The flow was not made.');
    const step = StepId.parse('look');
    window.store.getState().edit([
      {
        kind: 'add-steps',
        steps: [{ id: step, kind: 'human_task', config: { assignee: 'role:partner', description: 'Decide.' } }],
        layout: {},
      },
    ]);
    for (let letters = 1; letters <= TYPED; letters++) {
      window.store.getState().tellTyping({ stepId: step, field: 'title', text: 'x'.repeat(letters) });
      await window.pass(LETTER_MS);
    }
    await host.kill();

    again = await startHost();
    const later = await aWindow(again.address);
    await later.store.getState().showFlow(flowId);
    const { typing, undo } = later.store.getState();
    expect(typing).toMatchObject({ stepId: step, field: 'title' });
    expect(typing !== null && 'text' in typing ? typing.text.length : 0).toBeGreaterThanOrEqual(TYPED - MOST_LOST);
    expect(later.store.getState().openFlow?.flow.steps).toHaveLength(1);
    undo();
    expect(later.store.getState().openFlow?.flow.steps).toHaveLength(0);
    await later.pass(LOST_MS);
    expect(later.store.getState().openFlow?.save).toEqual({ kind: 'saved' });
    later.close();
  });

  it('into the JSON is on disk half a second later when the window is killed, and the undone can be done again', async () => {
    const window = start('journal-window.ts', again.address, flowId);
    let typed = 0;
    while (typed < TYPED) typed = Number((await window.lines.next()).value);
    await window.kill();

    const later = await aWindow(again.address);
    await later.store.getState().showFlow(flowId);
    const { typing, redo, desk } = later.store.getState();
    expect(typing !== null && 'json' in typing ? typing.json.text.length : 0).toBeGreaterThanOrEqual(typed - MOST_LOST);
    expect(desk.flowView).toBe('json');
    redo();
    expect(later.store.getState().openFlow?.flow.steps).toHaveLength(1);
    later.close();
  });
});
