import type { CelFunction, Taken } from './cel-function.ts';
import { noSuchCall, overloadsOf } from './functions.ts';
import type { Finding } from './finding.ts';
import { ANY, BOOL, NUMBER, TEXT, type Shape } from './shape.ts';
import { shapeWords } from './shape-words.ts';
import type { SyntaxNode } from './syntax-node.ts';

/** The shape of what a call gives; `given` are the shapes of its arguments, a method's receiver first. */
export function inferCall(node: SyntaxNode & { kind: 'call' }, given: readonly Shape[], tell: (finding: Finding) => void): Shape {
  const overloads = overloadsOf(node.name, node.target !== null);
  const fitting = overloads.find(
    ({ takes }) => takes.length === given.length && takes.every((taken, index) => mayFit(taken, given[index] ?? ANY)),
  );
  if (fitting !== undefined) return shapeGiven(fitting);
  const { message } = noSuchCall(node, given.map(shapeWords), overloads);
  tell({ severity: 'error', message, start: node.start, end: node.end });
  return ANY;
}

function mayFit(taken: Taken, { kind }: Shape): boolean {
  if (taken === 'any' || kind === 'any' || taken === kind) return true;
  return kind === 'number' && (taken === 'int' || taken === 'double');
}

function shapeGiven({ name, gives }: CelFunction): Shape {
  switch (gives) {
    case 'int':
    case 'double':
      return NUMBER;
    case 'string':
      return TEXT;
    case 'bool':
      return BOOL;
    case 'list':
      return { kind: 'list', of: name === 'split' ? TEXT : ANY };
    case 'bytes':
    case 'timestamp':
    case 'duration':
    case 'type':
      return { kind: gives };
    case 'any':
    case 'null':
    case 'map':
      return ANY;
  }
}
