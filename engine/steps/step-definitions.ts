import { eventWait } from './event_wait/definition.ts';
import { gate } from './gate/definition.ts';
import { humanTask } from './human_task/definition.ts';
import { productAction } from './product_action/definition.ts';
import { sageSkill } from './sage_skill/definition.ts';

/** The five kinds in the order of the palette and of the digits 1–5. */
export const STEP_DEFINITIONS = {
  sage_skill: sageSkill,
  human_task: humanTask,
  product_action: productAction,
  event_wait: eventWait,
  gate,
} as const;
