import type { Hash } from '../base/hash.ts';
import type { Json, JsonObject } from '../base/json.ts';
import { ok, refused, type Result } from '../base/result.ts';
import type { ValueRef } from '../base/value-ref.ts';
import type { Expression } from '../expression/expression.ts';
import { templateReads, type TemplateProblem } from '../expression/template.ts';
import type { Packet } from '../packet/packet.ts';
import { evaluateOver, resolveOver, templateError } from '../steps/evaluate-over.ts';
import type { Scope } from '../steps/step-work.ts';
import type { Run } from '../trace/run.ts';

/** Gives values by their reference, keeping those it gave before. */
export type LoadValue = (ref: ValueRef) => Promise<Json>;

/** Loads through `blob`, keeping at most `most` values: a run reads the same few again and again. */
export function openValues(blob: (hash: Hash) => Promise<string | null>, most = 64): LoadValue {
  const kept = new Map<Hash, Json>();
  return async ref => {
    if (ref.value !== undefined) return ref.value;
    const known = kept.get(ref.hash);
    if (known !== undefined) return known;
    const text = await blob(ref.hash);
    if (text === null) throw new Error(`The value ${ref.hash} is referred to by a trace but is not in the store.`);
    const value = JSON.parse(text) as Json; // true: the store keeps canonical JSON only
    kept.set(ref.hash, value);
    const oldest = kept.keys().next();
    if (kept.size > most && !oldest.done) kept.delete(oldest.value);
    return value;
  };
}

type Reads = Expression['reads'];

const NOTHING: JsonObject = {};

/**
 * What expressions see of a run, with only those values loaded that `reads` name. Roots that nothing reads are left empty: most steps read
 * one or two, and gathering all four took longer than evaluating.
 */
async function variablesOf(run: Run, packet: Packet, reads: Reads, load: LoadValue): Promise<JsonObject> {
  const roots = new Set(reads.map(([root]) => root));
  return {
    packet: roots.has('packet') ? slicesOf(packet, reads) : NOTHING,
    context: roots.has('context') ? await contextOf(run, reads, load) : NOTHING,
    steps: roots.has('steps') ? await outputsOf(run, reads, load) : NOTHING,
    run: roots.has('run') ? runFacts(run) : NOTHING,
  };
}

/** The second part of each path below `root`; null when all of it is read. */
function namesBelow(root: string, reads: Reads): ReadonlySet<string> | null {
  const paths = reads.filter(path => path[0] === root);
  return paths.some(path => path.length < 2) ? null : new Set(paths.map(path => String(path[1])));
}

function slicesOf(packet: Packet, reads: Reads): JsonObject {
  const names = namesBelow('packet', reads);
  return Object.fromEntries(packet.slices.filter(({ name }) => names === null || names.has(name)).map(({ name, value }) => [name, value]));
}

async function contextOf(run: Run, reads: Reads, load: LoadValue): Promise<JsonObject> {
  const names = namesBelow('context', reads);
  const wanted = Object.entries(run.context).filter(([name]) => names === null || names.has(name));
  return Object.fromEntries(await Promise.all(wanted.map(async ([name, ref]) => [name, await load(ref)] as const)));
}

async function outputsOf(run: Run, reads: Reads, load: LoadValue): Promise<JsonObject> {
  const names = namesBelow('steps', reads);
  const wanted = Object.entries(run.outputs).filter(([stepId]) => names === null || names.has(stepId));
  return Object.fromEntries(await Promise.all(wanted.map(async ([stepId, ref]) => [stepId, { output: await load(ref) }] as const)));
}

const runFacts = (run: Run): JsonObject => ({
  id: run.runId,
  org_id: run.orgId,
  flow: run.flowName,
  version: run.versionNo,
  started_at: new Date((run.startedAtUs ?? run.createdAtUs) / 1000).toISOString(),
  mode: run.mode,
});

/** Expressions over one moment of a run. */
export function openScope(run: Run, packet: Packet, load: LoadValue): Omit<Scope, 'visit' | 'isHidden'> {
  return {
    run,
    packet,
    load,
    evaluate: async (expression, more = {}) =>
      evaluateOver(expression, { ...(await variablesOf(run, packet, expression.reads, load)), ...more }),
    async resolve(value, field) {
      const reads = readsOf(value);
      if (!reads.ok) return refused(templateError(field, reads.error));
      if (reads.value === 'no-templates') return ok(value);
      return resolveOver(value, field, await variablesOf(run, packet, reads.value, load));
    },
  };
}

type FormReads = Result<Reads | 'no-templates', TemplateProblem>;

/** A step's form is the same object in each run of a flow, so what its templates read is looked for once. */
const readsOfForms = new WeakMap<object, FormReads>();

function readsOf(value: Json): FormReads {
  if (typeof value !== 'object' || value === null) return readsIn(value);
  const known = readsOfForms.get(value);
  if (known !== undefined) return known;
  const reads = readsIn(value);
  readsOfForms.set(value, reads);
  return reads;
}

function readsIn(value: Json): FormReads {
  const reads = templateReads(value);
  if (!reads.ok) return reads;
  return ok(reads.value.length === 0 ? 'no-templates' : reads.value.flatMap(({ expression }) => expression.reads));
}
