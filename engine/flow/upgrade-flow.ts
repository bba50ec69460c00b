import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import { flow0 } from './upgrades/flow-0.ts';

/** Takes a document of one format to the next. Its file is never edited once a format was released: a further change is a further upgrade. */
export interface FlowUpgrade {
  /** The number it reads; it writes the next one. */
  readonly from: number;
  /** What people find changed, for the notice after opening. */
  readonly sentence: string;
  readonly apply: (document: JsonObject) => JsonObject;
}

/** In the order in which they are applied, without gaps. */
export const FLOW_UPGRADES: readonly FlowUpgrade[] = [flow0];

export interface UpgradedFlow {
  readonly document: JsonObject;
  /** What each upgrade changed; empty for a document of this program's format. */
  readonly notices: readonly string[];
}

/** The number in a document's `format`. A list of steps without any is 0: how flows are written before a program has saved them. Null for what is no flow. */
export function flowFormatOf(value: Json): number | null {
  if (!isJsonObject(value)) return null;
  const { format, steps } = value;
  if (format === undefined)
    return Array.isArray(steps) && steps.some(step => isJsonObject(step) && typeof step['kind'] === 'string') ? 0 : null;
  const [, number] = typeof format === 'string' ? (/^atelier-flow\/(\d{1,4})$/.exec(format) ?? []) : [];
  return number === undefined ? null : Number(number);
}

/** A document of an older format as the newest one has it; the others as they are. */
export function upgradeFlow(document: JsonObject, upgrades: readonly FlowUpgrade[] = FLOW_UPGRADES): UpgradedFlow {
  const notices: string[] = [];
  let upgraded = document;
  let number = flowFormatOf(document);
  for (const { from, sentence, apply } of upgrades) {
    if (number !== from) continue;
    number = from + 1;
    upgraded = { ...apply(upgraded), format: `atelier-flow/${String(number)}` };
    notices.push(sentence);
  }
  return { document: upgraded, notices };
}
