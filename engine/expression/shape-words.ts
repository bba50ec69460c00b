import type { Shape } from './shape.ts';

const WORDS: Record<Shape['kind'], string> = {
  any: 'anything',
  bool: 'true or false',
  number: 'a number',
  null: 'null',
  bytes: 'bytes',
  timestamp: 'a timestamp',
  duration: 'a duration',
  type: 'a type',
  string: 'a text',
  list: 'a list',
  map: 'an object',
};

/** What an operator calls a value of this shape: "a text", "a list". */
export const shapeWords = ({ kind }: Shape): string => WORDS[kind];
