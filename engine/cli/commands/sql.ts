import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { defaultWorkspaceFolder } from '../../default-workspace-folder.ts';
import { DATABASE_NAME, SHIPPED_RESOURCES } from '../../open-workspace.ts';
import { loadQuestions } from '../../questions/load-questions.ts';
import { ORG_PARAMETER, type Question } from '../../questions/question.ts';
import { readOnlySql } from '../../stores/sqlite/read-only-sql.ts';
import { readWorkspaceSettings } from '../../workspace-settings.ts';
import { CommandEnd } from '../exit.ts';
import type { CommandOptions } from '../open-for-command.ts';
import { print, printJson, printTable } from '../print.ts';

const LIMITS = { maxRows: 100_000, timeoutMs: 30_000 };

type SqlOptions = CommandOptions & { readonly question?: string; readonly questions?: boolean; readonly set: readonly string[] };

export function addSql(program: Command): void {
  program
    .command('sql')
    .description('ask the trace and the ledger one SELECT; nothing can be changed')
    .argument('[select]', 'e.g. "SELECT kind, count(*) FROM atelier_traces GROUP BY kind"')
    .option('--question <name>', 'a saved question in place of a SELECT')
    .option(
      '--set <name=value>',
      'sets something in a saved question; may be given again',
      (word, words: readonly string[]) => [...words, word],
      [],
    )
    .option('--questions', 'list the saved questions')
    .option('--workspace <folder>')
    .option('--json', 'print one JSON document')
    .action(async (select: string | undefined, options: SqlOptions) => {
      const folder = options.workspace ?? defaultWorkspaceFolder(process.env);
      const asked = [select, options.question, options.questions].filter(each => each !== undefined);
      if (asked.length !== 1) throw new CommandEnd(2, 'Give one of: a SELECT, --question NAME, --questions.');
      if (options.questions === true) {
        listQuestions(await questionsOf(folder), options);
        return;
      }
      const file = join(folder, DATABASE_NAME);
      if (!existsSync(file)) throw new CommandEnd(2, `There is no workspace in ${folder}. Run a flow there first, or name another folder.`);
      if (select === undefined) {
        const question = await questionNamed(folder, options.question ?? '');
        ask(file, question.sql, options, valuesOf(question, options.set, folder));
      } else ask(file, select, options);
    });
}

function ask(file: string, sql: string, options: SqlOptions, values?: Readonly<Record<string, string>>): void {
  const answer = readOnlySql(file, sql, LIMITS, values);
  if (!answer.ok) throw new CommandEnd(2, answer.error.sentence);
  const { columns, rows, truncated } = answer.value;
  if (options.json === true) printJson({ columns, rows, ...(truncated ? { truncated } : {}) });
  else {
    printTable(columns, rows);
    if (truncated) print(`Only the first ${LIMITS.maxRows.toLocaleString('en')} rows are shown. Add a LIMIT or a WHERE.`);
  }
}

/** Shipped ones, and those of the workspace. */
async function questionsOf(folder: string): Promise<readonly Question[]> {
  const { questions, problems } = await loadQuestions([join(SHIPPED_RESOURCES, 'questions'), join(folder, 'questions')]);
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  return questions;
}

async function questionNamed(folder: string, name: string): Promise<Question> {
  const questions = await questionsOf(folder);
  const question = questions.find(each => each.name === name);
  if (question === undefined)
    throw new CommandEnd(2, `There is no question “${name}”. There are: ${questions.map(each => each.name).join(', ')}.`);
  return question;
}

function valuesOf(question: Question, settings: readonly string[], folder: string): Readonly<Record<string, string>> {
  const set = settings.map((setting): readonly [string, string] => {
    const [, name = '', value = ''] = /^([a-z0-9_]+)=(.*)$/s.exec(setting) ?? [];
    if (!Object.hasOwn(question.parameters, name))
      throw new CommandEnd(
        2,
        `--set ${setting}: “${question.name}” lets one set ${Object.keys(question.parameters).join(', ') || 'nothing'}, written NAME=VALUE.`,
      );
    return [name, value];
  });
  const settingsOf = readWorkspaceSettings(folder, 'me');
  if (!settingsOf.ok) throw new CommandEnd(2, settingsOf.error);
  return { ...question.parameters, ...Object.fromEntries(set), [ORG_PARAMETER]: settingsOf.value.settings.orgId };
}

function listQuestions(questions: readonly Question[], options: SqlOptions): void {
  if (options.json === true) printJson({ questions });
  else
    printTable(
      ['name', 'title', 'set'],
      questions.map(({ name, title, parameters }) => [
        name,
        title,
        Object.entries(parameters)
          .map(([parameter, value]) => `${parameter}=${value}`)
          .join(' '),
      ]),
    );
}
