import type { StepOf } from '../../flow/flow.ts';
import { isFloating } from '../../models/floating-model.ts';
import type { Model } from '../../models/model.ts';
import type { Skill } from '../../skills/skill.ts';
import type { Run } from '../../trace/run.ts';

/**
 * Why the cache is neither asked nor told of a stage, as a sentence for a person; null when it is used. Either somebody asked for it, or a part
 * of what shapes the answer has no hash, so that equal keys would not mean equal evidence.
 */
export function bypassReason(step: StepOf<'sage_skill'>, skill: Skill, model: Model, run: Pick<Run, 'cache'>): string | null {
  if (run.cache === 'ignore') return 'This was asked for when the run was started.';
  if (step.config.cache === 'ignore') return 'The step asks for it.';
  if (skill.readsOutside === true) return `The skill “${skill.title}” reads what stands outside of its input, which has no hash.`;
  if (!skill.modelFree && isFloating(model.modelId))
    return `The model name “${model.modelId}” stands for whatever its provider serves today. Pin a version in the settings.`;
  return null;
}
