import { describe, expect, it } from 'vitest';
import { ok, refused } from '../../engine/base/result.ts';
import type { HostChild } from '../../electron/host-child.ts';
import { keepHost } from '../../electron/host-keeper.ts';

/** A keeper whose processes open every folder but `bad`; `story` is what happened, `crash` ends the process there is. */
function aKeeper({ nextFolders = [], goOnAfterCrashes = false }: { nextFolders?: (string | null)[]; goOnAfterCrashes?: boolean }) {
  const story: string[] = [];
  const at = { nowMs: 0, crash: () => undefined as unknown };
  const keeper = keepHost({
    start(folder, onCrash): HostChild {
      story.push(`start ${folder}`);
      at.crash = onCrash;
      return {
        opened: Promise.resolve(folder === 'bad' ? refused({ kind: 'locked', sentence: 'Somebody has it.' }) : ok(null)),
        connect: () => ({ post: () => undefined, end: () => undefined }),
        importFlow: () => Promise.resolve(refused('none')),
        close: () => Promise.resolve(void story.push(`close ${folder}`)),
      };
    },
    askAfterProblem(problem, folder) {
      story.push(`ask about ${folder}: ${problem.kind}`);
      return Promise.resolve(nextFolders.shift() ?? null);
    },
    askAfterCrashes() {
      story.push('ask after crashes');
      return Promise.resolve(goOnAfterCrashes);
    },
    onRestarted: () => story.push('restarted'),
    onGivenUp: () => story.push('given up'),
    nowMs: () => at.nowMs,
  });
  const crash = async (nowMs: number): Promise<void> => {
    at.nowMs = nowMs;
    at.crash();
    await new Promise(setImmediate);
  };
  return { keeper, story, crash };
}

describe('The keeper of the host process', () => {
  it('asks until a workspace opens, and closes what it leaves', async () => {
    const { keeper, story } = aKeeper({ nextFolders: ['bad', 'good'] });

    expect(await keeper.open('bad')).toBe('good');
    expect(await keeper.open('other')).toBe('other');
    await keeper.close();

    const asked = ['start bad', 'close bad', 'ask about bad: locked'];
    expect(story).toEqual([...asked, ...asked, 'start good', 'close good', 'start other', 'close other']);
    expect(keeper.current()).toBeNull();
  });

  it('gives up when the person does', async () => {
    const { keeper } = aKeeper({ nextFolders: [null] });
    expect(await keeper.open('bad')).toBeNull();
  });

  it('starts again by itself three times a minute, then asks', async () => {
    const { keeper, story, crash } = aKeeper({});
    await keeper.open('good');
    for (const nowMs of [1, 2, 3, 4]) await crash(nowMs * 1000);

    expect(story.filter(line => line === 'restarted')).toHaveLength(3);
    expect(story.slice(-2)).toEqual(['ask after crashes', 'given up']);
  });

  it('does not ask when a process dies once in a while', async () => {
    const { keeper, story, crash } = aKeeper({});
    await keeper.open('good');
    for (const minute of [1, 3, 5, 7, 9]) await crash(minute * 60_000);

    expect(story).not.toContain('ask after crashes');
    expect(keeper.current()).not.toBeNull();
  });

  it('goes on when the person wants it to', async () => {
    const { keeper, story, crash } = aKeeper({ goOnAfterCrashes: true });
    await keeper.open('good');
    for (const nowMs of [1, 2, 3, 4]) await crash(nowMs);

    expect(story.at(-1)).toBe('restarted');
    expect(keeper.current()).not.toBeNull();
  });
});
