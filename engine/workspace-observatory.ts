import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { OrgId } from './base/ids.ts';
import type { Json } from './base/json.ts';
import { ok, refused, type Result } from './base/result.ts';
import { loadQuestions } from './questions/load-questions.ts';
import { Figures, type AskableTable, type AskProblem, type Observatory } from './questions/observatory.ts';
import { ORG_PARAMETER, Question } from './questions/question.ts';
import { questionText } from './questions/question-text.ts';
import { writeFileWhole } from './stores/folder/write-file-whole.ts';
import { figuresQuestion, searchScan, TABLES_QUESTION } from './stores/sqlite/observatory-sql.ts';
import { openSqlAsker } from './stores/sqlite/sql-asker.ts';
import type { SqlTable } from './stores/sqlite/sql-request.ts';

/** A question a person writes may take so long, and give so many rows. */
const ASK_LIMIT = { timeoutMs: 30_000, maxRows: 10_000 };
/** What a screen asks by itself. */
const SCREEN_LIMIT = { timeoutMs: 10_000, maxRows: 2000 };
/** A search looks back so long before it says how far it came. */
const SEARCH_MS = 150;

export function openObservatory(parts: {
  readonly databaseFile: string;
  readonly orgId: OrgId;
  /** Where questions that ship with the program stand, and those of the workspace. */
  readonly shippedFolder: string;
  readonly ownFolder: string;
  readonly nowMs: () => number;
}): Observatory {
  const { databaseFile, orgId, shippedFolder, ownFolder, nowMs } = parts;
  const asker = openSqlAsker(databaseFile);

  const table = async (
    sql: string,
    values: Readonly<Record<string, string | number | null>>,
    { maxRows, ...limits }: { readonly timeoutMs: number; readonly maxRows: number; readonly signal?: AbortSignal | undefined },
  ): Promise<Result<SqlTable, AskProblem>> => {
    const reply = await asker.ask({ kind: 'ask', sql, values: { ...values }, maxRows }, limits);
    if (reply.kind === 'table') return ok(reply.table);
    return refused(
      reply.kind === 'problem' ? asProblem(reply.problem) : { sentence: 'The reader of the database answered something else.' },
    );
  };

  return {
    async figures(request) {
      const { sql, values } = figuresQuestion(orgId, request);
      const answer = await table(sql, values, SCREEN_LIMIT);
      return answer.ok ? ok(answer.value.rows.map(figuresFrom)) : answer;
    },

    async search(search) {
      const reply = await asker.ask({ kind: 'scan', scan: searchScan(orgId, search, SEARCH_MS) }, SCREEN_LIMIT);
      if (reply.kind === 'scanned') return ok(reply.scanned);
      return refused(
        reply.kind === 'problem' ? asProblem(reply.problem) : { sentence: 'The reader of the database answered something else.' },
      );
    },

    async ask(sql, values, signal) {
      const startedMs = nowMs();
      const named = new Set(Array.from(sql.matchAll(/(?<![\w:]):([a-z][a-z0-9_]*)/gi), ([, name]) => name ?? ''));
      const given = Object.entries({ ...values, [ORG_PARAMETER]: orgId }).filter(([name]) => named.has(name));
      const answer = await table(sql, Object.fromEntries(given), { ...ASK_LIMIT, signal });
      return answer.ok ? ok({ ...answer.value, tookMs: Math.round(nowMs() - startedMs) }) : answer;
    },

    async check(sql) {
      const reply = await asker.ask({ kind: 'check', sql }, SCREEN_LIMIT);
      return reply.kind === 'problem' ? asProblem(reply.problem) : null;
    },

    async tables() {
      const answer = await table(TABLES_QUESTION, {}, SCREEN_LIMIT);
      return answer.ok ? tablesFrom(answer.value.rows) : [];
    },

    async questions() {
      const shipped = await loadQuestions([shippedFolder]);
      const own = await loadQuestions([ownFolder]);
      const names = new Set(own.questions.map(({ name }) => name));
      const questions = [
        ...shipped.questions.filter(({ name }) => !names.has(name)).map(question => ({ ...question, own: false })),
        ...own.questions.map(question => ({ ...question, own: true })),
      ];
      return {
        questions: questions.toSorted((a, b) => a.title.localeCompare(b.title, 'en')),
        problems: [...shipped.problems, ...own.problems],
      };
    },

    async saveQuestion(question) {
      const text = questionText(question);
      if (!text.ok) return text;
      try {
        await mkdir(ownFolder, { recursive: true });
        await writeFileWhole(fileOf(question.name), text.value);
        return ok(null);
      } catch (fault) {
        return refused(`The question cannot be written to ${ownFolder}: ${fault instanceof Error ? fault.message : String(fault)}.`);
      }
    },

    async removeQuestion(name) {
      const isName = Question.shape.name.safeParse(name).success;
      if (!isName || !(await loadQuestions([ownFolder])).questions.some(each => each.name === name)) return false;
      await rm(fileOf(name));
      return true;
    },

    close: () => asker.close(),
  };

  function fileOf(name: string): string {
    return join(ownFolder, `${name}.sql`);
  }
}

const asProblem = ({
  sentence,
  position,
  length,
}: {
  sentence: string;
  position?: number | undefined;
  length?: number | undefined;
}): AskProblem => ({
  sentence,
  ...(position === undefined ? {} : { position }),
  ...(length === undefined ? {} : { length }),
});

/** In the order of `figuresQuestion`'s columns. */
function figuresFrom(row: readonly Json[]): Figures {
  const [day, flowId, versionNo, skill, stages, hits, failures, cost, avoided, inputTokens, outputTokens, claims, contested] = row;
  return Figures.parse({
    ...{ day: typeof day === 'number' ? new Date(day * 86_400_000).toISOString().slice(0, 10) : null, flowId, versionNo, skill },
    ...{ stages, hits, failures, costMicroUsd: cost, avoidedMicroUsd: avoided, inputTokens, outputTokens, claims, contested },
  });
}

const ColumnRow = z.tuple([z.string(), z.string(), z.string()]);

function tablesFrom(rows: readonly (readonly Json[])[]): readonly AskableTable[] {
  const tables = new Map<string, AskableTable['columns']>();
  for (const [table, name, type] of rows.map(row => ColumnRow.parse(row))) {
    const columns = tables.get(table) ?? [];
    columns.push({ name, type });
    tables.set(table, columns);
  }
  return [...tables].map(([name, columns]) => ({ name, columns }));
}
