import type { Model } from '../models/model.ts';
import type { Skill } from './skill.ts';

/** The skill as it answers beside this model: code that may ask a model is not free of it once one is configured, so that its answers cost, and have the model in their key. */
export const skillWith = (skill: Skill, model: Model): Skill =>
  skill.mayAskModel === true && model.provider !== 'local-extractive' ? { ...skill, modelFree: false, effect: 'llm' } : skill;
