import { ok, refused, type Result } from '../base/result.ts';
import { readQuestion, type Question } from './question.ts';

/** A question as its file has it; refused in a sentence when reading it back would not give the same. */
export function questionText(question: Question): Result<string, string> {
  const { name, title, description, parameters, sql } = question;
  const head = [`-- title: ${plain(title)}`, `-- description: ${plain(description)}`];
  const sets = Object.entries(parameters).map(([parameter, value]) => `-- with ${parameter}: ${plain(value)}`);
  const text = `${[...head, ...sets, sql.trim()].join('\n')}\n`;
  const read = readQuestion(name, text);
  return read.ok ? ok(text) : refused(`The question cannot be saved: ${read.error}`);
}

/** One line, since each of them ends a line of the head. */
const plain = (words: string): string => words.replace(/\s+/gu, ' ').trim();
