import { hashOf, type Hash } from '../base/hash.ts';
import type { OrgId } from '../base/ids.ts';
import type { Json, JsonObject } from '../base/json.ts';

/** Where an input port's value comes from, e.g. `packet.transcript`, `steps.draft.output.notes`, or `literal`. */
export interface StageInput {
  readonly port: string;
  readonly source: string;
  readonly hash: Hash;
}

/** Everything that may shape a stage's answer. What is left out of here must not be readable by the stage. */
export interface StageParts {
  readonly orgId: OrgId;
  readonly stage: { readonly id: string; readonly codeVersion: string; readonly kind: string };
  readonly model: { readonly class: string; readonly provider: string; readonly modelId: string };
  readonly promptHash: Hash | null;
  readonly toolsHash: Hash | null;
  readonly outputSchemaHash: Hash;
  readonly policyHash: Hash | null;
  readonly params: JsonObject;
  readonly inputs: readonly StageInput[];
}

/** `stage_key` and what was hashed into it. An upstream step enters by the hash of its output, so a change that changes nothing stops there (early cut-off). */
export function stageKey(parts: StageParts): { key: Hash; preimage: JsonObject } {
  const preimage = stagePreimage(parts);
  return { key: hashOf('atelier/stage/v1', preimage), preimage };
}

/** What is hashed into a stage's key, also where not all of its inputs are known yet. */
export function stagePreimage(parts: StageParts): JsonObject {
  return {
    key_v: 1,
    org: parts.orgId,
    stage: { id: parts.stage.id, code_version: parts.stage.codeVersion, kind: parts.stage.kind },
    model: { class: parts.model.class, provider: parts.model.provider, model_id: parts.model.modelId },
    prompt_hash: parts.promptHash,
    tools_hash: parts.toolsHash,
    output_schema_hash: parts.outputSchemaHash,
    policy_hash: parts.policyHash,
    params: parts.params,
    inputs: parts.inputs
      .map(({ port, source, hash }) => [port, source, hash] as const satisfies Json)
      .toSorted((a, b) => (a[0] === b[0] ? order(a[1], b[1]) : order(a[0], b[0]))),
  };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
