import type { ReadPath } from '../expression/read-paths.ts';
import { asJson, jsonChanges } from '../flow/json-changes.ts';
import type { RunEvidence } from './run-evidence.ts';
import type { Cause, TwoRuns } from './two-runs.ts';

/** Why what stands at a path is another in the second run; null when it is the same, or belongs to each run alone (its id, its time). */
export function causeOfRead([root, name]: ReadPath, title: string, runs: TwoRuns): Cause | null {
  switch (root) {
    case 'packet':
      return name === undefined ? causeOfSlices(title, runs) : causeOfSlice(String(name), title, runs);
    case 'context': {
      const names = name === undefined ? [...runs.is.context.keys()] : [String(name)];
      const changed = names.find(each => runs.was.context.get(each)?.hash !== runs.is.context.get(each)?.hash);
      const savedBy = changed === undefined ? undefined : (runs.is.context.get(changed) ?? runs.was.context.get(changed))?.savedBy;
      return changed === undefined || savedBy === undefined
        ? null
        : {
            cause: 'upstream',
            name: savedBy,
            sentence: `“${title}” read another ${changed}, which “${runs.naming.is(savedBy)}” had saved.`,
          };
    }
    case 'steps': {
      const names = name === undefined ? [...runs.is.outputs.keys()] : [String(name)];
      const changed = names.find(each => runs.was.outputs.get(each) !== runs.is.outputs.get(each));
      return changed === undefined
        ? null
        : { cause: 'upstream', name: changed, sentence: `“${title}” read another output of “${runs.naming.is(changed)}”.` };
    }
    default:
      return null;
  }
}

function causeOfSlices(title: string, runs: TwoRuns): Cause | null {
  const names = new Set([...Object.keys(runs.b.run.slices), ...Object.keys(runs.a.run.slices)]);
  for (const name of names) {
    const cause = causeOfSlice(name, title, runs);
    if (cause !== null) return cause;
  }
  return null;
}

function causeOfSlice(name: string, title: string, { a, b }: TwoRuns): Cause | null {
  const [was, is] = [sliceOf(a.run.slices, name), sliceOf(b.run.slices, name)];
  if (was === is) return null;
  if (was === undefined || is === undefined)
    return {
      cause: 'slice',
      name,
      sentence: `“${title}” read the slice “${name}”, which only the ${is === undefined ? 'first' : 'second'} packet has.`,
    };
  if (isAskedOtherwise(name, a, b))
    return {
      cause: 'flow',
      name: `packet.slices.${name}.schema`,
      sentence: `The flow changed: it asks for the slice “${name}” in another form.`,
    };
  return { cause: 'slice', name, sentence: `“${title}” read another ${name}: the slice “${name}” changed.` };
}

/** A slice is hashed with its schema, so a schema alone makes another. */
const isAskedOtherwise = (slice: string, a: RunEvidence, b: RunEvidence): boolean =>
  jsonChanges(asJson(a.flow.packet.slices), asJson(b.flow.packet.slices)).some(({ path }) => path[0] === slice && path[1] === 'schema');

const sliceOf = (slices: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(slices, name) ? slices[name] : undefined;
