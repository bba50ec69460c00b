import { describe, expect, it } from 'vitest';
import { flowHash } from '../../../engine/flow/flow-hash.ts';
import { aFlow, skill } from './a-flow.ts';

describe('the hash of a flow', () => {
  const steps = [skill('a', { next: 'b' }), skill('b')];

  it('stays when steps are moved and notes are written', () => {
    const moved = aFlow(steps, { layout: { a: { x: 5, y: 5 } }, notes: [{ id: 'n', text: 'hello', x: 0, y: 0 }] });

    expect(flowHash(moved)).toBe(flowHash(aFlow(steps)));
  });

  it('changes with anything else', () => {
    const hashes = [
      aFlow(steps),
      aFlow(steps, { name: 'Other' }),
      aFlow(steps, { start: 'b' }),
      aFlow(steps.toReversed(), { start: 'a' }),
    ].map(flowHash);

    expect(new Set(hashes).size).toBe(4);
  });
});
