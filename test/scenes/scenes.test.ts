import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, describe, it } from 'vitest';
import { chainBreak } from '../../engine/trace/chain.ts';
import { openTestWorkspace, startRun, story } from '../test-workspace.ts';
import { turnedClock } from '../turned-clock.ts';
import { playAct } from './play-act.ts';

// A folder is a test: flow.json, packet.json (slices), acts.txt (what happens to the run from outside), story.txt (its whole trace).
const SCENES = readdirSync(import.meta.dirname, { withFileTypes: true }).filter(entry => entry.isDirectory());

describe('a scene', () => {
  it.each(SCENES.map(({ name }) => name))('%s is told by its trace', async name => {
    const folder = join(import.meta.dirname, name);
    const clock = turnedClock();
    const { workspace, leave } = await openTestWorkspace({ clock });
    try {
      const runId = await startRun(
        workspace,
        JSON.parse(readFileSync(join(folder, 'flow.json'), 'utf8')),
        JSON.parse(textOf(folder, 'packet.json') ?? '{}') as Record<string, unknown>,
      );
      for (const act of linesOf(folder, 'acts.txt')) await playAct(act, { workspace, runId, clock });
      await workspace.runner.settled(runId);

      const rows = await workspace.trace.rowsOf(workspace.orgId, runId);
      expect(story(rows)).toEqual(linesOf(folder, 'story.txt'));
      expect(chainBreak(rows)).toBeNull();
    } finally {
      await leave();
    }
  });
});

const textOf = (folder: string, file: string): string | null =>
  existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : null;

const linesOf = (folder: string, file: string): string[] =>
  (textOf(folder, file) ?? '')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'));
