import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aNewRun, nextBoundary } from '../../behaviour/stores/a-run.ts';
import { isBulky, jobsOfText, textOfJobs } from '../../../engine/stores/sqlite/job-text.ts';
import { plainChange, plainNewRun } from '../../../engine/stores/sqlite/plain-change.ts';
import type { RunJob } from '../../../engine/stores/sqlite/run-jobs.ts';

describe('Jobs as one text', () => {
  const { run } = aNewRun('a');
  const changeOf = (text: string, save: boolean): RunJob => {
    const boundary = nextBoundary(run);
    boundary.add('run.started', null, {});
    boundary.add('run.cancel_requested', null, { reason: text });
    if (save) boundary.refer('y'.repeat(5000));
    return { kind: 'change', change: plainChange(boundary.change()) };
  };

  it('come back as they were, with facts and without, whatever their texts hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, save) => {
        const jobs = [changeOf(text, save), changeOf('plain', !save)];
        expect(jobsOfText(textOfJobs(jobs))).toEqual(jobs);
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it('come back also where a run begins or is claimed', () => {
    const jobs: RunJob[] = [
      { kind: 'create', newRun: plainNewRun(aNewRun('b'), { flow: false, packet: true }) },
      { kind: 'claim', orgId: run.orgId, runId: run.runId, owner: 'a test' },
    ];
    expect(jobsOfText(textOfJobs(jobs))).toEqual(jobs);
  });

  it('are copied instead where they carry a large value', () => {
    const boundary = nextBoundary(run);
    boundary.add('run.started', null, {});
    boundary.refer('z'.repeat(100_000));
    expect(isBulky({ kind: 'change', change: plainChange(boundary.change()) })).toBe(true);
    expect(isBulky(changeOf('small', true))).toBe(false);
  });
});
