import { stem } from './stem.ts';

/** A word of a text: `text.slice(start, end)`, UTF-16 offsets. */
export interface Word {
  readonly text: string;
  /** Lower case, without its ending: what is compared. */
  readonly stem: string;
  readonly start: number;
  readonly end: number;
}

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}]+|[.,]\p{N}+)*/gu;

/** The words of a text in their order; numbers count as words, with their separators. */
export function wordsOf(text: string): Word[] {
  return [...text.matchAll(WORD)].map(match => ({
    text: match[0],
    stem: stem(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Stems that carry meaning, in their order, repeated as often as they stand there. */
export const contentStems = (text: string): string[] =>
  wordsOf(text)
    .map(word => word.stem)
    .filter(isContent);

/** False for the words that stand in every text: they neither find nor support anything. */
export const isContent = (stem: string): boolean => !STOP_WORDS.has(stem);

const STOP_WORDS = new Set(
  (
    "a an the of to in on at for from with and or but so if then than as by is are was were be been being am it its it's this that these those " +
    'there here he she they them his her their our your my we you i me us him who whom which what when where how why do does did done have ' +
    "has had having would can could shall should may might must not no nor n't about into over out up down off again more most some any " +
    'all each also just very too only own same other such both few now s t d ll m re ve one'
  )
    .split(' ')
    .flatMap(word => [word, stem(word)]),
);
