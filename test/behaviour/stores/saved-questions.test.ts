import Database from 'better-sqlite3';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WaitId } from '../../../engine/base/ids.ts';
import { SHIPPED_RESOURCES } from '../../../engine/open-workspace.ts';
import { loadQuestions } from '../../../engine/questions/load-questions.ts';
import type { Question } from '../../../engine/questions/question.ts';
import { readOnlySql } from '../../../engine/stores/sqlite/read-only-sql.ts';
import { begin, DRAFT, nextBoundary } from './a-run.ts';
import { openOrThrow, ORG, sqliteOptions } from './a-store.ts';

/** A run in which Sage drafted, or the cache served its draft, with a skill, and a person answered. */
const RUNS = [
  ['fresh', 'draft_proposal', 'agent.returned', 'reject'],
  ['served', 'draft_proposal', 'cache.hit', 'reject'],
  ['approved', 'draft_proposal', 'agent.returned', 'approve'],
  ['other', 'score_mission_fit', 'agent.returned', 'reject'],
] as const;

describe('The saved questions', () => {
  let folder: string;
  let file: string;
  let questions: readonly Question[];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-questions-'));
    file = join(folder, 'atelier.db');
    const loaded = await loadQuestions([join(SHIPPED_RESOURCES, 'questions')]);
    expect(loaded.problems).toEqual([]);
    questions = loaded.questions;
    const store = await openOrThrow(sqliteOptions(file));
    for (const [name, skill, kind, outcome] of RUNS) {
      const boundary = nextBoundary(await begin(store, name));
      const answer = boundary.refer('A proposal.');
      const stage = { stage: 'main', stageKey: null };
      const usage = { inputTokens: 1, outputTokens: 1 };
      if (kind === 'cache.hit')
        boundary.add(
          kind,
          DRAFT,
          { ...stage, cachedFrom: { runId: boundary.run.runId, stepId: DRAFT.step.id, atUs: 1 }, avoidedMicroUsd: 1 },
          { skill },
        );
      else boundary.add(kind, DRAFT, { ...stage, provider: 'local', modelId: 'm', finishReason: 'stop', answer, usage }, { skill });
      boundary.add('human.resolved', DRAFT, { waitId: WaitId.parse(`wait_${name}`), comment: null, answer }, { humanOutcome: outcome });
      boundary.add('step.completed', DRAFT, { output: boundary.refer('Done.') }, { durationUs: 2_000_000 });
      await store.runs.commit(boundary.change());
    }
    await store.close();
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const named = (name: string): Question => {
    const question = questions.find(each => each.name === name);
    if (question === undefined) throw new Error(`There is no question ${name}.`);
    return question;
  };
  const ask = ({ sql, parameters }: Question) => readOnlySql(file, sql, { maxRows: 100, timeoutMs: 20_000 }, { ...parameters, org: ORG });

  it('are each one SELECT that is answered', () => {
    expect(questions.length).toBeGreaterThanOrEqual(7);
    for (const question of questions) expect(ask(question), question.name).toMatchObject({ ok: true, value: { truncated: false } });
  });

  it('find every run where Sage drafted a proposal and a human rejected it, also when the cache served the draft', () => {
    const answer = ask(named('drafted-and-rejected'));
    expect(answer.ok ? answer.value.rows.map(([runId]) => runId).toSorted() : answer).toEqual(['run_fresh', 'run_served']);
  });

  it('find the slowest among the steps that were worked', () => {
    const answer = ask(named('slowest-steps'));
    expect(answer.ok ? answer.value.rows.map(([, stepId, , , meanS]) => [stepId, meanS]) : answer).toEqual([['draft', 2]]);
  });

  it('read no more of the trace than the rows they are about, where an index can tell', () => {
    const database = new Database(file, { readonly: true });
    const planOf = ({ sql, parameters }: Question): string[] =>
      (database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all({ ...parameters, org: ORG }) as { detail: string }[]) // true: a plan's rows have a detail
        .map(({ detail }) => detail)
        .filter(detail => /^(?:SCAN|SEARCH) atelier_/.test(detail));

    expect(planOf(named('drafted-and-rejected'))).toEqual([
      expect.stringContaining('SEARCH atelier_runs USING INDEX sqlite_autoindex_atelier_runs_1 (org_id=? AND run_id=?)'),
      expect.stringContaining('SEARCH atelier_traces USING COVERING INDEX atelier_traces_human (org_id=? AND human_outcome=?)'),
      expect.stringContaining('SEARCH atelier_traces USING COVERING INDEX atelier_traces_agent (org_id=? AND skill>? AND skill<?)'),
      expect.stringContaining('SEARCH atelier_traces USING COVERING INDEX atelier_traces_served (org_id=? AND skill>? AND skill<?)'),
    ]);
    expect(planOf(named('who-rejected-what'))).toEqual([expect.stringContaining('atelier_traces_human (org_id=? AND human_outcome=?)')]);
    expect(planOf(named('failures-by-class'))).toEqual([expect.stringContaining('atelier_traces_failed')]);
    expect(planOf(named('contested-claims'))).toEqual([expect.stringContaining('atelier_ledger_contested')]);
    database.close();
  });
});
