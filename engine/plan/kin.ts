import { canonicalJson } from '../base/canonical-json.ts';
import { isHash, type Hash } from '../base/hash.ts';
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import { stagePreimage } from '../cache/stage-key.ts';
import type { StepOf } from '../flow/flow.ts';
import type { StageCast } from '../steps/sage_skill/identify-stage.ts';
import type { Snapshot } from '../memory/snapshot.ts';
import { memoryPort, partsOfStage, sourceOfPort } from '../steps/sage_skill/stage-inputs.ts';
import type { SourceText } from '../models/model.ts';
import type { StageShadow } from './judgement.ts';
import type { PlanNeeds } from './plan-needs.ts';

/** Entries of one skill and prompt that are looked through; where there are more, some may fit. */
const MOST_LOOKED_AT = 200;

/** Whether the cache holds anything that a stage may be served whose input is not known yet. */
export interface Kin {
  mayServe(shadow: StageShadow, cast: StageCast): Promise<boolean>;
}

export function openKin({ cache, orgId }: Pick<PlanNeeds, 'cache' | 'orgId'>): Kin {
  const asked = new Map<string, Promise<readonly StageShadow[]>>();
  return {
    async mayServe(shadow, { skill }) {
      const name = `${skill.name} ${skill.promptHash}`;
      const kept =
        asked.get(name) ??
        cache.kindredOf(orgId, skill.name, skill.promptHash, MOST_LOOKED_AT).then(preimages => preimages.map(shadowOfPreimage));
      asked.set(name, kept);
      const shadows = await kept;
      return shadows.length >= MOST_LOOKED_AT || shadows.some(other => mayBeSame(shadow, other));
    },
  };
}

/** What is known of the stage that a step asks: `input` holds the ports that are known. Throws `NotCanonicalError` for what has no hash. */
export function shadowOf(
  step: StepOf<'sage_skill'>,
  cast: StageCast,
  known: {
    /** Null while any of its input is not known. */
    readonly key: Hash | null;
    readonly orgId: PlanNeeds['orgId'];
    readonly input: JsonObject;
    readonly sources: readonly SourceText[];
    readonly memory: readonly Snapshot[];
    /** Scopes that are read and whose memory is not known yet; null when not even they are. */
    readonly openMemory: readonly Snapshot['scope'][] | null;
  },
): StageShadow & { readonly preimage: JsonObject } {
  const { key, orgId, input, sources, memory, openMemory } = known;
  const preimage = stagePreimage(partsOfStage({ step, run: { orgId }, ...cast, input, sources, memory }));
  const missing = Object.keys(step.config.input).filter(port => !Object.hasOwn(known.input, port));
  const shadow = shadowOfPreimage(preimage);
  return {
    key,
    cast: shadow.cast,
    inputs: new Map([
      ...shadow.inputs,
      ...missing.map(port => [placeOf(port, sourceOfPort(step, port)), null] as const),
      ...(openMemory ?? []).map(scope => [placeOf(memoryPort(scope), memoryPort(scope)), null] as const),
    ]),
    preimage,
  };
}

/** Whether two stages, as far as they are known, may turn out to have one key. */
export function mayBeSame(a: StageShadow, b: StageShadow): boolean {
  if (a.key !== null && b.key !== null) return a.key === b.key;
  if (a.cast !== b.cast || a.inputs.size !== b.inputs.size) return false;
  return [...a.inputs].every(([place, hash]) => {
    const other = b.inputs.get(place);
    return other !== undefined && (hash === null || other === null || hash === other);
  });
}

function shadowOfPreimage(preimage: JsonObject): StageShadow {
  const { inputs, ...cast } = preimage;
  const ports = Array.isArray(inputs) ? (inputs as readonly Json[]) : []; // true: Array.isArray of a Json value
  return { key: null, cast: canonicalJson(cast), inputs: new Map(ports.flatMap(inputOf)) };
}

function inputOf(port: Json): readonly (readonly [string, Hash])[] {
  if (!Array.isArray(port) || isJsonObject(port)) return [];
  const [name, source, hash] = port as readonly Json[]; // true: Array.isArray of a Json value
  return typeof name === 'string' && typeof source === 'string' && isHash(hash) ? [[placeOf(name, source), hash]] : [];
}

const placeOf = (port: string, source: string): string => `${port} ${source}`;
