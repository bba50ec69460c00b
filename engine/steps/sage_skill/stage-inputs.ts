import { hashOf } from '../../base/hash.ts';
import type { SliceName } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import { valueHash } from '../../base/value-ref.ts';
import type { StageInput, StageParts } from '../../cache/stage-key.ts';
import type { ReadPath } from '../../expression/read-paths.ts';
import { templateReads } from '../../expression/template.ts';
import type { StepOf } from '../../flow/flow.ts';
import type { Model, ModelClass, SourceText } from '../../models/model.ts';
import type { Snapshot } from '../../memory/snapshot.ts';
import { sliceText, type Packet } from '../../packet/packet.ts';
import type { Skill } from '../../skills/skill.ts';
import type { Run } from '../../trace/run.ts';

/** Slices that the step's input names as a whole, each once, by name: what the skill may cite. */
export function citableSources(step: StepOf<'sage_skill'>, packet: Packet): readonly SourceText[] {
  const reads = inputReads(step).all;
  if (!reads.ok) return [];
  const named = new Set<string>();
  for (const { whole, expression } of reads.value) {
    const [root, slice, ...deeper] = expression.reads[0] ?? [];
    if (
      whole &&
      expression.reads.length === 1 &&
      root === 'packet' &&
      typeof slice === 'string' &&
      deeper.length === 0 &&
      expression.text.trim() === `packet.${slice}`
    )
      named.add(slice);
  }
  return packet.slices
    .filter(({ name }) => named.has(name))
    .map(({ name, hash, value }) => ({ slice: name, sliceHash: hash, text: sliceText(value) }));
}

/** Slices that the input reads in any way, with their hashes, for the ledger. */
export function slicesRead(step: StepOf<'sage_skill'>, run: Run): Record<SliceName, Run['slices'][SliceName]> {
  const reads = inputReads(step).all;
  const names = reads.ok
    ? reads.value.flatMap(({ expression }) => expression.reads.map(path => (path[0] === 'packet' ? path[1] : undefined)))
    : [];
  return Object.fromEntries(Object.entries(run.slices).filter(([name]) => names.includes(name)));
}

/** What shapes the answer of one attempt, over the resolved input port by port. Throws `NotCanonicalError` for a part that has no hash. */
export function partsOfStage(task: {
  step: StepOf<'sage_skill'>;
  run: Pick<Run, 'orgId'>;
  skill: Skill;
  model: Model;
  modelClass: ModelClass;
  input: JsonObject;
  sources: readonly SourceText[];
  memory: readonly Pick<Snapshot, 'scope' | 'hash'>[];
}): StageParts {
  const { step, run, skill, model, modelClass, input, sources, memory } = task;
  const ports = Object.entries(input).map(([port, value]): StageInput => ({
    port,
    source: sourceOfPort(step, port),
    hash: valueHash(value),
  }));
  // A citation carries its slice's hash, and that covers the slice's schema too: so the hash itself is an input.
  const cited = sources.map(({ slice, sliceHash }): StageInput => ({
    port: `source:${slice}`,
    source: `packet.${slice}`,
    hash: sliceHash,
  }));
  const remembered = memory.map(({ scope, hash }): StageInput => ({ port: memoryPort(scope), source: memoryPort(scope), hash }));
  return {
    orgId: run.orgId,
    stage: { id: skill.name, codeVersion: skill.codeVersion, kind: skill.kind },
    model: skill.modelFree
      ? { class: 'none', provider: 'local-extractive', modelId: skill.name }
      : { class: modelClass, provider: model.provider, modelId: model.modelId },
    promptHash: skill.promptHash,
    toolsHash: null,
    outputSchemaHash: hashOf('atelier/schema/v1', skill.output),
    policyHash: skill.policyHash,
    params: skill.modelFree ? {} : model.params,
    inputs: [...ports, ...cited, ...remembered],
  };
}

/** A scope of Sage's memory as a port and source of the key. */
export const memoryPort = (scope: Snapshot['scope']): string => `memory:${scope}`;

/** What a step's input reads: by port, and all together. */
export interface InputReads {
  readonly all: ReturnType<typeof templateReads>;
  /** Paths and where they come from as the key has it, by port; a port whose templates do not parse reads nothing. */
  readonly ports: ReadonlyMap<string, { readonly paths: readonly ReadPath[]; readonly source: string }>;
}

/** By the input itself, which no flow ever changes: a stage asks several times for its reads, and finding them takes longer than its key. */
const READS = new WeakMap<JsonObject, InputReads>();

export function inputReads({ config: { input } }: StepOf<'sage_skill'>): InputReads {
  const known = READS.get(input);
  if (known !== undefined) return known;
  const ports = Object.entries(input).map(([port, value]) => {
    const reads = templateReads(value);
    const paths = reads.ok ? reads.value.flatMap(({ expression }) => expression.reads) : [];
    const texts = new Set(paths.map(path => path.join('.')));
    return [port, { paths, source: texts.size === 0 ? 'literal' : [...texts].toSorted().join(' ') }] as const;
  });
  const reads = { all: templateReads(input), ports: new Map(ports) };
  READS.set(input, reads);
  return reads;
}

/** What a port's value is read from, as it stands in the key: paths in their order, or `literal`. */
export const sourceOfPort = (step: StepOf<'sage_skill'>, port: string): string => inputReads(step).ports.get(port)?.source ?? 'literal';
