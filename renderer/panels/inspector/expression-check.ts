import { checkExpression } from '../../../engine/expression/check-expression.ts';
import type { KnownHere } from '../../../engine/expression/known-paths.ts';
import { shapeWords } from '../../../engine/expression/shape-words.ts';
import { templateParts } from '../../../engine/expression/template-parts.ts';

/** Something wrong in a text that is being typed. Offsets are UTF-16 units in the text, `end` exclusive. */
export interface TextFault {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** How a text is to be read. `test`: an expression that must be true or false. */
export type ExpressionKind = 'expression' | 'test' | 'template';

/** The first thing that is wrong, errors before doubts; null for a text in order, and for an empty one. */
export function faultIn(text: string, kind: ExpressionKind, known: KnownHere): TextFault | null {
  if (text.trim() === '') return null;
  if (kind !== 'template') return faultOfExpression(text, kind === 'test', known);
  const parts = templateParts(text);
  if (!parts.ok) return { severity: 'error', ...parts.error };
  const faults = parts.value.flatMap(part => {
    if (part.kind === 'text') return [];
    const fault = faultOfExpression(part.expression.text, false, known);
    return fault === null ? [] : [{ ...fault, start: fault.start + part.start, end: fault.end + part.start }];
  });
  return faults.find(({ severity }) => severity === 'error') ?? faults[0] ?? null;
}

function faultOfExpression(text: string, isTest: boolean, { roots, shapes }: KnownHere): TextFault | null {
  const checked = checkExpression(text, roots, shapes);
  if (!checked.ok) {
    const [first] = checked.error;
    return first === undefined ? null : { severity: 'error', ...first };
  }
  const { shape, warnings } = checked.value;
  if (isTest && shape.kind !== 'bool' && shape.kind !== 'any') {
    const message = `True or false is needed here, but this is ${shapeWords(shape)}. Compare it with something.`;
    return { severity: 'error', message, start: 0, end: text.length };
  }
  const [warning] = warnings;
  return warning === undefined ? null : { severity: 'warning', ...warning };
}

/** “At character 12”, or with its line where there are several. */
export function placeWords(text: string, start: number): string {
  const lines = text.slice(0, start).split('\n');
  const column = (lines.at(-1)?.length ?? 0) + 1;
  return text.includes('\n') ? `Line ${lines.length}, character ${column}` : `At character ${column}`;
}
