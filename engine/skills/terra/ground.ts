import { z } from 'zod';
import { ok } from '../../base/result.ts';
import { Claim } from '../claim.ts';
import type { CodedSkill } from '../coded-skill.ts';
import { readInput } from '../read-input.ts';
import { checkVerdicts } from './check-verdicts.ts';
import { indexSources } from './index-sources.ts';
import { judgeClaim } from './judge-claim.ts';
import { POLICY_HASH } from './policy.ts';

const Input = z.object({ claims: z.array(Claim).max(2000), testimony: z.array(z.string()).default([]) });

/** Grounds each claim in the stage's sources: a citation to the character, or contested with the reason. Contested is better than a false citation. */
export const terraGround: CodedSkill = {
  name: 'terra.ground',
  codeVersion: 'terra-2',
  policyHash: POLICY_HASH,
  modelFree: true,
  run: (input, stage) => {
    const read = readInput(Input, input, 'terra.ground');
    if (!read.ok) return Promise.resolve(read);
    const { claims, testimony } = read.value;
    const index = indexSources(stage.sources);
    const judged = claims.map(claim => judgeClaim(claim, index, { testimony: new Set(testimony) }));
    const verdicts = checkVerdicts(claims, judged, stage.sources);
    const grounded = verdicts.filter(verdict => verdict.verdict === 'grounded').length;
    const counts = { total: claims.length, grounded, contested: claims.length - grounded };
    const share = claims.length === 0 ? 1 : Math.round((100 * grounded) / claims.length) / 100;
    return Promise.resolve(
      ok({
        output: { ...counts, grounded_share: share, verdicts: verdicts },
        citations: verdicts.reduce((sum, verdict) => sum + verdict.citations.length, 0),
        claims: counts,
        artefact: null,
      }),
    );
  },
};
