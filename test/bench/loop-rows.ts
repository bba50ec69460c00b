import { referTo } from '../../engine/base/value-ref.ts';
import type { UnsealedRow } from '../../engine/trace/trace-row.ts';
import { unsealedRow } from '../unit/trace/unsealed-rows.ts';

const REF = referTo({ result: true }).ref;

/** The rows of one run that goes round a gate for as long as it takes. */
export function loopRows(count: number): UnsealedRow[] {
  const hash = `sha256:${'a'.repeat(64)}`;
  const rows: UnsealedRow[] = [
    unsealedRow(1, 'run.created', { mode: 'draft', flowName: 'Flow', packetHash: hash as never, slices: {}, trigger: 'manual' }),
    unsealedRow(2, 'run.started', {}),
  ];
  for (let visit = 1; rows.length < count; visit++) {
    const at = { visit };
    rows.push({ ...unsealedRow(rows.length + 1, 'step.started', { input: REF }), ...at });
    rows.push({ ...unsealedRow(rows.length + 1, 'gate.evaluated', { expression: 'true', reads: [], result: true }), ...at });
    const spent = { inputTokens: 0, outputTokens: 0, costMicroUsd: 0, avoidedMicroUsd: 0, citations: 0 };
    rows.push({
      ...unsealedRow(rows.length + 1, 'step.completed', {
        output: REF,
        save: {},
        from: 'work',
        cachedFrom: null,
        simulated: false,
        ...spent,
      }),
      ...at,
    });
  }
  return rows.slice(0, count);
}
