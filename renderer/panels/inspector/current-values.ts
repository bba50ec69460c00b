import type { Json } from '../../../engine/base/json.ts';
import type { Hash } from '../../../engine/base/hash.ts';
import type { ValueRef } from '../../../engine/base/value-ref.ts';
import type { OpenPacket } from '../../../engine/contract/packets.ts';
import type { Variables } from '../../../engine/expression/expression.ts';
import type { ReadPath } from '../../../engine/expression/read-paths.ts';
import type { Run } from '../../../engine/trace/run.ts';
import { valueAt } from './value-at.ts';

/** Text of a value that did not stand in its row, as far as it was read. */
export type KnownValues = Readonly<Record<Hash, { readonly text: string; readonly totalChars: number | null }>>;

/**
 * What expressions would read now: the slices of the picked packet, and context and outputs of the shown run. What is not wholly here is left out.
 * Null when neither is known.
 */
export function currentValues(packet: OpenPacket | null, run: Run | null, known: KnownValues): Variables | null {
  if (packet === null && run === null) return null;
  return {
    packet: Object.fromEntries(
      (packet?.slices ?? []).flatMap(slice => (slice.whole ? entry(slice.name, slice.isText ? slice.preview : parsed(slice.preview)) : [])),
    ),
    context: valuesOf(run?.context ?? {}, known),
    steps: Object.fromEntries(Object.entries(valuesOf(run?.outputs ?? {}, known)).map(([stepId, output]) => [stepId, { output }])),
    ...(run === null ? {} : { run: { id: run.runId, org_id: run.orgId, flow: run.flowId, version: run.versionNo, mode: run.mode } }),
  };
}

/** Hashes of the run's values that are not here yet and are small enough to be worth reading; of masked ones none, which nobody asked to see. */
export function missingValues(run: Run, known: KnownValues): readonly Hash[] {
  return [...Object.values<ValueRef>(run.context), ...Object.values<ValueRef>(run.outputs)].flatMap(ref =>
    ref.value === undefined && ref.masked !== true && ref.bytes <= MAX_READ_BYTES && known[ref.hash] === undefined ? [ref.hash] : [],
  );
}

/** Why a variable has no value now, as a sentence; null when it has one, or nothing can be said. `title` names a step. */
export function whyAbsent(
  [root, name]: ReadPath,
  run: Run | null,
  variables: Variables | null,
  title: (stepId: string) => string | null,
): string | null {
  if (typeof name !== 'string' || variables === null || valueAt(variables[root ?? ''], [name]) !== undefined) return null;
  const called = root === 'steps' ? `“${title(name) ?? name}”` : `${root ?? ''}.${name}`;
  if (root === 'packet') return `The picked packet shows no ${name}: it has none, or it is sensitive or long.`;
  if (root !== 'steps' && root !== 'context') return null;
  if (run === null) return `This flow has no run yet, so ${called} gave nothing.`;
  const refs: Readonly<Record<string, ValueRef>> = root === 'steps' ? run.outputs : run.context;
  const ref = Object.hasOwn(refs, name) ? refs[name] : undefined;
  if (ref === undefined)
    return root === 'steps' ? `${called} has not run in the shown run.` : `Nothing was saved as ${called} in the shown run.`;
  return ref.masked === true
    ? `What ${called} gave may repeat a sensitive slice, so it is not shown here.`
    : `What ${called} gave is too long to be shown here.`;
}

/** As much as the host gives at once; larger values are looked at under “Last run”. */
const MAX_READ_BYTES = 64 * 1024;

const valuesOf = (refs: Readonly<Record<string, ValueRef>>, known: KnownValues): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(refs).flatMap(([name, ref]) =>
      entry(name, ref.value !== undefined ? ref.value : ref.masked === true ? undefined : readText(known[ref.hash])),
    ),
  );

const readText = (value: KnownValues[Hash] | undefined): Json | undefined =>
  value !== undefined && value.text.length === value.totalChars ? parsed(value.text) : undefined;

const entry = (name: string, value: Json | undefined): [string, Json][] => (value === undefined ? [] : [[name, value]]);

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json; // true: what JSON.parse gives is JSON
  } catch {
    return undefined;
  }
}
