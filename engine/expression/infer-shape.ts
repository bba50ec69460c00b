import { TYPE_NAMES } from './cel-value.ts';
import type { Expression } from './expression.ts';
import type { Span } from './expression-fault.ts';
import { wrong, type Finding } from './finding.ts';
import { inferBinary } from './infer-binary.ts';
import { inferCall } from './infer-call.ts';
import { ANY, BOOL, joinShapes, NUMBER, TEXT, type Shape, type Shapes } from './shape.ts';
import { shapeWords } from './shape-words.ts';
import type { SyntaxNode } from './syntax-node.ts';

interface Scope {
  readonly text: string;
  readonly roots: readonly string[];
  readonly shapes: Shapes;
  readonly findings: Finding[];
  readonly locals: ReadonlyMap<string, Shape>;
}

/** The shape of an expression's value; adds to `findings`. Where something is wrong the shape is `any`, so that one mistake is told once. */
export const inferShape = (expression: Expression, known: Omit<Scope, 'text' | 'locals'>): Shape =>
  infer(expression.tree, { ...known, text: expression.text, locals: new Map() });

function infer(node: SyntaxNode, scope: Scope): Shape {
  switch (node.kind) {
    case 'literal':
      return shapeOfLiteral(node.value);
    case 'name':
      return shapeOfName(node.name, node, scope);
    case 'select':
      return fieldShape(node, infer(node.of, scope), node.field, { start: node.fieldStart, end: node.end }, scope);
    case 'index':
      return elementShape(node, scope);
    case 'call': {
      const given = [...(node.target === null ? [] : [infer(node.target, scope)]), ...node.args.map(arg => infer(arg, scope))];
      return inferCall(node, given, finding => tell(scope, finding));
    }
    case 'list':
      return { kind: 'list', of: node.elements.map(element => infer(element, scope)).reduce(joinShapes, { kind: 'null' }) };
    case 'map':
      return shapeOfMap(node, scope);
    case 'choose':
      needBool(node.condition, scope);
      return joinShapes(infer(node.then, scope), infer(node.otherwise, scope));
    case 'and':
    case 'or':
      needBool(node.left, scope);
      needBool(node.right, scope);
      return BOOL;
    case 'not':
      needBool(node.of, scope);
      return BOOL;
    case 'negate': {
      const shape = infer(node.of, scope);
      if (shape.kind !== 'number' && shape.kind !== 'any')
        tell(scope, wrong(`\`-\` needs a number, but this is ${shapeWords(shape)}.`, node.of));
      return NUMBER;
    }
    case 'binary':
      return inferBinary(node, infer(node.left, scope), infer(node.right, scope), finding => tell(scope, finding));
    case 'has':
      infer(beginningOf(node.of), scope); // only there: a field that is missing further on is what it asks
      return BOOL;
    case 'walk':
      return shapeOfWalk(node, scope);
    case 'bind':
      return infer(node.body, within(scope, node.variable, infer(node.value, scope)));
  }
}

const beginningOf = (node: SyntaxNode): SyntaxNode => (node.kind === 'select' || node.kind === 'index' ? beginningOf(node.of) : node);

const tell = (scope: Scope, finding: Finding): void => void scope.findings.push(finding);

const within = (scope: Scope, name: string, shape: Shape): Scope => ({ ...scope, locals: new Map([...scope.locals, [name, shape]]) });

function shapeOfLiteral(value: (SyntaxNode & { kind: 'literal' })['value']): Shape {
  switch (typeof value) {
    case 'string':
      return { kind: 'string', oneOf: [value] };
    case 'boolean':
      return BOOL;
    case 'number':
    case 'bigint':
      return NUMBER;
    default:
      return value === null ? { kind: 'null' } : { kind: 'bytes' };
  }
}

function shapeOfName(name: string, span: Span, scope: Scope): Shape {
  const local = scope.locals.get(name);
  if (local !== undefined) return local;
  if (scope.roots.includes(name)) return (Object.hasOwn(scope.shapes, name) ? scope.shapes[name] : undefined) ?? ANY;
  if (TYPE_NAMES.has(name)) return { kind: 'type' };
  tell(scope, wrong(`\`${name}\` is not known here. Known: ${scope.roots.join(', ')}.`, span));
  return ANY;
}

function fieldShape(node: SyntaxNode & { kind: 'select' | 'index' }, of: Shape, field: string, span: Span, scope: Scope): Shape {
  const owner = scope.text.slice(node.of.start, node.of.end);
  if (of.kind === 'any' || of.kind === 'null') return ANY;
  if (of.kind !== 'map') {
    tell(scope, wrong(`\`${owner}\` is ${shapeWords(of)} and has no field \`${field}\`.`, span));
    return ANY;
  }
  const found = of.fields.get(field);
  if (found !== undefined) return found;
  if (of.rest !== null && of.rest !== 'unnamed') return of.rest;
  const names = [...of.fields.keys()];
  const has = names.length === 0 ? '' : ` It has: ${names.slice(0, 8).join(', ')}${names.length > 8 ? ', …' : ''}.`;
  if (of.rest === null) tell(scope, wrong(`\`${owner}\` has no field \`${field}\`.${has}`, span));
  else tell(scope, wrong(`The schema of \`${owner}\` does not mention a field \`${field}\`.${has}`, span, 'warning'));
  return ANY;
}

function elementShape(node: SyntaxNode & { kind: 'index' }, scope: Scope): Shape {
  const of = infer(node.of, scope);
  const at = infer(node.at, scope);
  if (of.kind === 'any' || of.kind === 'null') return ANY;
  if (of.kind === 'list') {
    if (at.kind !== 'number' && at.kind !== 'any')
      tell(scope, wrong(`A list is read by whole numbers from 0, but this is ${shapeWords(at)}.`, node.at));
    return of.of;
  }
  if (node.at.kind === 'literal' && typeof node.at.value === 'string') return fieldShape(node, of, node.at.value, node.at, scope);
  if (of.kind === 'map') return of.rest === null || of.rest === 'unnamed' ? ANY : of.rest;
  tell(scope, wrong(`This is ${shapeWords(of)}; only lists and objects have [ ].`, node.of));
  return ANY;
}

function shapeOfMap(node: SyntaxNode & { kind: 'map' }, scope: Scope): Shape {
  const entries = node.entries.map(([key, value]) => [key, infer(key, scope), infer(value, scope)] as const);
  const fields = entries.flatMap(([key, , value]) =>
    key.kind === 'literal' && typeof key.value === 'string' ? [[key.value, value] as const] : [],
  );
  return { kind: 'map', fields: new Map(fields), rest: fields.length === entries.length ? null : ANY };
}

function shapeOfWalk(node: SyntaxNode & { kind: 'walk' }, scope: Scope): Shape {
  const over = infer(node.over, scope);
  if (over.kind !== 'list' && over.kind !== 'map' && over.kind !== 'any')
    tell(scope, wrong(`This is ${shapeWords(over)}; a list is needed here.`, node.over));
  const element = over.kind === 'list' ? over.of : over.kind === 'map' ? TEXT : ANY;
  const inner = within(scope, node.variable, element);
  if (node.where !== null) needBool(node.where, inner);
  if (node.walk === 'map') return { kind: 'list', of: node.give === null ? ANY : infer(node.give, inner) };
  return node.walk === 'filter' ? { kind: 'list', of: element } : BOOL;
}

function needBool(node: SyntaxNode, scope: Scope): void {
  const shape = infer(node, scope);
  if (shape.kind !== 'bool' && shape.kind !== 'any')
    tell(scope, wrong(`True or false is needed here, but this is ${shapeWords(shape)}. Compare it with something.`, node));
}
