import { NotCanonicalError } from '../../base/canonical-json.ts';
import type { Hash } from '../../base/hash.ts';
import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts';
import { schemaProblems } from '../../base/json-schema.ts';
import { ok, refused, type Result } from '../../base/result.ts';
import type { StepError } from '../../base/step-error.ts';
import type { StepOf } from '../../flow/flow.ts';
import { MODEL_CLASSES, type Model, type ModelClass, type SourceText } from '../../models/model.ts';
import type { Snapshot } from '../../memory/snapshot.ts';
import type { Packet } from '../../packet/packet.ts';
import type { Skill } from '../../skills/skill.ts';
import { skillWith } from '../../skills/skill-with.ts';
import type { Run } from '../../trace/run.ts';
import type { StepNeeds } from '../step-work.ts';
import { bypassReason } from './bypass-reason.ts';
import { stageKey } from '../../cache/stage-key.ts';
import { citableSources, partsOfStage } from './stage-inputs.ts';

/** Who answers, and with what rules: all of a stage but its input. */
export interface StageCast {
  readonly skill: Skill;
  /** The skill's own, unless the step overrides it. */
  readonly modelClass: ModelClass;
  readonly model: Model;
}

/** A stage with everything that shapes its answer. */
export interface IdentifiedStage extends StageCast {
  readonly input: JsonObject;
  readonly sources: readonly SourceText[];
  /** What it reads of Sage's memory; empty for a stage that reads none. */
  readonly memory: readonly Snapshot[];
  /** Null when a part could not be hashed. */
  readonly key: Hash | null;
  readonly preimage: JsonObject | null;
  /** Why the cache is passed by; null when it is used. Given whenever `key` is null. */
  readonly bypass: string | null;
}

/** Who would answer a step; refused when the workspace has no such skill or class. */
export function castOf(step: StepOf<'sage_skill'>, needs: Pick<StepNeeds, 'skills' | 'models'>): Result<StageCast, StepError> {
  const skill = needs.skills.find(step.config.skill);
  if (skill === undefined)
    return refused({
      class: 'not_found',
      code: 'no_such_skill',
      message:
        needs.skills.whyMissing?.(step.config.skill) ??
        `There is no skill “${step.config.skill}” in this workspace. Pick one in the step's form.`,
    });
  const modelClass = MODEL_CLASSES.find(each => each === (step.config.model ?? skill.modelClass));
  if (modelClass === undefined)
    return refused({
      class: 'validation',
      code: 'no_such_model_class',
      message: `There is no model class “${step.config.model ?? ''}”. The classes are ${MODEL_CLASSES.join(', ')}.`,
    });
  const model = needs.models(modelClass);
  return ok({ skill: skillWith(skill, model), modelClass, model });
}

/** The stage that a step asks with this input; refused when the step cannot work at all. Asks nobody and writes nothing: the plan uses it too. */
export function identifyStage(
  task: {
    readonly step: StepOf<'sage_skill'>;
    readonly input: Json;
    readonly run: Pick<Run, 'orgId' | 'cache'>;
    readonly packet: Packet;
    readonly memory: readonly Snapshot[];
  },
  needs: Pick<StepNeeds, 'skills' | 'models'>,
): Result<IdentifiedStage, StepError> {
  const { step, input, run, packet, memory } = task;
  const cast = castOf(step, needs);
  if (!cast.ok) return cast;
  const { skill, model } = cast.value;
  if (!isJsonObject(input))
    return refused({ class: 'validation', code: 'input_not_an_object', message: `The input of “${skill.title}” is not an object.` });
  const problems = schemaProblems(skill.input, input);
  if (problems[0] !== undefined)
    return refused({
      class: 'validation',
      code: 'input_does_not_fit',
      message: `The input of “${skill.title}” does not fit: ${problems.map(({ path, message }) => `${path === '' ? 'the input' : path}: ${message}`).join(' ')}`,
    });
  const stage = { ...cast.value, input, sources: citableSources(step, packet), memory };
  const bypass = bypassReason(step, skill, model, run);
  try {
    const { key, preimage } = stageKey(partsOfStage({ step, run, ...stage }));
    return ok({ ...stage, key, preimage, bypass });
  } catch (fault) {
    if (!(fault instanceof NotCanonicalError)) throw fault;
    return ok({ ...stage, key: null, preimage: null, bypass: bypass ?? `What shapes its answer cannot be hashed. ${fault.message}` });
  }
}
