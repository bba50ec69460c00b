import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readQuestion, type Question } from './question.ts';

const ENDING = '.sql';

/** Questions of several folders, by title; one of a later folder stands in place of an earlier one's of the same name. `problems` are sentences. */
export async function loadQuestions(
  folders: readonly string[],
): Promise<{ readonly questions: readonly Question[]; readonly problems: readonly string[] }> {
  const questions = new Map<string, Question>();
  const problems: string[] = [];
  for (const folder of folders)
    for (const file of (await readdir(folder).catch(() => [])).filter(name => name.endsWith(ENDING)).toSorted()) {
      const read = readQuestion(file.slice(0, -ENDING.length), await readFile(join(folder, file), 'utf8'));
      if (read.ok) questions.set(read.value.name, read.value);
      else problems.push(`The question ${join(folder, file)} was passed over: ${read.error}`);
    }
  return { questions: [...questions.values()].toSorted((a, b) => a.title.localeCompare(b.title, 'en')), problems };
}
