import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts';
import { slug } from '../../base/ids.ts';
import type { FlowUpgrade } from '../upgrade-flow.ts';

const ON_STEP = new Set(['id', 'kind', 'title', 'config', 'save', 'next', 'onError', 'retry']);

/**
 * Format 0, a flow as people write it down: each step has its kind's fields on itself (`{ "kind": "gate", "expression": …, "onPass": … }`), the steps
 * follow one another in their order unless one says `next` (null ends), the first is the start, slices may be a list of names, ids may be missing.
 */
export const flow0: FlowUpgrade = {
  from: 0,
  sentence: 'The flow was written without a format: its steps follow one another as they stood in the file. Look over the arrows.',
  apply(document) {
    const steps = withIds(listOf(document['steps']).filter(isJsonObject));
    const [first] = steps;
    return {
      name: 'Untitled flow',
      ...document,
      ...(typeof document['trigger'] === 'string' ? { trigger: { on: document['trigger'] } } : {}),
      packet: packetOf(document['packet']),
      ...(document['start'] === undefined && first !== undefined ? { start: first['id'] ?? null } : {}),
      steps: steps.map((step, index) => upgradedStep(step, steps[index + 1]?.['id'])),
    };
  },
};

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []); // true: an array inside JSON

/** A step without an id is called by its title or its kind. */
function withIds(steps: readonly JsonObject[]): readonly JsonObject[] {
  const taken = new Set(steps.flatMap(({ id }) => (typeof id === 'string' ? [id] : [])));
  return steps.map(step => {
    if (step['id'] !== undefined) return step;
    const { title, kind } = step;
    const base = slug(typeof title === 'string' ? title : typeof kind === 'string' ? kind : 'step')
      .replaceAll('-', '_')
      .replace(/^(?=\d)/, 'step_');
    let id = base;
    for (let number = 2; taken.has(id); number++) id = `${base}_${String(number)}`;
    taken.add(id);
    return { id, ...step };
  });
}

function upgradedStep(step: JsonObject, following: Json | undefined): JsonObject {
  const entries = Object.entries(step);
  const inside = entries.filter(([key]) => !ON_STEP.has(key));
  const config = isJsonObject(step['config']) ? { ...step['config'], ...Object.fromEntries(inside) } : Object.fromEntries(inside);
  const { next, ...outside } = Object.fromEntries(entries.filter(([key]) => ON_STEP.has(key)));
  if (step['kind'] === 'gate')
    return {
      ...outside,
      config: { ...(config['onPass'] === undefined && following !== undefined ? { onPass: following } : {}), ...config },
    };
  const to = next === undefined ? following : next;
  return { ...outside, config, ...(to === undefined || to === null ? {} : { next: to }) };
}

function packetOf(packet: Json | undefined): Json {
  if (!isJsonObject(packet)) return { slices: {} };
  const { slices } = packet;
  if (!Array.isArray(slices)) return { slices: {}, ...packet };
  return { ...packet, slices: Object.fromEntries(listOf(slices).flatMap(name => (typeof name === 'string' ? [[name, {}] as const] : []))) };
}
