import { eventWaitWork } from './event_wait/work.ts';
import { gateWork } from './gate/work.ts';
import { humanTaskWork } from './human_task/work.ts';
import { productActionWork } from './product_action/work.ts';
import { sageSkillWork } from './sage_skill/work.ts';

/** What each kind does. A kind without its work does not compile. */
export const STEP_WORKS = {
  sage_skill: sageSkillWork,
  human_task: humanTaskWork,
  product_action: productActionWork,
  event_wait: eventWaitWork,
  gate: gateWork,
} as const;
