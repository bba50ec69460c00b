import { ok, refused, type Result } from '../base/result.ts';
import { conditionText } from './condition-text.ts';
import { parseExpression, type Expression } from './expression.ts';
import type { BinaryOperator, SyntaxNode } from './syntax-node.ts';
import { balancedText, holdsComment } from './text-spans.ts';
import { treeText } from './tree-text.ts';

/** What a row says of its field. */
export const ROW_OPERATORS = [
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'in',
  'not-in',
  'contains',
  'not-contains',
  'starts',
  'ends',
  'matches',
  'holds',
  'not-holds',
  'there',
  'not-there',
  'true',
  'not-true',
] as const;
export type RowOperator = (typeof ROW_OPERATORS)[number];

/** `field` and `value` are written as expressions: `context.score`, `0.7`, `"approve"`. `value` is empty where the operator takes none. */
export interface ConditionRow {
  readonly kind: 'row';
  readonly field: string;
  readonly operator: RowOperator;
  readonly value: string;
}

/** All or any of its members; negated, not all or none of them. */
export interface ConditionGroup {
  readonly kind: 'group';
  readonly join: 'all' | 'any';
  readonly isNegated: boolean;
  readonly members: readonly Condition[];
}

export type Condition = ConditionRow | ConditionGroup;

/** Operators that say all by themselves. */
export const takesValue = (operator: RowOperator): boolean => !['there', 'not-there', 'true', 'not-true'].includes(operator);

/**
 * An expression as rows in groups. Writing it back (`conditionText`) gives the very same tree. Refused with a sentence when rows cannot carry all
 * of it: a walk over a list, a choice with `?`, a comment, a comparison inside a comparison.
 */
export function conditionOf(expression: Expression): Result<ConditionGroup, string> {
  const { text, tree } = expression;
  if (holdsComment(text)) return refused('It holds a comment, which rows would lose.');
  const read = readCondition(tree, text);
  if (typeof read === 'string') return refused(read);
  const group: ConditionGroup = read.kind === 'group' ? read : { kind: 'group', join: 'all', isNegated: false, members: [read] };
  const again = parseExpression(conditionText(group));
  return again.ok && treeText(again.value.tree) === treeText(tree) ? ok(group) : refused('Rows would say something else than this text.');
}

/** The condition, or a sentence about what no row can say. */
function readCondition(node: SyntaxNode, text: string): Condition | string {
  switch (node.kind) {
    case 'and':
    case 'or':
      return readGroup(node, text);
    case 'not':
      return readNegation(node.of, text);
    case 'binary':
      return isComparison(node.operator) ? readComparison(node, node.operator, text) : NO_CONDITION;
    case 'call':
      return readTest(node, text) ?? NO_CONDITION;
    case 'has':
      return { kind: 'row', field: balancedText(text, node.of), operator: 'there', value: '' };
    case 'name':
    case 'select':
    case 'index':
      return isOperand(node) ? { kind: 'row', field: balancedText(text, node), operator: 'true', value: '' } : NO_CONDITION;
    case 'walk':
      return `A condition over each element of a list (\`.${node.walk}(…)\`) is written as text.`;
    case 'choose':
      return 'A choice with `?` and `:` is written as text.';
    case 'bind':
      return 'A value that is given a name (`cel.bind`) is written as text.';
    case 'literal':
    case 'list':
    case 'map':
    case 'negate':
      return NO_CONDITION;
  }
}

const NO_CONDITION = 'It computes a value instead of comparing one, so it is written as text.';
const NESTED = 'A comparison inside a comparison is written as text.';

function readGroup(node: SyntaxNode & { kind: 'and' | 'or' }, text: string): ConditionGroup | string {
  const members: Condition[] = [];
  for (const part of chainOf(node, node.kind)) {
    const member = readCondition(part, text);
    if (typeof member === 'string') return member;
    members.push(member);
  }
  return { kind: 'group', join: node.kind === 'and' ? 'all' : 'any', isNegated: false, members };
}

/** `a && b && c` is a chain that leans to the left; what stands in brackets on the right is a group of its own. */
const chainOf = (node: SyntaxNode, kind: 'and' | 'or'): readonly SyntaxNode[] =>
  node.kind === kind ? [...chainOf(node.left, kind), node.right] : [node];

const NEGATED: Partial<Record<RowOperator, RowOperator>> = {
  in: 'not-in',
  contains: 'not-contains',
  holds: 'not-holds',
  there: 'not-there',
  true: 'not-true',
};

function readNegation(node: SyntaxNode, text: string): Condition | string {
  const inner = readCondition(node, text);
  if (typeof inner === 'string') return inner;
  if (inner.kind === 'group')
    return inner.isNegated ? { kind: 'group', join: 'all', isNegated: true, members: [inner] } : { ...inner, isNegated: true };
  const operator = NEGATED[inner.operator];
  return operator === undefined ? { kind: 'group', join: 'all', isNegated: true, members: [inner] } : { ...inner, operator };
}

type Comparison = Exclude<BinaryOperator, '+' | '-' | '*' | '/' | '%'>;

const isComparison = (operator: BinaryOperator): operator is Comparison => !['+', '-', '*', '/', '%'].includes(operator);

function readComparison(node: SyntaxNode & { kind: 'binary' }, operator: Comparison, text: string): ConditionRow | string {
  if (!isOperand(node.left) || !isOperand(node.right)) return NESTED;
  const [left, right] = [balancedText(text, node.left), balancedText(text, node.right)];
  if (operator === 'in' && node.left.kind === 'literal') return { kind: 'row', field: right, operator: 'holds', value: left };
  return { kind: 'row', field: left, operator, value: right };
}

const TESTS: Readonly<Record<string, RowOperator>> = { contains: 'contains', startsWith: 'starts', endsWith: 'ends', matches: 'matches' };

function readTest({ name, target, args }: SyntaxNode & { kind: 'call' }, text: string): ConditionRow | string | null {
  const operator = Object.hasOwn(TESTS, name) ? TESTS[name] : undefined;
  const [value] = args;
  if (operator === undefined || target === null || value === undefined || args.length !== 1) return null;
  if (!isOperand(target) || !isOperand(value)) return NESTED;
  return { kind: 'row', field: balancedText(text, target), operator, value: balancedText(text, value) };
}

/** What may stand at either side of a row: a value, and no condition of its own. */
export function isOperand(node: SyntaxNode): boolean {
  switch (node.kind) {
    case 'literal':
    case 'name':
      return true;
    case 'select':
    case 'negate':
      return isOperand(node.of);
    case 'index':
      return isOperand(node.of) && isOperand(node.at);
    case 'call':
      return (node.target === null || isOperand(node.target)) && node.args.every(isOperand);
    case 'list':
      return node.elements.every(isOperand);
    case 'binary':
      return !isComparison(node.operator) && isOperand(node.left) && isOperand(node.right);
    case 'map':
    case 'choose':
    case 'and':
    case 'or':
    case 'not':
    case 'has':
    case 'walk':
    case 'bind':
      return false;
  }
}
