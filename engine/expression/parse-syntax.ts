import { Environment, ParseError, type ASTNode } from '@marcbachmann/cel-js';
import { neverHere } from '../base/never-here.ts';
import { ExpressionFault, type Span } from './expression-fault.ts';
import { parseProblem } from './parse-problem.ts';
import type { SyntaxNode, Walk } from './syntax-node.ts';

export const MAX_NODES = 500;
export const MAX_DEPTH = 100;

const grammar = new Environment({
  unlistedVariablesAreDyn: true,
  limits: { maxAstNodes: MAX_NODES, maxDepth: MAX_DEPTH, maxListElements: MAX_NODES, maxMapEntries: MAX_NODES, maxCallArguments: 8 },
});

const MAX_INT = 2n ** 63n - 1n;
const WALKS: ReadonlySet<string> = new Set<Walk>(['all', 'exists', 'exists_one', 'filter', 'map']);

/**
 * The tree of an expression in the CEL grammar (https://github.com/google/cel-spec/blob/master/doc/langdef.md), macros recognised.
 * Throws `ExpressionFault` for a text that is none. The grammar is the library's, the tree is ours: what runs and what is checked is this.
 */
export function parseSyntax(text: string): SyntaxNode {
  try {
    return nodeOf(grammar.parse(text).ast);
  } catch (error) {
    if (error instanceof ParseError) throw parseProblem(text, error.code, error.range ?? { start: 0, end: text.length });
    throw error;
  }
}

function nodeOf(ast: ASTNode): SyntaxNode {
  const { start, end } = ast;
  switch (ast.op) {
    case 'value':
      if (ast.args instanceof Uint8Array) return { kind: 'literal', value: bytesOf(ast.input.slice(start, end), ast.args), start, end };
      return literalOf(ast.args, { start, end }, MAX_INT);
    case 'id':
      return { kind: 'name', name: ast.args, start, end };
    case '.':
      return { kind: 'select', of: nodeOf(ast.args[0]), field: ast.args[1], fieldStart: ast.pos, start, end };
    case '[]':
      return { kind: 'index', of: nodeOf(ast.args[0]), at: nodeOf(ast.args[1]), start, end };
    case 'call':
      return callOf(ast.args[0], null, ast.args[1], { start, end });
    case 'rcall':
      return callOf(ast.args[0], ast.args[1], ast.args[2], { start, end });
    case 'list':
      return { kind: 'list', elements: ast.args.map(nodeOf), start, end };
    case 'map':
      return { kind: 'map', entries: ast.args.map(([key, value]) => [nodeOf(key), nodeOf(value)] as const), start, end };
    case '?:':
      return { kind: 'choose', condition: nodeOf(ast.args[0]), then: nodeOf(ast.args[1]), otherwise: nodeOf(ast.args[2]), start, end };
    case '||':
      return { kind: 'or', left: nodeOf(ast.args[0]), right: nodeOf(ast.args[1]), start, end };
    case '&&':
      return { kind: 'and', left: nodeOf(ast.args[0]), right: nodeOf(ast.args[1]), start, end };
    case '!_':
      return { kind: 'not', of: nodeOf(ast.args), start, end };
    case '-_':
      return negationOf(ast.args, { start, end });
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case 'in':
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return { kind: 'binary', operator: ast.op, left: nodeOf(ast.args[0]), right: nodeOf(ast.args[1]), start, end };
    case '.?':
    case '[?]':
      throw new ExpressionFault('Optional access with `?` is not part of these expressions; use has(…).', { start, end });
    default:
      return neverHere(ast);
  }
}

/** The grammar would cut a character beyond ASCII to its low byte; written as the escapes of its UTF-8 it means what CEL says. */
function bytesOf(written: string, value: Uint8Array): Uint8Array {
  if (!/[^\0-\x7f]/.test(written)) return value;
  const escaped = written.replace(/[^\0-\x7f]+/g, characters => encodeURIComponent(characters.toWellFormed()).replaceAll('%', '\\x'));
  const { ast } = grammar.parse(escaped);
  return ast.op === 'value' && ast.args instanceof Uint8Array ? ast.args : value;
}

type Literal = Extract<ASTNode, { op: 'value' }>['args'];

function literalOf(value: Literal, span: Span, maxInt: bigint): SyntaxNode {
  if (typeof value === 'bigint' && value > maxInt) throw new ExpressionFault('This whole number is too large (more than 64 bits).', span);
  if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array))
    throw new ExpressionFault('Unsigned numbers such as 1u are not part of these expressions; write 1.', span);
  return { kind: 'literal', value, ...span };
}

/** `-9223372036854775808` is one number: its positive half alone would not fit. */
function negationOf(of: ASTNode, span: Span): SyntaxNode {
  if (of.op !== 'value' || (typeof of.args !== 'bigint' && typeof of.args !== 'number')) return { kind: 'negate', of: nodeOf(of), ...span };
  const positive = literalOf(of.args, span, MAX_INT + 1n);
  return positive.kind === 'literal' && (typeof positive.value === 'bigint' || typeof positive.value === 'number')
    ? { kind: 'literal', value: -positive.value, ...span }
    : { kind: 'negate', of: positive, ...span };
}

function callOf(name: string, target: ASTNode | null, args: readonly ASTNode[], span: Span): SyntaxNode {
  if (name === 'has' && target === null) return hasOf(args, span);
  const [first, second, third] = args;
  const walk = name === 'existsOne' ? 'exists_one' : name;
  if (target !== null && isWalk(walk) && first !== undefined && second !== undefined && (args.length === 2 || walk === 'map'))
    return {
      kind: 'walk',
      walk,
      over: nodeOf(target),
      variable: variableOf(first),
      where: walk !== 'map' || third !== undefined ? nodeOf(second) : null,
      give: walk === 'map' ? nodeOf(third ?? second) : null,
      ...span,
    };
  if (target?.op === 'id' && target.args === 'cel' && name === 'bind' && first && second && third && args.length === 3)
    return { kind: 'bind', variable: variableOf(first), value: nodeOf(second), body: nodeOf(third), ...span };
  return { kind: 'call', name, target: target === null ? null : nodeOf(target), args: args.map(nodeOf), ...span };
}

const isWalk = (name: string): name is Walk => WALKS.has(name);

function hasOf(args: readonly ASTNode[], span: Span): SyntaxNode {
  const of = args[0] === undefined || args.length > 1 ? null : nodeOf(args[0]);
  if (of?.kind === 'select') return { kind: 'has', of, ...span };
  if (of?.kind === 'index' && of.at.kind === 'literal') return { kind: 'has', of, ...span };
  throw new ExpressionFault('has(…) asks for a field, e.g. has(packet.transcript).', span);
}

function variableOf(ast: ASTNode): string {
  if (ast.op === 'id') return ast.args;
  throw new ExpressionFault('A name for the element belongs here, e.g. claims.all(claim, claim.ok).', ast.range);
}
