import type { Json } from '../base/json.ts';
import { parseExpression, type Expression } from '../expression/expression.ts';
import type { Scope } from './step-work.ts';

/** Every path that an expression reads, with its value; a path that is not there is left out. */
export async function readValues(
  expression: Expression,
  scope: Pick<Scope, 'evaluate'>,
): Promise<readonly { path: string; value: Json }[]> {
  const values: { path: string; value: Json }[] = [];
  const paths = new Set(expression.reads.map(pathText));
  for (const path of paths) {
    const parsed = parseExpression(path);
    if (!parsed.ok) continue;
    const value = await scope.evaluate(parsed.value);
    if (value.ok) values.push({ path, value: value.value });
  }
  return values;
}

/** `steps.score.output.items[0]`, as a person writes it. */
const pathText = (path: readonly (string | number)[]): string =>
  path
    .map((part, index) =>
      typeof part === 'number'
        ? `[${String(part)}]`
        : index === 0
          ? part
          : /^[A-Za-z_]\w*$/.test(part)
            ? `.${part}`
            : `[${JSON.stringify(part)}]`,
    )
    .join('');
