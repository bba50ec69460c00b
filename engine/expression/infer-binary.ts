import { wrong, type Finding } from './finding.ts';
import { ANY, BOOL, joinShapes, NUMBER, TEXT, type Shape } from './shape.ts';
import { shapeWords } from './shape-words.ts';
import type { BinaryOperator, SyntaxNode } from './syntax-node.ts';

type BinaryNode = SyntaxNode & { kind: 'binary' };
type Tell = (finding: Finding) => void;

/** The shape of `left operator right`; tells when the two cannot go together, or when an equality is settled already. */
export function inferBinary(node: BinaryNode, left: Shape, right: Shape, tell: Tell): Shape {
  switch (node.operator) {
    case '==':
    case '!=':
      tellSettled(node, left, right, tell);
      return BOOL;
    case '<':
    case '<=':
    case '>':
    case '>=':
      if (isUnknown(left) || isUnknown(right)) return BOOL;
      if (left.kind !== right.kind || !ORDERED.has(left.kind))
        tell(wrong(`${capital(shapeWords(left))} and ${shapeWords(right)} cannot be put in order.`, node));
      return BOOL;
    case 'in':
      if (right.kind !== 'list' && right.kind !== 'map' && !isUnknown(right))
        tell(wrong(`\`in\` looks inside a list or an object, but this is ${shapeWords(right)}.`, node.right));
      return BOOL;
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return inferArithmetic(node, node.operator, left, right, tell);
  }
}

const ORDERED: ReadonlySet<Shape['kind']> = new Set<Shape['kind']>(['number', 'string', 'bool', 'bytes', 'timestamp', 'duration']);

const isUnknown = ({ kind }: Shape): boolean => kind === 'any' || kind === 'null';

/** `left operator right` → what it gives, for what is no number. */
const SUMS: Readonly<Record<string, Shape>> = {
  'string + string': TEXT,
  'bytes + bytes': { kind: 'bytes' },
  'duration + duration': { kind: 'duration' },
  'timestamp + duration': { kind: 'timestamp' },
  'duration + timestamp': { kind: 'timestamp' },
  'timestamp - timestamp': { kind: 'duration' },
  'timestamp - duration': { kind: 'timestamp' },
  'duration - duration': { kind: 'duration' },
};

function inferArithmetic(node: BinaryNode, operator: BinaryOperator, left: Shape, right: Shape, tell: Tell): Shape {
  if (left.kind === 'number' && right.kind === 'number') return NUMBER;
  if (isUnknown(left) || isUnknown(right)) return operator === '*' || operator === '/' || operator === '%' ? NUMBER : ANY;
  if (operator === '+' && left.kind === 'list' && right.kind === 'list') return { kind: 'list', of: joinShapes(left.of, right.of) };
  const sum = SUMS[`${left.kind} ${operator} ${right.kind}`];
  if (sum !== undefined) return sum;
  const hint = operator === '+' && left.kind === 'string' ? ' Write string(…) around the second.' : '';
  tell(wrong(`\`${operator}\` does not go with ${shapeWords(left)} and ${shapeWords(right)}.${hint}`, node));
  return ANY;
}

function tellSettled(node: BinaryNode, left: Shape, right: Shape, tell: Tell): void {
  if (isUnknown(left) || isUnknown(right)) return;
  const always = node.operator === '==' ? 'never' : 'always';
  if (left.kind !== right.kind) {
    tell(wrong(`This is ${always} true: ${shapeWords(left)} is compared with ${shapeWords(right)}.`, node, 'warning'));
    return;
  }
  if (left.kind !== 'string' || right.kind !== 'string' || left.oneOf === null || right.oneOf === null) return;
  const [known, asked] = node.right.kind === 'literal' ? [left.oneOf, right.oneOf] : [right.oneOf, left.oneOf];
  if (asked.some(text => known.includes(text))) return;
  tell(wrong(`This is ${always} true: it is one of ${known.map(text => `“${text}”`).join(', ')}.`, node, 'warning'));
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
