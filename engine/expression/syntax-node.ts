import type { Span } from './expression-fault.ts';

export type BinaryOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | '+' | '-' | '*' | '/' | '%';

/** The five that walk over a list, or over the keys of a map. */
export type Walk = 'all' | 'exists' | 'exists_one' | 'filter' | 'map';

type Shape =
  | { readonly kind: 'literal'; readonly value: null | boolean | number | bigint | string | Uint8Array }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'select'; readonly of: SyntaxNode; readonly field: string; readonly fieldStart: number }
  | { readonly kind: 'index'; readonly of: SyntaxNode; readonly at: SyntaxNode }
  | { readonly kind: 'call'; readonly name: string; readonly target: SyntaxNode | null; readonly args: readonly SyntaxNode[] }
  | { readonly kind: 'list'; readonly elements: readonly SyntaxNode[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [SyntaxNode, SyntaxNode])[] }
  | { readonly kind: 'choose'; readonly condition: SyntaxNode; readonly then: SyntaxNode; readonly otherwise: SyntaxNode }
  | { readonly kind: 'and' | 'or'; readonly left: SyntaxNode; readonly right: SyntaxNode }
  | { readonly kind: 'not' | 'negate'; readonly of: SyntaxNode }
  | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: SyntaxNode; readonly right: SyntaxNode }
  | { readonly kind: 'has'; readonly of: SyntaxNode }
  | {
      readonly kind: 'walk';
      readonly walk: Walk;
      readonly over: SyntaxNode;
      readonly variable: string;
      /** The predicate; null for a `map` without one. */
      readonly where: SyntaxNode | null;
      /** What `map` collects. */
      readonly give: SyntaxNode | null;
    }
  | { readonly kind: 'bind'; readonly variable: string; readonly value: SyntaxNode; readonly body: SyntaxNode };

/** One node of a parsed expression, with its place in the text. */
export type SyntaxNode = Shape & Span;

export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  switch (node.kind) {
    case 'literal':
    case 'name':
      return [];
    case 'select':
    case 'not':
    case 'negate':
    case 'has':
      return [node.of];
    case 'index':
      return [node.of, node.at];
    case 'call':
      return node.target === null ? node.args : [node.target, ...node.args];
    case 'list':
      return node.elements;
    case 'map':
      return node.entries.flat();
    case 'choose':
      return [node.condition, node.then, node.otherwise];
    case 'and':
    case 'or':
    case 'binary':
      return [node.left, node.right];
    case 'walk':
      return [node.over, ...(node.where === null ? [] : [node.where]), ...(node.give === null ? [] : [node.give])];
    case 'bind':
      return [node.value, node.body];
  }
}
