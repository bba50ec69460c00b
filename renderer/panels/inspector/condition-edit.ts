import { conditionText } from '../../../engine/expression/condition-text.ts';
import { isOperand, takesValue, type Condition, type ConditionGroup, type ConditionRow } from '../../../engine/expression/condition.ts';
import { parseExpression } from '../../../engine/expression/expression.ts';
import type { KnownHere } from '../../../engine/expression/known-paths.ts';
import { faultIn } from './expression-check.ts';

/** Where a condition stands: the index in each group from the outermost on. */
export type ConditionPlace = readonly number[];

export const NEW_ROW: ConditionRow = { kind: 'row', field: '', operator: '==', value: '' };
export const NEW_GROUP: ConditionGroup = { kind: 'group', join: 'any', isNegated: false, members: [NEW_ROW] };
/** What stands in a field that is empty. */
export const NO_CONDITION: ConditionGroup = { kind: 'group', join: 'all', isNegated: false, members: [NEW_ROW] };

/** The group with another condition at a place; null takes it away, and a group that it leaves empty as well. */
export function withCondition(group: ConditionGroup, place: ConditionPlace, next: Condition | null): ConditionGroup {
  const [index, ...rest] = place;
  if (index === undefined) return next?.kind === 'group' ? next : group;
  const members = group.members.flatMap((member, at) => {
    if (at !== index) return [member];
    if (rest.length === 0) return next === null ? [] : [next];
    if (member.kind === 'row') return [member];
    const inner = withCondition(member, rest, next);
    return inner.members.length === 0 ? [] : [inner];
  });
  return { ...group, members };
}

export const withAdded = (group: ConditionGroup, added: Condition): ConditionGroup => ({ ...group, members: [...group.members, added] });

/** What keeps a row from being said; null for one that can be. */
export function rowFault(row: ConditionRow, known: KnownHere): string | null {
  if (row.field.trim() === '') return 'Choose a field.';
  if (takesValue(row.operator) && row.value.trim() === '') return 'Fill in a value.';
  const [field, value] = [sideFault(row.field, 'field'), row.value === '' ? null : sideFault(row.value, 'value')];
  if (field !== null || value !== null) return field ?? value;
  const fault = faultIn(conditionText({ kind: 'group', join: 'all', isNegated: false, members: [row] }), 'test', known);
  return fault?.severity === 'error' ? fault.message : null;
}

function sideFault(text: string, side: 'field' | 'value'): string | null {
  const parsed = parseExpression(text);
  if (!parsed.ok) return `The ${side}: ${parsed.error.message}`;
  return isOperand(parsed.value.tree) ? null : `The ${side} is a condition of its own; add a row for it instead.`;
}

/** True when every row says something. */
export const isWhole = (condition: Condition): boolean =>
  condition.kind === 'group'
    ? condition.members.every(isWhole)
    : [condition.field, ...(takesValue(condition.operator) ? [condition.value] : [])].every(text => sideFault(text, 'field') === null);
