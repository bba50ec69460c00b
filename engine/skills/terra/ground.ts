import { z } from 'zod';
import { ok } from '../../base/result.ts';
import { Claim } from '../claim.ts';
import type { CodedSkill } from '../coded-skill.ts';
import { readInput } from '../read-input.ts';
import { askJudge } from './ask-judge.ts';
import { checkVerdicts } from './check-verdicts.ts';
import { indexSources } from './index-sources.ts';
import { judgeClaim } from './judge-claim.ts';
import { POLICY_HASH } from './policy.ts';

const Input = z.object({ claims: z.array(Claim).max(2000), testimony: z.array(z.string()).default([]) });

/** Claims between two words on how far it has come. */
const TOLD_EVERY = 20;

/**
 * Grounds each claim in the stage's sources: a citation to the character, or contested with the reason. Contested is better than a false citation. A model
 * that is configured judges, and is held to the packet like the code.
 */
export const terraGround: CodedSkill = {
  name: 'terra.ground',
  codeVersion: 'terra-2',
  policyHash: POLICY_HASH,
  modelFree: true,
  mayAskModel: true,
  run: async (input, stage) => {
    const read = readInput(Input, input, 'terra.ground');
    if (!read.ok) return read;
    const { claims } = read.value;
    const testimony = new Set(read.value.testimony);
    const index = indexSources(stage.sources);
    const judged =
      stage.hasModel === true
        ? await askJudge(claims, index, testimony, stage)
        : ok(
            claims.map((claim, at) => {
              if (at % TOLD_EVERY === 0) stage.tell?.(at / claims.length);
              return judgeClaim(claim, index, { testimony });
            }),
          );
    if (!judged.ok) return judged;
    const verdicts = checkVerdicts(claims, judged.value, stage.sources);
    const grounded = verdicts.filter(verdict => verdict.verdict === 'grounded').length;
    const counts = { total: claims.length, grounded, contested: claims.length - grounded };
    const share = claims.length === 0 ? 1 : Math.round((100 * grounded) / claims.length) / 100;
    return ok({
      output: { ...counts, grounded_share: share, verdicts },
      citations: verdicts.reduce((sum, verdict) => sum + verdict.citations.length, 0),
      claims: counts,
      artefact: null,
    });
  },
};
