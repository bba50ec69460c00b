import { describe, expect, it } from 'vitest';
import { Actor, StepId } from '../../../engine/base/ids.ts';
import { runColumns } from '../../../engine/stores/sqlite/run-columns.ts';
import { causeSentence } from '../../../engine/trace/cause-sentence.ts';
import { aNewRun, DRAFT, nextBoundary } from '../../behaviour/stores/a-run.ts';

const draft = StepId.parse('draft');

describe("A run's line", () => {
  it('is that of a run nobody has taken up', () => {
    expect(runColumns(aNewRun('a').run)).toEqual({
      ...{ status: 'pending', startedAtUs: null, endedAtUs: null, wakeAtUs: null },
      ...{ costMicroUsd: 0, avoidedMicroUsd: 0, cacheHits: 0, cacheMisses: 0, cause: null },
    });
  });

  it('adds up what all visits of all steps cost and what the cache saved', () => {
    const boundary = nextBoundary(aNewRun('a').run, 1);
    boundary.add('run.started', null, {});
    for (const visit of [1, 2]) {
      boundary.add('step.started', { ...DRAFT, visit }, {});
      boundary.add('ledger.recorded', { ...DRAFT, visit }, { stage: 'main', cache: 'miss', costMicroUsd: 30 });
      const output = boundary.refer('done');
      const spent = { inputTokens: 1, outputTokens: 1, costMicroUsd: 30, avoidedMicroUsd: 5, citations: 0 };
      const place = { ...DRAFT, visit };
      boundary.add('step.completed', place, { output, save: {}, from: 'work', cachedFrom: null, simulated: false, ...spent });
    }

    expect(runColumns(boundary.run)).toMatchObject({ status: 'running', costMicroUsd: 60, avoidedMicroUsd: 10 });
  });

  it('says when a retry is due, and only then', () => {
    const boundary = nextBoundary(aNewRun('a').run, 1);
    boundary.add('run.started', null, {});
    boundary.add('step.started', DRAFT, {});
    expect(runColumns(boundary.run).wakeAtUs).toBeNull();
    const error = { class: 'transient', code: 'busy', message: 'Too busy.' } as const;
    boundary.add('step.retry_scheduled', DRAFT, { error, wakeAtUs: 77 });

    expect(runColumns(boundary.run).wakeAtUs).toBe(77);
  });
});

describe('Why a run ended', () => {
  it('is a sentence for each kind of cause', () => {
    const error = { class: 'timeout', code: 'too_slow', message: 'The model did not answer within 60 s.' } as const;
    const ana = Actor.parse('user:ana');

    expect(causeSentence({ kind: 'error', error, stepId: draft, attempt: 1 })).toBe('Step draft: The model did not answer within 60 s.');
    expect(causeSentence({ kind: 'error', error, stepId: null, attempt: null })).toBe('The model did not answer within 60 s.');
    expect(causeSentence({ kind: 'gate', stepId: draft, expression: 'context.fit > 0.7', reads: [] })).toBe(
      'Gate draft let nothing through: context.fit > 0.7 is false.',
    );
    expect(causeSentence({ kind: 'operator', actor: ana, reason: null })).toBe('Stopped by user:ana.');
    expect(causeSentence({ kind: 'operator', actor: ana, reason: 'Wrong packet.' })).toBe('Stopped by user:ana: Wrong packet.');
  });
});
