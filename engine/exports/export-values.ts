import { isJsonObject, type Json } from '../base/json.ts';
import { isInlineValue, refBytes, refHash } from '../base/value-ref.ts';
import { MASKED } from '../packet/mask.ts';
import type { TraceRow } from '../trace/trace-row.ts';
import { FREE_TEXTS } from '../trace/free-texts.ts';

/**
 * How much of a run leaves in an export. `hashes`: what happened, when, at what cost, and the hash of every value, but no value and no free
 * text. `values`: those too, as far as they stand in the rows; what may hold a slice marked sensitive is masked.
 */
export type ExportValues = { readonly kind: 'hashes' } | { readonly kind: 'values'; readonly maskedSteps: ReadonlySet<string> };

type Treatment = 'leave out' | 'mask' | 'keep';

/** A row's data as it may leave. */
export const exportedData = (row: TraceRow, values: ExportValues): Json => treated(row.data as unknown as Json, treatmentOf(row, values)); // true: data is JSON

/** What becomes of the values of a row. */
function treatmentOf(row: TraceRow, values: ExportValues): Treatment {
  if (values.kind === 'hashes') return 'leave out';
  const stepId = row.stepId ?? (row.kind === 'run.failed' || row.kind === 'run.halted' ? causeStep(row) : null);
  return stepId !== null && values.maskedSteps.has(stepId) ? 'mask' : 'keep';
}

const causeStep = ({ data: { cause } }: TraceRow<'run.failed'> | TraceRow<'run.halted'>): string | null =>
  cause.kind === 'operator' ? null : cause.stepId;

function treated(value: Json, treatment: Treatment): Json {
  if (treatment === 'keep') return value;
  if (!isJsonObject(value)) return Array.isArray(value) ? value.map((each: Json) => treated(each, treatment)) : value;
  if (isInlineValue(value)) return treatment === 'mask' ? { value: MASKED } : { hash: refHash(value), bytes: refBytes(value) };
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]): [string, Json][] => {
      const isSecret = FREE_TEXTS.has(key) && typeof inner === 'string';
      if (!isSecret) return [[key, treated(inner, treatment)]];
      return treatment === 'mask' ? [[key, MASKED]] : [];
    }),
  );
}
