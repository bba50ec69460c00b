import type { CodedSkill } from './coded-skill.ts';
import { extractClaims } from './extract-claims/extract-claims.ts';
import { soqraticReview } from './soqratic/review.ts';
import { synthesisCompose } from './synthesis/compose.ts';
import { terraGround } from './terra/ground.ts';

/** The skills whose answers are computed by code of this program; their SKILL.md says `code: true`. */
export const BUILT_IN_SKILLS: readonly CodedSkill[] = [extractClaims, terraGround, soqraticReview, synthesisCompose];
