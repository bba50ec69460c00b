import { isList, isMap, keysOf, type TypeName, type Value } from './cel-value.ts';
import { ExpressionFault, type Span } from './expression-fault.ts';
import type { CelFunction } from './cel-function.ts';
import { burn, textUnits, type Fuel } from './fuel.ts';
import { sizeOfText, sizeUnits } from './text-functions.ts';

const SIZED: readonly TypeName[] = ['string', 'list', 'map', 'bytes'];

/** `size` of anything that has one, and `join`. */
export const LIST_FUNCTIONS: readonly CelFunction[] = [
  ...SIZED.flatMap(taken =>
    [true, false].map(isMethod => ({ name: 'size', isMethod, takes: [taken], gives: 'int' as const, run: sizeOf }) satisfies CelFunction),
  ),
  { name: 'join', isMethod: true, takes: ['list'], gives: 'string', run: join },
  { name: 'join', isMethod: true, takes: ['list', 'string'], gives: 'string', run: join },
];

function sizeOf([value = null]: readonly Value[], span: Span, fuel: Fuel): Value {
  if (typeof value === 'string') {
    burn(fuel, sizeUnits(value), span);
    return sizeOfText(value);
  }
  if (isList(value) || value instanceof Uint8Array) return BigInt(value.length);
  return isMap(value) ? BigInt(keysOf(value).length) : 0n;
}

function join([list = null, by = '']: readonly Value[], span: Span, fuel: Fuel): Value {
  const texts: string[] = [];
  for (const one of isList(list) ? list : []) {
    if (typeof one !== 'string') throw new ExpressionFault('`join` needs a list of texts; write list.map(x, string(x)).join(…).', span);
    burn(fuel, 1 + textUnits(one.length), span);
    texts.push(one);
  }
  return texts.join(typeof by === 'string' ? by : '');
}
