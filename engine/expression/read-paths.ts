import { TYPE_NAMES } from './cel-value.ts';
import type { Span } from './expression-fault.ts';
import { childrenOf, type SyntaxNode } from './syntax-node.ts';

/** E.g. `['steps', 'claims', 'output', 'claims']`. */
export type ReadPath = readonly (string | number)[];

/** One place where an expression reads its variables. */
export interface Read extends Span {
  readonly path: ReadPath;
  /** Asked for with has(…), there or further out in the same `&&`, so that a missing field is no error. */
  readonly isGuarded: boolean;
}

/** Every read, in the order of the text: the longest chain of fields and constant indexes that begins at a variable. */
export function readsOf(tree: SyntaxNode): readonly Read[] {
  const reads: Read[] = [];
  collect(tree, new Set(), [], reads);
  return reads;
}

type Guards = readonly string[];

function collect(node: SyntaxNode, locals: ReadonlySet<string>, guards: Guards, reads: Read[]): void {
  const chain = chainOf(node);
  if (chain === null) {
    for (const [inner, innerLocals, innerGuards] of scopesOf(node, locals, guards)) collect(inner, innerLocals, innerGuards, reads);
    return;
  }
  for (const inner of chain.dynamic) collect(inner, locals, guards, reads);
  const { path, root } = chain;
  const isTypeName = path.length === 1 && TYPE_NAMES.has(path[0]);
  if (!locals.has(path[0]) && !isTypeName) reads.push({ path, isGuarded: isGuarded(path, guards), start: root.start, end: root.end });
}

type Scoped = readonly [SyntaxNode, ReadonlySet<string>, Guards];

/** The inner nodes, each with the names that are given there and the paths that are known to be there. */
function scopesOf(node: SyntaxNode, locals: ReadonlySet<string>, guards: Guards): readonly Scoped[] {
  const plain = (inner: SyntaxNode): Scoped => [inner, locals, guards];
  const knowing = (inner: SyntaxNode, ...known: Guards): Scoped => [inner, locals, [...guards, ...known]];
  switch (node.kind) {
    case 'has':
      return [knowing(node.of, ...guardsOf(node))];
    case 'and':
      return [plain(node.left), knowing(node.right, ...guardsOf(node.left))];
    case 'or':
      return [plain(node.left), knowing(node.right, ...guardsWhenFalse(node.left))];
    case 'choose':
      return [
        plain(node.condition),
        knowing(node.then, ...guardsOf(node.condition)),
        knowing(node.otherwise, ...guardsWhenFalse(node.condition)),
      ];
    case 'walk': {
      const inner = new Set([...locals, node.variable]);
      return [
        plain(node.over),
        ...childrenOf(node)
          .slice(1)
          .map((child): Scoped => [child, inner, guards]),
      ];
    }
    case 'bind':
      return [plain(node.value), [node.body, new Set([...locals, node.variable]), guards]];
    default:
      return childrenOf(node).map(plain);
  }
}

interface Chain {
  readonly path: readonly [string, ...(string | number)[]];
  /** The node that the path ends at. */
  readonly root: SyntaxNode;
  /** Indexes that are computed, further out than the path goes. */
  readonly dynamic: readonly SyntaxNode[];
}

function chainOf(node: SyntaxNode): Chain | null {
  if (node.kind === 'name') return { path: [node.name], root: node, dynamic: [] };
  if (node.kind !== 'select' && node.kind !== 'index') return null;
  const inner = chainOf(node.of);
  if (inner === null) return null;
  const part = node.kind === 'select' ? node.field : constantIndex(node.at);
  if (part !== undefined && inner.root === node.of) return { path: [...inner.path, part], root: node, dynamic: [] };
  return { ...inner, dynamic: node.kind === 'index' && part === undefined ? [...inner.dynamic, node.at] : inner.dynamic };
}

function constantIndex(node: SyntaxNode): string | number | undefined {
  if (node.kind !== 'literal') return undefined;
  if (typeof node.value === 'string') return node.value;
  return typeof node.value === 'bigint' && node.value >= 0n && node.value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(node.value)
    : undefined;
}

/** The paths that are known to be there when `node` is true. */
function guardsOf(node: SyntaxNode): Guards {
  if (node.kind === 'and') return [...guardsOf(node.left), ...guardsOf(node.right)];
  const chain = node.kind === 'has' ? chainOf(node.of) : null;
  return chain === null ? [] : [guardText(chain.path)];
}

const guardsWhenFalse = (node: SyntaxNode): Guards => (node.kind === 'not' ? guardsOf(node.of) : []);

const isGuarded = (path: ReadPath, guards: Guards): boolean =>
  guards.some(guard => guard.startsWith(guardText(path)) || guardText(path).startsWith(guard));

const guardText = (path: ReadPath): string => path.map(part => JSON.stringify(part)).join(' ') + ' ';
