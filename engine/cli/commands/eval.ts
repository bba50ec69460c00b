import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { isJsonObject } from '../../base/json.ts';
import { parseJson } from '../../base/parse-json.ts';
import { evalExpression } from '../../library/eval-expression.ts';
import { CommandEnd } from '../exit.ts';
import { print } from '../print.ts';

export function addEval(program: Command): void {
  program
    .command('eval')
    .description(
      'evaluate expressions: standard input has lines {"expression", "variables"}, standard output {"value"} or {"error"} for each',
    )
    .option('--jsonl', 'one JSON document a line (the only format there is)')
    .action(async () => {
      let anyError = false;
      for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
        if (line.trim() === '') continue;
        const answer = answerTo(line);
        anyError ||= 'error' in answer;
        print(JSON.stringify(answer));
      }
      if (anyError) throw new CommandEnd(1, '');
    });
}

function answerTo(
  line: string,
): { readonly value: unknown } | { readonly error: { readonly message: string; readonly start?: number; readonly end?: number } } {
  const read = parseJson(line);
  if (!read.ok) return { error: { message: `The line is not JSON: ${read.error.message}` } };
  const request = read.value;
  if (!isJsonObject(request) || typeof request['expression'] !== 'string')
    return { error: { message: 'The line needs an expression, a text.' } };
  const variables = request['variables'] ?? {};
  if (!isJsonObject(variables)) return { error: { message: 'The variables are an object: {"context": {…}}.' } };
  const value = evalExpression(request['expression'], variables);
  return value.ok ? { value: value.value } : { error: value.error };
}
