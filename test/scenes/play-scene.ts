import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunId } from '../../engine/base/ids.ts';
import type { JsonObject } from '../../engine/base/json.ts';
import { Flow } from '../../engine/flow/flow.ts';
import { playAct, type Stage } from './play-act.ts';
import { openSceneWorld } from './scene-world.ts';

/** A scene that was played to where its run rests; `world` is to be left by the caller. */
export interface PlayedScene {
  readonly world: Stage['world'];
  readonly runId: RunId;
}

/** Plays the scene of a folder. Throws when an act comes to something else than the scene says, and when no run was started. */
export async function playScene(folder: string): Promise<PlayedScene> {
  const product = linesOf(folder, 'product.txt');
  const world = await openSceneWorld({ model: linesOf(folder, 'model.txt'), product });
  const stage: Stage = {
    world,
    flow: Flow.parse(JSON.parse(textOf(folder, 'flow.json') ?? '')),
    slices: JSON.parse(textOf(folder, 'packet.json') ?? '{}') as JsonObject,
    mode: product.length > 0 ? 'live' : 'draft',
    runId: null,
    waitId: null,
  };
  try {
    const acts = linesOf(folder, 'acts.txt');
    for (const act of acts.some(line => line.startsWith('start')) ? acts : ['start', ...acts]) {
      const [line = '', expected] = act.split(' => ');
      const came = await playAct(line, stage);
      if (expected !== undefined && !came.includes(expected)) throw new Error(`“${line}” came to “${came}”, not to “${expected}”.`);
    }
    if (stage.runId === null) throw new Error('The scene has started no run.');
    await world.workspace().runner.settled(stage.runId);
    return { world, runId: stage.runId };
  } catch (fault) {
    await world.leave();
    throw fault;
  }
}

const textOf = (folder: string, file: string): string | null =>
  existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : null;

/** Lines of a scene's file that say something. */
export const linesOf = (folder: string, file: string): string[] =>
  (textOf(folder, file) ?? '')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'));
