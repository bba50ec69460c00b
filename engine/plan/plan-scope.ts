import type { Json, JsonObject } from '../base/json.ts';
import { refused } from '../base/result.ts';
import type { Expression } from '../expression/expression.ts';
import { templateReads } from '../expression/template.ts';
import type { Packet } from '../packet/packet.ts';
import { evaluateOver, resolveOver, templateError } from '../steps/evaluate-over.ts';
import type { Scope } from '../steps/step-work.ts';
import { RUN_BEGINS, type Knowledge, type Value } from './knowledge.ts';

/** What every expression of the planned run may read besides what steps give. */
export interface RunFacts {
  readonly packet: Packet;
  /** Those facts of `run` that are known before it starts. */
  readonly run: JsonObject;
}

type Reads = Expression['reads'];

/** The steps that must have run before these paths can be read; null when all of them can be read now. `output` is the step's own, while it saves. */
export function unknownAmong(reads: Reads, knowledge: Knowledge, facts: RunFacts, output?: Value): ReadonlySet<string> | null {
  const until = new Set<string>();
  for (const [root, name] of reads) {
    if (root === 'run') {
      if (name === undefined || !Object.hasOwn(facts.run, name)) until.add(RUN_BEGINS);
      continue;
    }
    const values = root === 'steps' ? knowledge.outputs : root === 'context' ? knowledge.context : null;
    const read = root === 'output' ? [output] : values === null ? [] : name === undefined ? values.values() : [values.get(String(name))];
    for (const value of read) if (value?.kind === 'unknown') for (const stepId of value.until) until.add(stepId);
  }
  return until.size === 0 ? null : until;
}

/** Expressions over what is known; only for reads that `unknownAmong` found to be so. */
export function planScope(knowledge: Knowledge, facts: RunFacts): Pick<Scope, 'evaluate' | 'resolve'> {
  return {
    evaluate: async (expression, more = {}) =>
      evaluateOver(expression, { ...(await variablesOf(expression.reads, knowledge, facts)), ...more }),
    async resolve(value, field) {
      const reads = templateReads(value);
      if (!reads.ok) return refused(templateError(field, reads.error));
      const paths = reads.value.flatMap(({ expression }) => expression.reads);
      return resolveOver(value, field, await variablesOf(paths, knowledge, facts));
    },
  };
}

async function variablesOf(reads: Reads, { outputs, context }: Knowledge, { packet, run }: RunFacts): Promise<JsonObject> {
  const slices = namesBelow('packet', reads);
  const outputsRead = await valuesOf(outputs, namesBelow('steps', reads));
  return {
    packet: Object.fromEntries(
      packet.slices.filter(({ name }) => slices === null || slices.has(name)).map(({ name, value }) => [name, value]),
    ),
    context: Object.fromEntries(await valuesOf(context, namesBelow('context', reads))),
    steps: Object.fromEntries(outputsRead.map(([stepId, output]) => [stepId, { output }])),
    run,
  };
}

async function valuesOf(values: ReadonlyMap<string, Value>, names: ReadonlySet<string> | null): Promise<[string, Json][]> {
  const read: [string, Json][] = [];
  for (const name of names ?? values.keys()) {
    const value = values.get(name);
    if (value?.kind === 'known') read.push([name, await value.load()]);
  }
  return read;
}

/** The second part of each path below `root`; null when all of it is read. */
function namesBelow(root: string, reads: Reads): ReadonlySet<string> | null {
  const paths = reads.filter(path => path[0] === root);
  return paths.some(path => path.length < 2) ? null : new Set(paths.map(path => String(path[1])));
}
