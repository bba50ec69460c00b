import { describe, expect, it } from 'vitest';
import { maskedSteps } from '../../../engine/flow/masked-steps.ts';
import { Flow } from '../../../engine/flow/flow.ts';

const skill = (id: string, text: string, more: object = {}) => ({
  id,
  kind: 'sage_skill',
  config: { skill: 'draft_session_notes', input: { text } },
  ...more,
});

const masked = (steps: readonly object[], isSensitive = true): string[] => [
  ...maskedSteps(
    Flow.parse({
      format: 'atelier-flow/1',
      name: 'Flow',
      packet: { slices: { journal: { schema: {}, sensitive: isSensitive }, program: { schema: {} } } },
      start: 'a',
      steps,
    }),
  ),
];

describe('Steps that may hold a sensitive slice', () => {
  it('are those that read it, and those that read what such a step gave or saved', () => {
    expect(
      masked([
        skill('a', '{{ packet.journal }}', { save: { mood: 'output' }, next: 'b' }),
        skill('b', '{{ steps.a.output }}', { next: 'c' }),
        skill('c', '{{ context.mood }}', { next: 'd' }),
        skill('d', '{{ packet.program }}'),
      ]),
    ).toEqual(['a', 'b', 'c']);
  });

  it('are those in a loop, too, that read what a later step gave', () => {
    expect(masked([skill('a', '{{ has(steps.b) ? steps.b.output : "" }}', { next: 'b' }), skill('b', '{{ packet.journal }}')])).toEqual([
      'b',
      'a',
    ]);
  });

  it('are those that read the packet or the context as a whole', () => {
    expect(masked([skill('a', '{{ packet }}', { save: { all: 'output' }, next: 'b' }), skill('b', '{{ context }}')])).toEqual(['a', 'b']);
  });

  it('are none where no slice is sensitive', () => {
    expect(masked([skill('a', '{{ packet }}')], false)).toEqual([]);
  });
});
