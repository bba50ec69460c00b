import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, describe, it } from 'vitest';
import { ERROR_CLASSES } from '../../engine/base/step-error.ts';
import { chainBreak } from '../../engine/trace/chain.ts';
import { foldRun } from '../../engine/trace/fold-run.ts';
import { story } from '../test-workspace.ts';
import { linesOf, playScene } from './play-scene.ts';
import { SHOWN_BY } from './shown-by.ts';

// A folder is a test: flow.json, packet.json (slices), acts.txt (what happens to the run from outside), model.txt and product.txt (what these
// do), story.txt (the run's whole trace), calls.txt (what products were asked).
const SCENES = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(({ name }) => name);

describe('a scene', () => {
  it.each(SCENES)('%s is told by its trace', async name => {
    const folder = join(import.meta.dirname, name);
    const { world, runId } = await playScene(folder);
    try {
      const workspace = world.workspace();
      const { trace, runs, orgId } = workspace;
      const rows = await trace.rowsOf(orgId, runId);
      expect(story(rows)).toEqual(linesOf(folder, 'story.txt'));
      expect(world.calls).toEqual(linesOf(folder, 'calls.txt'));
      expect(chainBreak(rows)).toBeNull();
      const run = foldRun(rows);
      expect((await runs.summary(orgId, runId))?.status).toBe(run.state.status);
      expect((await workspace.verify()).breaks).toEqual([]);
      const open = (await runs.openWaits(orgId)).map(({ wait }) => wait);
      expect(open).toEqual(run.state.status === 'waiting' ? [run.state.wait] : []);
    } finally {
      await world.leave();
    }
  });
});

describe('the scenes together', () => {
  it.each(Object.entries(SHOWN_BY))('show %s', (_what, scenes) => {
    expect(scenes.length).toBeGreaterThan(0);
    expect(scenes.filter(name => !SCENES.includes(name))).toEqual([]);
  });

  it('show every transition from R1 to R16, and every class of error', () => {
    const lines = Object.keys(SHOWN_BY);
    const transitions = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9', 'R10', 'R11', 'R12', 'R13', 'R16'];
    expect(transitions.filter(row => !lines.some(line => line.startsWith(`${row},`)))).toEqual([]);
    expect(ERROR_CLASSES.filter(each => !lines.includes(`the error ${each}`))).toEqual([]);
  });

  it('have each a place in the table', () => {
    const named = new Set(Object.values(SHOWN_BY).flat());
    expect(SCENES.filter(name => !named.has(name))).toEqual([]);
  });
});
