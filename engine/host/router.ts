import { artefactsHandlers } from './handlers/artefacts.ts';
import { cacheHandlers } from './handlers/cache.ts';
import { catalogHandlers } from './handlers/catalog.ts';
import { eventsHandlers } from './handlers/events.ts';
import { flowsHandlers } from './handlers/flows.ts';
import { memoryHandlers } from './handlers/memory.ts';
import { modelsHandlers } from './handlers/models.ts';
import { observatoryHandlers } from './handlers/observatory.ts';
import { packetsHandlers } from './handlers/packets.ts';
import { recipesHandlers } from './handlers/recipes.ts';
import { runsHandlers } from './handlers/runs.ts';
import { skillsHandlers } from './handlers/skills.ts';
import { testsHandlers } from './handlers/tests.ts';
import { versionsHandlers } from './handlers/versions.ts';
import { workspaceHandlers } from './handlers/workspace.ts';
import { door } from './door.ts';

/** Every call of the contract with what answers it; `HostContext` says on which workspace. */
export const router = door.router({
  workspace: workspaceHandlers,
  flows: flowsHandlers,
  versions: versionsHandlers,
  packets: packetsHandlers,
  recipes: recipesHandlers,
  runs: runsHandlers,
  artefacts: artefactsHandlers,
  events: eventsHandlers,
  cache: cacheHandlers,
  catalog: catalogHandlers,
  skills: skillsHandlers,
  models: modelsHandlers,
  memory: memoryHandlers,
  observatory: observatoryHandlers,
  tests: testsHandlers,
});
