import type { CelFunction, Taken } from './cel-function.ts';
import { inWords, typeName, type Value } from './cel-value.ts';
import { CONVERSIONS } from './conversion-functions.ts';
import { ExpressionFault } from './expression-fault.ts';
import type { Fuel } from './fuel.ts';
import { LIST_FUNCTIONS } from './list-functions.ts';
import type { SyntaxNode } from './syntax-node.ts';
import { TEXT_FUNCTIONS } from './text-functions.ts';
import { TIME_FUNCTIONS } from './time-functions.ts';

/** Every function, by name. The list that completion and help are made from. */
export const FUNCTIONS: readonly CelFunction[] = [...CONVERSIONS, ...TEXT_FUNCTIONS, ...LIST_FUNCTIONS, ...TIME_FUNCTIONS];

const byName: ReadonlyMap<string, readonly CelFunction[]> = Map.groupBy(FUNCTIONS, ({ name }) => name);

/** The ways to call `name`, as method or not; empty when there is none. */
export const overloadsOf = (name: string, isMethod: boolean): readonly CelFunction[] =>
  (byName.get(name) ?? []).filter(one => one.isMethod === isMethod);

export function callFunction(
  node: SyntaxNode & { kind: 'call' },
  target: Value | null | undefined,
  args: readonly Value[],
  fuel: Fuel,
): Value {
  const isMethod = node.target !== null;
  const given: readonly Value[] = isMethod ? [target ?? null, ...args] : args;
  const overloads = overloadsOf(node.name, isMethod);
  for (const one of overloads)
    if (one.takes.length === given.length && one.takes.every((taken, index) => fits(taken, given[index] ?? null)))
      return one.run(given, node, fuel);
  throw noSuchCall(node, given.map(inWords), overloads);
}

function fits(taken: Taken, value: Value): boolean {
  if (taken === 'any') return true;
  const type = typeName(value);
  if (type === taken) return true;
  if (type === 'int') return taken === 'number' || taken === 'double';
  return type === 'double' && (taken === 'number' || (taken === 'int' && Number.isSafeInteger(value)));
}

/** Why a call does not fit any overload; `given` are the arguments in words, a method's receiver first. */
export function noSuchCall(
  node: SyntaxNode & { kind: 'call' },
  given: readonly string[],
  overloads: readonly CelFunction[],
): ExpressionFault {
  const written = node.target === null ? `${node.name}(…)` : `….${node.name}(…)`;
  if (overloads.length === 0) {
    const other = overloadsOf(node.name, node.target === null);
    if (other.length > 0)
      return new ExpressionFault(`Write it as \`${node.target === null ? `….${node.name}(…)` : `${node.name}(…)`}\`.`, node);
    return new ExpressionFault(`There is no function \`${node.name}\`.`, node);
  }
  const what = given.length === 0 ? 'nothing' : given.join(', ');
  return new ExpressionFault(`\`${written}\` cannot take ${what}; it takes ${overloads.map(takenWords).join(' or ')}.`, node);
}

const takenWords = ({ takes }: CelFunction): string => (takes.length === 0 ? 'nothing' : takes.join(', '));
