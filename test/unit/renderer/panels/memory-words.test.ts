import { describe, expect, it } from 'vitest';
import { Actor } from '../../../../engine/base/ids.ts';
import { MemoryScope } from '../../../../engine/memory/memory-scope.ts';
import { scopeTitle, versionSentence } from '../../../../renderer/panels/memory/memory-words.ts';

const NOW = { nowUs: 100_000_000_000 };
const said = { by: Actor.parse('user:ana'), source: null, state: 'current', flowName: null, atUs: NOW.nowUs, version: 2 } as const;

describe('a memory in words', () => {
  it.each([
    ['org', 'The organisation'],
    ['flow:onboarding', 'Flow onboarding'],
    ['subject:Maya: the elder', 'Maya: the elder'],
  ])('names whose it is: %s', (scope, words) => {
    expect(scopeTitle(MemoryScope.parse(scope))).toBe(words);
  });

  it('tells who did what with a version, and when', () => {
    expect(versionSentence(said, NOW)).toBe('Ana corrected it, just now');
    expect(versionSentence({ ...said, state: 'retired' }, NOW)).toBe('Ana retired it, just now');
  });
});
