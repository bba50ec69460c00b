import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import { isInlineValue, keepApart, type KeptValue, referTo } from '../base/value-ref.ts';
import type { Flow } from '../flow/flow.ts';
import { maskedSteps } from '../flow/masked-steps.ts';
import { MASKED, openMask } from '../packet/mask.ts';
import type { Packet } from '../packet/packet.ts';
import { FREE_TEXTS } from '../trace/free-texts.ts';

/**
 * Keeps sensitive slices out of a run's rows. A value that repeats a slice's words, in a step that may hold one, stands in the row by its hash alone,
 * marked, however small it is: the run reads them from the store as it reads large ones, and hashes, keys and routes are what they would be. Messages that repeat a slice's
 * words say `(masked)`.
 */
export interface Masking {
  /** True for a step that may hold a sensitive slice. */
  masks(stepId: string): boolean;
  /** True for a text that repeats a sensitive slice's words. */
  hides(text: string): boolean;
  /** How a step's value is referred to outside of its own rows. */
  refer(stepId: string, value: Json): ReturnType<typeof referTo>;
  /** A row's data as it may be written. */
  rowData(data: Json, values: MaskedValues): Json;
}

/** What is known of values beside the row. */
export interface MaskedValues {
  /** Puts a value where it is found by its hash. */
  keep(value: Json): KeptValue;
  /** A value that was put there in this boundary; undefined for one from before. */
  kept(hash: string): Json | undefined;
}

/** Larger values are not looked through while the run waits: they count as repeating a slice. */
const LOOKED_THROUGH_BYTES = 64 * 1024;

/** Which steps these are is the same in each run of a flow. */
const stepsOfFlows = new WeakMap<Flow, ReadonlySet<string>>();

/** Null for a flow that marks no slice sensitive. */
export function openMasking(flow: Flow, packet: Packet): Masking | null {
  const steps = stepsOf(flow);
  if (steps.size === 0) return null;
  const mask = openMask(packet.slices.filter(({ name }) => flow.packet.slices[name]?.sensitive === true));
  const repeats = ({ hash, bytes }: { readonly hash: string; readonly bytes: number }, kept: MaskedValues['kept']): boolean => {
    const value = bytes > LOOKED_THROUGH_BYTES ? undefined : kept(hash);
    return value === undefined || mask.isIn(value);
  };
  const rowData = (value: Json, values: MaskedValues): Json => {
    if (Array.isArray(value)) return (value as readonly Json[]).map(inner => rowData(inner, values)); // true: an array inside JSON
    if (!isJsonObject(value)) return value;
    if (isInlineValue(value)) {
      if (!mask.isIn(value.value)) return value;
      const { hash, bytes } = values.keep(value.value);
      return { hash, bytes, masked: true };
    }
    if (isKept(value)) return repeats(value, hash => values.kept(hash)) ? { ...value, masked: true } : value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]): [string, Json] =>
        typeof inner === 'string' ? [key, FREE_TEXTS.has(key) && mask.hides(inner) ? MASKED : inner] : [key, rowData(inner, values)],
      ),
    );
  };
  return {
    masks: stepId => steps.has(stepId),
    hides: text => mask.hides(text),
    refer(stepId, value) {
      if (!steps.has(stepId) || !mask.isIn(value)) return referTo(value);
      const { ref, blob } = keepApart(value);
      return { ref: { ...ref, masked: true }, blob };
    },
    rowData,
  };
}

function stepsOf(flow: Flow): ReadonlySet<string> {
  let steps = stepsOfFlows.get(flow);
  if (steps === undefined) {
    steps = maskedSteps(flow);
    stepsOfFlows.set(flow, steps);
  }
  return steps;
}

const isKept = (value: JsonObject): value is { hash: string; bytes: number } =>
  typeof value['hash'] === 'string' && typeof value['bytes'] === 'number';
