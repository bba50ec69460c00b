import { describe, expect, it } from 'vitest';
import { FlowId, StepId } from '../../../engine/base/ids.ts';
import { checkMemory } from '../../../engine/flow/check-memory.ts';
import { Flow } from '../../../engine/flow/flow.ts';
import { renameStep } from '../../../engine/flow/rename-step.ts';
import { readScope } from '../../../engine/memory/memory-scope.ts';

const flowOf = (memory: object) =>
  Flow.parse({
    format: 'atelier-flow/1',
    name: 'Flow',
    start: 'listen',
    steps: [
      { id: 'listen', kind: 'sage_skill', config: { skill: 'a', input: {} }, next: 'write' },
      { id: 'write', kind: 'sage_skill', title: 'Write', config: { skill: 'b', input: {}, memory } },
    ],
  });
const problems = (memory: object) => checkMemory(flowOf(memory)).map(({ code, field }) => `${code} ${field ?? ''}`);

describe('whose memory a step names', () => {
  it.each(['org', ' flow ', 'flow:review', 'subject:Maya Chen', 'subject: Maya', 'everyone', '', 'flow:No Such', 'subject:', 'orgs'])(
    'is a problem of the flow exactly when a run would refuse it: “%s”',
    scope => {
      expect(problems({ read: [scope] }).length === 0).toBe(readScope(scope, FlowId.parse('flow')).ok);
    },
  );

  it('may hold an expression, which only a run knows', () => {
    expect(problems({ read: ['subject:{{ packet.client }}'], write: ['{{ steps.listen.output.scope }}'] })).toEqual([]);
  });

  it('is named in the problem, and what is remembered nowhere is a warning', () => {
    expect(problems({ read: ['org', 'everyone'], remember: 'output.text' })).toEqual([
      'no-such-memory config.memory.read.1',
      'remembers-nowhere config.memory.remember',
    ]);
  });
});

it('follows a step that is renamed, in scopes and in what is remembered', () => {
  const flow = flowOf({
    read: ['subject:{{ steps.listen.output.name }}'],
    write: ['org'],
    remember: 'steps.listen.output.text',
    topic: 'listen',
  });
  const renamed = renameStep(flow, StepId.parse('listen'), StepId.parse('hear')).steps[1];
  expect(renamed).toMatchObject({
    config: {
      memory: { read: ['subject:{{ steps.hear.output.name }}'], write: ['org'], remember: 'steps.hear.output.text', topic: 'listen' },
    },
  });
});
