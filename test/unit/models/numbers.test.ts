import { expect, it } from 'vitest';
import { numbersIn } from '../../../engine/models/numbers.ts';
import { stem } from '../../../engine/models/stem.ts';

it.each([
  ['4,000 euros', 4000, 'euro'],
  ['3.50 euros a bag', 3.5, 'euro'],
  ['€ 20k', 20_000, '€'],
  ['twelve buyers', 12, 'buyer'],
  ['forty-five minutes', 45, 'minut'],
  ['a dozen interviews', 12, 'interview'],
  ['2.5 million people', 2_500_000, 'peopl'],
  ['two hundred loaves', 200, 'loav'],
  ['15 % of it', 15, '%'],
  ['20 November', 20, 'november'],
])('reads “%s”', (text, value, unit) => {
  expect(numbersIn(text)).toMatchObject([{ value, unit }]);
});

it('takes no clock time and no lone “one” for a number', () => {
  expect(numbersIn('At 16:30 one of them left.')).toEqual([]);
});

it('says where each number stands', () => {
  const text = 'Ten bags, or twenty-one.';
  expect(numbersIn(text).map(({ start, end }) => text.slice(start, end))).toEqual(['Ten', 'twenty-one']);
});

it.each([
  ['interviews', 'interviewed'],
  ['agreed', 'agrees'],
  ['planning', 'planned'],
  ['bakery', 'bakeries'],
  ['Ana’s', 'ana'],
])('takes “%s” and “%s” for one word', (a, b) => {
  expect(stem(a)).toBe(stem(b));
});
