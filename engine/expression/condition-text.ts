import type { Condition, ConditionGroup, ConditionRow } from './condition.ts';
import { parseExpression } from './expression.ts';

/** Rows as an expression. Empty groups are left out; a row is written as it is, also when its field or value is no expression yet. */
export function conditionText(group: ConditionGroup): string {
  return groupText(group, true) ?? '';
}

function groupText({ join, isNegated, members }: ConditionGroup, isOutermost: boolean): string | null {
  const texts = members.flatMap(member => memberText(member) ?? []);
  const [only] = texts;
  if (only === undefined) return null;
  const joined = texts.length === 1 ? only : texts.join(join === 'all' ? ' && ' : ' || ');
  if (isNegated) return `!(${joined})`;
  return isOutermost || texts.length === 1 ? joined : `(${joined})`;
}

const memberText = (member: Condition): string | null => (member.kind === 'row' ? rowText(member) : groupText(member, false));

function rowText({ field, operator, value }: ConditionRow): string {
  switch (operator) {
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case 'in':
      return `${field} ${operator} ${value}`;
    case 'not-in':
      return `!(${field} in ${value})`;
    case 'contains':
      return `${primary(field)}.contains(${value})`;
    case 'not-contains':
      return `!${primary(field)}.contains(${value})`;
    case 'starts':
      return `${primary(field)}.startsWith(${value})`;
    case 'ends':
      return `${primary(field)}.endsWith(${value})`;
    case 'matches':
      return `${primary(field)}.matches(${value})`;
    case 'holds':
      return `${value} in ${field}`;
    case 'not-holds':
      return `!(${value} in ${field})`;
    case 'there':
      return `has(${field})`;
    case 'not-there':
      return `!has(${field})`;
    case 'true':
      return field;
    case 'not-true':
      return `!${primary(field)}`;
  }
}

/** In brackets, unless a method can follow it as it is. */
function primary(field: string): string {
  const parsed = parseExpression(field);
  const kind = parsed.ok ? parsed.value.tree.kind : 'name';
  return kind === 'binary' || kind === 'negate' || (kind === 'literal' && field.trimStart().startsWith('-')) ? `(${field})` : field;
}
