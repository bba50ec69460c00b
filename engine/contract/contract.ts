import { artefactsContract } from './artefacts.ts';
import { cacheContract } from './cache.ts';
import { catalogContract } from './catalog.ts';
import { eventsContract } from './events.ts';
import { flowsContract } from './flows.ts';
import { memoryContract } from './memory.ts';
import { modelsContract } from './models.ts';
import { observatoryContract } from './observatory.ts';
import { packetsContract } from './packets.ts';
import { recipesContract } from './recipes.ts';
import { runsContract } from './runs.ts';
import { skillsContract } from './skills.ts';
import { testsContract } from './tests.ts';
import { versionsContract } from './versions.ts';
import { workspaceContract } from './workspace.ts';

/** The one door between a window and a workspace: every call and every stream. Each wire carries it and knows nothing of flows. */
export const contract = {
  workspace: workspaceContract,
  flows: flowsContract,
  versions: versionsContract,
  packets: packetsContract,
  recipes: recipesContract,
  runs: runsContract,
  artefacts: artefactsContract,
  events: eventsContract,
  cache: cacheContract,
  catalog: catalogContract,
  skills: skillsContract,
  models: modelsContract,
  memory: memoryContract,
  observatory: observatoryContract,
  tests: testsContract,
};
export type Contract = typeof contract;
