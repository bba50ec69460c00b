import type { Json } from '../base/json.ts';
import { neverHere } from '../base/never-here.ts';
import { asInt, inWords, isList, isMap, keysOf, own, TYPE_NAMES, typeValue, type MapKey, type Value } from './cel-value.ts';
import { compute, int64 } from './compute.ts';
import { attempt, ExpressionFault, type Span } from './expression-fault.ts';
import { burn, type Fuel } from './fuel.ts';
import { callFunction } from './functions.ts';
import { mapKey } from './map-key.ts';
import { runWalk } from './run-walk.ts';
import type { SyntaxNode } from './syntax-node.ts';

/** A name given inside the expression: the element of a walk, or `cel.bind`. */
interface Local {
  readonly name: string;
  readonly value: Value;
  readonly outer: Local | null;
}

export interface Frame {
  readonly text: string;
  readonly variables: Readonly<Record<string, Json>>;
  readonly fuel: Fuel;
  readonly local: Local | null;
}

/** The value of one node. Throws `ExpressionFault`. */
export function runNode(node: SyntaxNode, frame: Frame): Value {
  burn(frame.fuel, 1, node);
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'name':
      return valueOfName(node.name, frame, node);
    case 'select':
      return fieldOf(node, frame);
    case 'index':
      return elementOf(node, frame);
    case 'call':
      return callFunction(
        node,
        node.target === null ? null : runNode(node.target, frame),
        node.args.map(arg => runNode(arg, frame)),
        frame.fuel,
      );
    case 'list':
      return node.elements.map(element => runNode(element, frame));
    case 'map':
      return mapOf(node, frame);
    case 'choose':
      return runNode(truth(node.condition, frame) ? node.then : node.otherwise, frame);
    case 'and':
      return decide(node, false, frame);
    case 'or':
      return decide(node, true, frame);
    case 'not':
      return !truth(node.of, frame);
    case 'negate':
      return negated(runNode(node.of, frame), node);
    case 'binary':
      return compute(node.operator, runNode(node.left, frame), runNode(node.right, frame), frame.fuel, node);
    case 'has':
      return isThere(node.of, frame);
    case 'walk': {
      const within = (value: Value): Frame => ({ ...frame, local: { name: node.variable, value, outer: frame.local } });
      return runWalk(node, elementsOf(runNode(node.over, frame), node.over, frame), {
        test: (where, element) => truth(where, within(element)),
        give: (what, element) => runNode(what, within(element)),
      });
    }
    case 'bind':
      return runNode(node.body, { ...frame, local: { name: node.variable, value: runNode(node.value, frame), outer: frame.local } });
    default:
      return neverHere(node);
  }
}

/** Gives true or false; anything else is a fault. */
function truth(node: SyntaxNode, frame: Frame): boolean {
  const value = runNode(node, frame);
  if (typeof value === 'boolean') return value;
  throw new ExpressionFault(`True or false is needed here, but \`${excerpt(node, frame)}\` is ${inWords(value)}.`, node);
}

function valueOfName(name: string, frame: Frame, span: Span): Value {
  for (let local = frame.local; local !== null; local = local.outer) if (local.name === name) return local.value;
  const value = Object.hasOwn(frame.variables, name) ? frame.variables[name] : undefined;
  if (value !== undefined) return value;
  if (TYPE_NAMES.has(name)) return typeValue(name);
  throw new ExpressionFault(`\`${name}\` is not known here. Known: ${Object.keys(frame.variables).join(', ')}.`, span);
}

function fieldOf(node: SyntaxNode & { kind: 'select' }, frame: Frame): Value {
  const of = runNode(node.of, frame);
  const span = { start: node.fieldStart, end: node.end };
  if (!isMap(of)) throw new ExpressionFault(`\`${excerpt(node.of, frame)}\` is ${inWords(of)} and has no field \`${node.field}\`.`, span);
  const value = own(of, node.field);
  return value === undefined ? noField(node, node.field, span, frame) : value;
}

function noField(node: SyntaxNode & { kind: 'select' | 'index' }, field: MapKey, span: Span, frame: Frame): never {
  throw new ExpressionFault(`\`${excerpt(node.of, frame)}\` has no field \`${String(field)}\`.`, span);
}

function elementOf(node: SyntaxNode & { kind: 'index' }, frame: Frame): Value {
  const of = runNode(node.of, frame);
  const at = runNode(node.at, frame);
  if (isMap(of)) {
    const key = mapKey(at);
    if (key === undefined) throw new ExpressionFault(`${inWords(at)} cannot be a key of an object.`, node.at);
    const value = own(of, key);
    return value === undefined ? noField(node, key, node.at, frame) : value;
  }
  if (!isList(of)) throw new ExpressionFault(`\`${excerpt(node.of, frame)}\` is ${inWords(of)}; only lists and objects have [ ].`, node);
  const index = asInt(at);
  if (index === undefined) throw new ExpressionFault(`A list is read by whole numbers from 0, but got ${inWords(at)}.`, node.at);
  const element = index >= 0n && index < BigInt(of.length) ? of[Number(index)] : undefined;
  if (element !== undefined) return element;
  const count = of.length === 1 ? 'has one element' : `has ${of.length} elements`;
  throw new ExpressionFault(`\`${excerpt(node.of, frame)}\` ${count}, so there is no [${index}].`, node.at);
}

function mapOf(node: SyntaxNode & { kind: 'map' }, frame: Frame): Value {
  const map = new Map<MapKey, Value>();
  for (const [keyNode, value] of node.entries) {
    const key = keyOf(keyNode, frame);
    if (map.has(key)) throw new ExpressionFault(`The key ${String(key)} stands twice in this object.`, keyNode);
    map.set(key, runNode(value, frame));
  }
  return map;
}

function keyOf(node: SyntaxNode, frame: Frame): MapKey {
  const value = runNode(node, frame);
  const key = mapKey(value);
  if (key === undefined || key === '__proto__') throw new ExpressionFault(`${key ?? inWords(value)} cannot be a key of an object.`, node);
  return key;
}

/** `&&` and `||` as CEL has them: a side that settles it does so even when the other is an error. */
function decide(node: SyntaxNode & { kind: 'and' | 'or' }, settles: boolean, frame: Frame): boolean {
  const left = attempt(() => truth(node.left, frame));
  if (left === settles) return settles;
  const right = truth(node.right, frame);
  if (right === settles || typeof left === 'boolean') return right;
  throw left;
}

/** Whether every field along the way is there; null is nothing, and so has none. */
function isThere(node: SyntaxNode, frame: Frame): boolean {
  if (node.kind !== 'select' && node.kind !== 'index') throw new ExpressionFault('has(…) asks for a field.', node);
  if ((node.of.kind === 'select' || node.of.kind === 'index') && !isThere(node.of, frame)) return false;
  const of = runNode(node.of, frame);
  if (of === null) return false;
  const key = node.kind === 'select' ? node.field : mapKey(runNode(node.at, frame));
  if (isMap(of)) return key !== undefined && own(of, key) !== undefined;
  if (isList(of)) return typeof key === 'bigint' && key >= 0n && key < BigInt(of.length);
  throw new ExpressionFault(`\`${excerpt(node.of, frame)}\` is ${inWords(of)} and has no fields.`, node);
}

function negated(value: Value, span: Span): Value {
  if (typeof value === 'bigint') return int64(-value, span);
  if (typeof value === 'number') return -value;
  throw new ExpressionFault(`\`-\` needs a number, but got ${inWords(value)}.`, span);
}

/** What a walk goes over: the elements of a list, the keys of a map. */
function elementsOf(value: Value, node: SyntaxNode, frame: Frame): readonly Value[] {
  if (isList(value)) return value;
  if (isMap(value)) return keysOf(value);
  throw new ExpressionFault(`\`${excerpt(node, frame)}\` is ${inWords(value)}; a list is needed here.`, node);
}

const excerpt = ({ start, end }: Span, frame: Frame): string => {
  const text = frame.text.slice(start, end);
  return text.length > 60 ? text.slice(0, 57) + '…' : text;
};
