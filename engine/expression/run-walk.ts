import type { Value } from './cel-value.ts';
import { attempt, ExpressionFault } from './expression-fault.ts';
import type { SyntaxNode } from './syntax-node.ts';

type WalkNode = SyntaxNode & { kind: 'walk' };

/** Runs the inner expressions of a walk with one element under its name. */
export interface WalkRunner {
  readonly test: (where: SyntaxNode, element: Value) => boolean;
  readonly give: (what: SyntaxNode, element: Value) => Value;
}

/** `all`, `exists`, `exists_one`, `filter` and `map`. An element that settles `all` or `exists` does so even when another is an error. */
export function runWalk({ walk, where, give }: WalkNode, elements: readonly Value[], run: WalkRunner): Value {
  const kept = () => (where === null ? elements : elements.filter(element => run.test(where, element)));
  switch (walk) {
    case 'all':
      return where === null || !someIs(false, elements, element => run.test(where, element));
    case 'exists':
      return where !== null && someIs(true, elements, element => run.test(where, element));
    case 'exists_one':
      return kept().length === 1;
    case 'filter':
      return kept();
    case 'map':
      return give === null ? elements : kept().map(element => run.give(give, element));
  }
}

function someIs(wanted: boolean, elements: readonly Value[], test: (element: Value) => boolean): boolean {
  let fault: ExpressionFault | null = null;
  for (const element of elements) {
    const verdict = attempt(() => test(element));
    if (verdict === wanted) return true;
    if (verdict instanceof ExpressionFault) fault ??= verdict;
  }
  if (fault !== null) throw fault;
  return false;
}
