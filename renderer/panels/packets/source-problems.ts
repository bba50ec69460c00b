import type { JsonObject } from '../../../engine/base/json.ts';
import type { FlowProblem } from '../../../engine/flow/flow-problem.ts';
import { SliceSource } from '../../../engine/packet/slice-source.ts';
import { valueAt } from '../inspector/value-at.ts';

/** What is wrong with a source as it is filled in, by the dotted place of its field. */
export function sourceProblems(source: JsonObject): readonly FlowProblem[] {
  const read = SliceSource.safeParse(source);
  if (read.success) return [];
  const problems = read.error.issues.map((issue): FlowProblem => {
    const path = issue.path.map(key => (typeof key === 'symbol' ? String(key) : key));
    const value = valueAt(source, path);
    const isEmpty = value === undefined || value === '';
    return {
      severity: 'error',
      code: 'source',
      field: path.join('.'),
      message: isEmpty ? 'Fill this in.' : `This does not fit: ${issue.message}.`.replace(/\.\.$/, '.'),
    };
  });
  // One sentence a field is enough: the first says what to do.
  return problems.filter((problem, index) => problems.findIndex(other => other.field === problem.field) === index);
}
