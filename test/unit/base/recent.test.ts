import { expect, it } from 'vitest';
import { recent } from '../../../engine/base/recent.ts';

it('forgets what was asked for longest ago', () => {
  const made: string[] = [];
  const last = recent<number>(2);
  const ask = (key: string): number => last(key, () => made.push(key));

  for (const key of ['a', 'b', 'a', 'c', 'a', 'd', 'b']) ask(key);

  expect(made).toEqual(['a', 'b', 'c', 'd', 'b']); // two others were asked for since b was
});
